// The sand. Elysia Voss beside the hourglass, in the first act.
// `pace` is read by the dream: breaths a minute for who speaks with her, 0 for "as it was". `may_turn` lets them turn the glass.
VAR pace = 0
VAR may_turn = false
VAR asked = 0

Elysia: Eleven. Twelve, with you. I count people. The glass can count the minutes.
Elysia: I drew tonight forty times on paper. It never once drew you.
-> talk

=== talk ===
{asked < 2:Elysia: Four in, six out. If that is wrong for you, it is wrong. Say.|Elysia: There. The sand is nearly ready, and so are you.}
+ {pace == 0} [Quicker]
    ~ pace = 7
    Elysia: Quicker, then. The pad will follow you. I told it to.
    -> next
+ {pace == 0} [As it is]
    ~ pace = 6
    Elysia: Good. I had hoped to be right about one thing.
    -> next
+ {pace == 0} [I don't know]
    ~ pace = 5.5
    Elysia: Then slower than you think. You can change it at the fountain, any time.
    -> next
* [Who decides what we dream?]
    Elysia: Governance, on paper. Tonight, the slowest of us.
    -> next
* [Are you nervous?]
    ~ may_turn = true
    Elysia: Look at my hands. Here: you turn the glass. It likes a stranger.
    -> next
+ [Leave her to it]
    Elysia: You may put it down. I'll hold the place.
    -> END

=== next ===
~ asked = asked + 1
-> talk
