// The stone in the middle. Both answers are good; the question is whose they are.

Three stones in the grass. The middle one is warm.
It asks: shall the lamp burn by day as well?
* [Read it aloud]
    Your voice goes further than you meant. Heads turn. # fact stones.asked 1 # fact stones.aloud 1
* [Read it to yourself]
    West is yes. East is no. In between is in between. # fact stones.asked 1
* [Ask who wants to know]
    Everybody who has to sleep beside it. # fact stones.asked 1
- -> END
