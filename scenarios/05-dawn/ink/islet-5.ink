// Islet 5 is made.
VAR islet = 5
VAR n5_made5 = 0
VAR already = 0
~ already = n5_made5
INCLUDE making.ink
