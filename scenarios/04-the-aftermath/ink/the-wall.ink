// The wall. Two brothers, one tune, two keys; Wen between them, who hears it in the bricks. One time in three nothing changes.
// The dream's seed decides (RANDOM); what happens leaves a fragment either way.
VAR luck = 0
~ luck = RANDOM(1, 3)

Two doors. Behind both of them the same tune, a third apart. Neither has stopped for years.
Wen stands between, a palm flat on the bricks. (points at you, at one door, at the other)
* [Carry a message]
    {luck == 1: He listens to it, nods, and tunes down. By nothing. The tune goes on as it was.}
    {luck == 2: “Tell him it's flat,” from the left. “Tell him I know,” from the right. The same cough after both.}
    {luck == 3: Four words there, three back. One of them is the same word. Both say it louder the second time.}
    # fact n4.carried_word 1
    # fragment
    -> after
* [Play both]
    {luck == 1: You play both. It sounds like two brothers. Nobody opens.}
    {luck == 2: Wrong, together, in a way the two of them know. Left stops. Right waits for him.}
    {luck == 3: For one bar it is a chord. A door opens by the width of a chain.}
    # fact n4.both 1
    # fragment
    -> after
* [Let them be]
    {luck == 1: They go on. That is what they do.|They go on. A wall is also something to lean on.}
    # fact n4.let_be 1
    -> after

=== after ===
{luck == 1: (Wen shrugs with the whole body, and stays.) # warm 0.1 -0.1|(Wen takes the hand from the wall. There is a print, and it is warm.) # warm 0.3 -0.1}
-> END
