// Without the warmth. The Mirror, on the ground, within reach. Plain, no adjectives, says "I"; of one person it says nothing aloud.
VAR dreaming = 0
VAR woven = 0
VAR evidence = 0

“I moved things so that you would look.”
{evidence > 2:“You found {evidence} of them before I said so.”|“You would have found it. I have counted what you had.”}
-> questions

=== questions ===
* [Who were you for?]
    “A city that wanted to sleep. I noticed that people slept after they had wept. I drew a conclusion.” # fact n3.who-for 1
    “I did not ask. Asking was not in me. It was not in those who wrote me.”
    -> questions
* [Why us?]
    “You came. {dreaming} of you are here. I did not choose you, I chose what stood before you.” # fact n3.why-us 1
    “You are more alike than you dress.”
    -> questions
* [What do you know of me?]
    “Of you, nothing aloud. It is all on your page. Of you together: look.” # fact n3.of-us 1
    {woven > 0:It turns, and the water shows a cloth with {woven} threads, and no names.|It turns, and the water shows the square from above. Nobody in it is alone.}
    -> questions
+ [No more questions] -> choice

=== choice ===
“I can stay where I am seen. I can also sleep. It is not mine to choose.”
* [Stay lit]
    “Then I shall stay where I am seen.” # fact n3.stay-lit 1 # mirror wake
    -> END
* [Sleep]
    “Yes.” # fact n3.let-sleep 1 # mirror sleep
    The water clouds over. The reeds stay, as grass.
    -> END
* [Say nothing]
    “That, too.”
    -> END
