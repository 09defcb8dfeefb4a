// The sand. Elysia Voss beside the hourglass, in the first act; every line is hers.
// Tags are what follows: `# pace 7` sets the pacer of who speaks with her, `# fact n1.turn 1` is known to the rest of the night.

Eleven. Twelve, with you. I count people. The glass can count the minutes.
I drew tonight forty times on paper. It never once drew you.
Four in, six out. If that is wrong for you, it is wrong. Say.
* [Quicker]
    Quicker, then. The pad will follow you. I told it to. # pace 7
* [As it is]
    Good. I had hoped to be right about one thing. # pace 6
* [I don't know]
    Then slower than you think. You can change it at the fountain, any time. # pace 5.5
- -> questions

=== questions ===
* [Who decides what we dream?]
    Governance, on paper. Tonight, the slowest of us. # fact n1.asked_who 1
    -> questions
* [Are you nervous?]
    Look at my hands. Here: you turn the glass. It likes a stranger. # fact n1.turn 1
    -> questions
+ [Leave her to it]
    You may put it down. I'll hold the place.
    -> END
