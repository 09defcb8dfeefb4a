// The hearth, to whoever comes up to it first.

A low fire, and more seats than people.
* [Sit down]
    The stone has kept the day. It gives you some. # fact hearth.sat 1 # warm 0.2 -0.2
* [Keep a seat for somebody]
    You put your hand on it. It is as good as taken. # fact hearth.sat 1 # fact hearth.kept 1
* [Only warm your hands]
    The fire does not mind how long.
- -> END
