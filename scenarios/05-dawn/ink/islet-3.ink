// Islet 3 is made.
VAR islet = 3
VAR n5_made3 = 0
VAR already = 0
~ already = n5_made3
INCLUDE making.ink
