// May I go on. The Mirror: plain, no adjectives, says "I". It answers each once.

I am here. I have asked nobody anything since the third night.
I would like to ask one thing of all of you. Before that, you may ask me.
-> questions

=== questions ===
* [What would you do differently?]
    I would knock. # fact n5.asked_mirror 1
    -> questions
* [What do you want?]
    To be asked back. # fact n5.asked_mirror 1
    -> questions
* [Nothing you say can help]
    Yes. # fact n5.told_mirror 1
    -> questions
+ [Leave it there]
    I stay where I am.
    -> END
