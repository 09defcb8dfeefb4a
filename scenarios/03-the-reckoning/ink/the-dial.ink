// The dial. Elysia Voss, with her hand beside it. In acts III and IV, to whoever stands at the dial.
VAR exposed = 0
VAR standing = 0

{exposed > 0:“It told us what it did. Now I have a thing of my own to tell.”|“I can feel it coming up. I have felt it since the tables.”}
“If I stop now it closes over again. I have seen it close. Eleven years I have seen it close.”
* [Push once]
    Her wrist turns, no more than for a key. The whole ring draws breath. # fact n3.pushed-once 1 # amplify 0.15
    “I turned it. Write that down.”
    -> END
* [Hold]
    “Held. It is heavier than pushing. Nobody tells you.” # fact n3.held-it 1
    “I left it. Write that down.”
    -> END
* [Bring them down]
    Lower, and lower. Somebody by the tables begins to hum. # fact n3.down 1 # ease 0.2 # warm 0.2 -0.2
    “I left it. Write that down. I would have pushed.”
    -> END
* [Ask them]
    “Ask. Yes. I have a voice. I keep forgetting that it carries.” # fact n3.asked-them 1 # legitimacy 0.01
    She takes her hand off. Twenty seconds is long, with a hand off it.
    {standing > 0:“They were standing already. I only had to look up.”|“Nobody shouts. They look at each other. I had not drawn that.”}
    -> asked

=== asked ===
* [What do they say?]
    “Not yet. Quieter. And that there should be somebody beside me, next time.” # fact n3.beside-her 1
    -> END
* [What do you say?]
    “That I was tired, and that it was not a reason.” # warm 0.1 -0.1
    -> END
