// I wrote at people. Caden Borealis, without his page. Who answers him speaks his first line for tomorrow.

I wrote at people. For three nights. To people, I mean. No: at.
You were there. Tell me where it went wrong. I won't correct you. I'll try not to.
What was it?
* [You explained]
    The sea enters, bringing grief. Bringing! As if it were post. # fact n4.told_caden 1
* [You waited too long]
    I had the line by the second bell. I was polishing the verb. It's still not right. # fact n4.told_caden 1
* [Nothing]
    That's kind. It's also a blank, and I know what those are for. # fact n4.told_caden 1
- Then you begin. Tomorrow, I mean. I say the first line as you say it, breath and all.
* [It is still dark, and somebody is up]
    “It is still dark, and somebody is up.” Somebody. Yes. Not a word of mine in it. # fact carry.opening_dark 1
    # fragment
    -> kept
* [We were late, so we ran]
    “We were late, so we ran.” Oh, that's good. Who taught you *so*? # fact carry.opening_late 1
    # fragment
    -> kept
* [(say nothing)]
    “…” Then I open with that. I'll count to four. Elysia will tell me it was five. # fact carry.opening_silent 1
    -> kept

=== kept ===
I had an ending as well. I'll put it on the fire. Bread's better for it.
-> END
