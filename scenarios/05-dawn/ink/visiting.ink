// A visit to an islet that others made. Its makers see colours arrive, never names. Each islet's file copies its facts into these variables.

{kettle >= door && kettle >= boat: A kettle on a stool, just off the boil. A cup beside it, handle towards you.|{door >= boat: A door with light under it. No house. The light moves, as if somebody crossed a room.|A boat the size of a bed, turned over. Under it, dry sand, and the shape of someone who waited.}}
{rain >= still && rain >= petals: Thin rain, as far as the edge.|{still >= petals: Nothing moves.|Petals, from no tree.}} {low > ends: Someone has written: no louder than the lamp.|{ends > 0: Someone has written: it ends when anyone stands up.|Someone has written: nobody need answer.}}
“{who >= nearly && who >= keep: Who is not here?|{nearly >= keep: What did you nearly say?|What do you keep that is broken?}}”
* [Answer]
    The card turns over. There is room on the back. # fact n5.visits 1
    # fragment
    -> END
* [Leave a lantern]
    Its makers see a colour arrive. They look up, and at each other. # fact n5.visits 1
    # warm 0.3 0
    -> END
* [Leave bread]
    It is from the fourth night and still warm. Nobody tries to explain that. # fact n5.visits 1
    # warm 0.2 -0.2
    -> END
