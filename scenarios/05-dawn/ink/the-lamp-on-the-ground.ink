// The lamp on the ground. Elysia Voss has put it down and does not know where to look.

I know the whole curve by heart. Don't ask me for it.
It goes up, and up, and then there's a place where I always looked away.
It's on the ground now. It's very bright down there.
* [Ask her for it]
    -> asked
* [Sit down by it]
    -> sit
* [Tell her yours]
    -> yours

=== asked ===
No. You'd have it in your hands by the second bar. You'd be good at it. I was.
-> breath

=== sit ===
She sits as well, on the wrong side, so that the lamp is between her and the sky. # warm 0.2 -0.1
-> breath

=== yours ===
She draws it in the dust as you say it, with one finger. She doesn't correct the end. # fragment
-> breath

=== breath ===
Breathe one with me. Not the four and six. Just one.
* [Breathe with her]
    She is off the beat. She is wholly off the beat, and hears it, and laughs. # warm 0.4 -0.2
    # fact n5.laughed 1
    -> END
* [Let her breathe alone]
    One breath. It takes as long as it takes. She did not count. “Seven,” she says. “Sorry.” # fact n5.seven 1
    -> END
