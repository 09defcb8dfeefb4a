// Islet 2 is made.
VAR islet = 2
VAR n5_made2 = 0
VAR already = 0
~ already = n5_made2
INCLUDE making.ink
