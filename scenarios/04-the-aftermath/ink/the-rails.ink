// The rails. The train of the second night comes back dark. If somebody wrote a letter into it then (carry.letter), it comes back carried.
VAR carry_letter = 0

It comes in dark. Bram has his lamp up before it stops.
“Every light out. That's not broken. That's somebody asleep in there.”
* [Meet it]
    {carry_letter > 0: One person steps off, holding a letter by its corner, as one holds something wet. It has been opened with care.|Nobody steps off. There is a seat by the window, and the cushion is still warm.}
    {carry_letter > 0: “I read it at every stop,” says the coat, and gives it to you, and is a coat.|“We keep that one,” says Bram. He hangs his lamp over it.}
    # fact n4.met 1
    # fragment
    -> END
* [Light it]
    Window by window, from the back. Five. {carry_letter > 0: In the fifth, somebody folds a sheet of paper, small.|The last one stays dark, on purpose.}
    # fact n4.lit 1
    # warm 0.3 0
    -> END
* [Let it pass]
    It does not hurry past either. “Not every stop's a stop,” says Bram.
    # fact n4.passed_by 1
    -> END
