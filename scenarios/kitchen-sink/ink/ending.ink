=== ending ===
+ [Light the train] Then it is a train. {~Who gave it leave?|It was expected.} -> END
+ [Light me] # mute sand
    Nothing on you that you did not agree to. # fragment
    -> END
