// Islet 4 is made.
VAR islet = 4
VAR n5_made4 = 0
VAR already = 0
~ already = n5_made4
INCLUDE making.ink
