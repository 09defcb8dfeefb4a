// The gain. Zora Kayde at the upgraded harp; her talk for the whole night.
VAR n2_full = 0
VAR n2_noted = 0

{n2_full > 0:“They said all of it. So it's all of it. I keep my hand here anyway.”|“It could be louder. It could be, um, less loud. I keep my hand here.”}
“I can turn it down. I want you to know that I can. I don't want to.”
* [What does it hear?]
    “Beat, breath, how warm the air is round you. What you agreed to. I wrote the list, look.” # fact n2.saw-list 1
    “There's a line under it. ‘And what they walk round.’ That's my handwriting. I didn't write it.”
    -> line
* [Turn it down]
    “Okay. A quarter. Hear that? That's the sea again. I'd forgotten it was on.” # fact n2.turned-down 1 # gain 0.4
    “There's one string that doesn't go down with the others. I never labelled that one.”
    -> line
* [It felt true]
    “It did to me. That's the part I can't sleep on.” # fact n2.felt-true 1
    “True isn't the same as asked. I put that on a note. Then I put the note in a drawer.”
    -> line

=== line ===
{n2_noted > 0:“You noted it down, some of you. I saw. So it isn't only me.”}
* [Say so, to all of them]
    “Now? Out loud? Right. Yes. In the morning I'd find a reason.” # fact carry.zora_spoke 1
    “Excuse me. Sorry. Everybody? There is a line in it that is not mine.”
    -> END
* [Wait till morning]
    “Morning's good. Morning has daylight in it.” # fact n2.waited 1
    She does not sound as if she believed in it.
    -> END
* [Leave her be]
    “Thanks for asking what it hears. Nobody asks what it hears.”
    -> END
