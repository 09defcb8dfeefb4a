// Islet 1 is made.
VAR islet = 1
VAR n5_made1 = 0
VAR already = 0
~ already = n5_made1
INCLUDE making.ink
