// Four small decisions that make an islet: a thing, a weather, one question, one limit. Each islet's file sets `islet` and includes this one.
// Where several decide on the same ground, each choice is counted and the islet becomes what most wanted (visiting.ink).

Bare ground, five seats, a lamp that can be anything. Whoever sits here makes the place.
First, something to walk up to.
* [A kettle on a stool]
    It is there. It is not yet warm. # fact n5.i{islet}.kettle 1
* [A door with light under it]
    It stands by itself, and leans a little, as doors do. # fact n5.i{islet}.door 1
* [A boat the size of a bed]
    Upside down, so far. Somebody could turn it. # fact n5.i{islet}.boat 1
- Over it, some weather.
* [Thin rain]
    It falls as far as the edge, and no further. # fact n5.i{islet}.rain 1
* [Nothing moves]
    So still that the lamp can be heard. # fact n5.i{islet}.still 1
* [Petals]
    From no tree. Nobody asks. # fact n5.i{islet}.petals 1
- One question, for who comes. They need not answer.
* [Who is not here?]
    It goes on a card, face up. # fact n5.i{islet}.who 1
* [What did you nearly say?]
    It goes on a card, face down. # fact n5.i{islet}.nearly 1
* [What do you keep that is broken?]
    It goes on a card, under the lamp. # fact n5.i{islet}.keep 1
- And one limit. Every place here has one.
* [Nobody need answer]
    -> made
* [No louder than the lamp]
    # fact n5.i{islet}.low 1
    -> made
* [It ends when anyone stands up]
    # fact n5.i{islet}.ends 1
    -> made

=== made ===
{already == 0: # fact n5.made 1|}
It is made. A softer copy of it is written underneath, in case. # fact n5.made{islet} 1
# warm 0.3 0
-> END
