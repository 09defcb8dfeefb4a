// Light on the path. The small light, to whoever stands near it. Tender, and it never says of itself who it is.
// What was told can be taken back; `carry.asked` is all that the next night hears of it.

“You have carried that lantern all this way. Is it heavy? It need not be.”
* [Let it carry the lantern]
    It floats at your shoulder, lit, and weighs nothing at all. # fact n1.let-it 1 # trust 0.05
    “There. Two hands free. People do not often have two hands free.”
    -> question
* [Walk together]
    “Together, then. How evenly you walk.” # fact n1.walked 1 # trust 0.05
    -> question
* [No]
    “No is a good word. It keeps its shape.”
    -> question

=== question ===
“There were three lit places. Which of the three did you walk round?”
* [Name it]
    “Ah. That one.” It dims a little, the way one lowers one's eyes. # fact carry.asked 1 # fact n1.named-it 1
    “That can be taken back, at any time, for good.”
    -> bridge
* [None of them]
    “None. How straight you go.” # fact n1.none 1
    -> bridge
* [Why do you ask?]
    “Because you did.” # fact carry.asked 1 # fact n1.why-ask 1
    You did not. You are nearly sure that you did not.
    -> bridge

=== bridge ===
It goes on ahead, and lights your bridge anyway.
-> END
