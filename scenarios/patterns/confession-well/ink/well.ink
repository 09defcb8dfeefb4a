// The well, where somebody leans in. What is given stays without a name.

A well, its rim worn smooth by sleeves.
It asks what you carry. It does not ask why.
* [Say it into the well]
    The word goes round the wall twice and comes up lighter. # fact well.given 1 # fragment
* [Write it and let it fall]
    The paper turns once. It lands face down, and stays so. # fact well.given 1 # fragment
* [Drop a pebble instead]
    A long time. Then a small sound, like a cup set down. # fact well.given 1 # warm 0 -0.2
- -> END
