// Clause by clause. Sage reads, Teodor holds the pencil and objects. One sentence with two blanks that are argued over.
// `# propose` puts the sentence to the vote as the governance section has it; what it says it would have changed last night is what the rule does.
VAR word = 0

“Whoever makes a scene louder, blank, ask those in it, blank.” Sage reads it as if it were already cold.
“The first blank is small,” says Teodor. “I have lost friends over smaller.”
Well? The first one.
* [must]
    ~ word = 1
    “Must,” writes Teodor, and presses hard. The table is marked for good.
* [may]
    ~ word = 2
    “May is a curtain,” says Sage. “It is also a word. Go on.”
* [must not]
    ~ word = 3
    “Must not make it louder at all, then.” Teodor looks up. “I object. I am also delighted.”
- -> second

=== second ===
{word == 3: -> never}
And the second. When?
* [before]
    -> before
* [while]
    -> while_it_grows
* [after]
    -> after

=== before ===
{word == 2: -> curtain}
“Must ask before.” A dry run, on the back of the sheet: last night the second push would have waited for eleven answers.
“Nine of those were asleep on their feet,” says Teodor. “Still.”
* [Put it to them]
    Then it goes round. You needn't agree. You need only have been asked. # propose ask-before
    -> END
* [Not yet]
    -> later

=== while_it_grows ===
{word == 2: -> curtain}
“Must ask while.” On the back of the sheet: the push would have come, and stopped at a third of its height.
“A hand on the way down. I could live in that,” says Sage.
* [Put it to them]
    Then it goes round, with room for a pencil. # propose ask-while
    -> END
* [Not yet]
    -> later

=== after ===
{word == 2: -> curtain}
“Must say so after.” On the back of the sheet: nothing would have been different, and by breakfast everybody would have known.
“It was filed,” says Teodor. “This time it would be read.”
* [Put it to them]
    Then it goes round. It is the smallest of them. Small is no fault. # propose tell-after
    -> END
* [Not yet]
    -> later

=== curtain ===
“May ask.” On the back of the sheet Sage draws last night as it was, line for line. Nothing moves.
“I vote against it,” says Teodor. “But let them have the pleasure.”
* [Put it to them]
    As you like. It costs nothing, and is worth it. # propose may-ask
    -> END
* [Not yet]
    -> later

=== never ===
The second blank falls away. “Nobody must make a scene louder for anybody else.”
On the back of the sheet: no push at all. And no arcs, says Sage, not that night.
“A quieter city,” says Teodor, trying it on.
* [Put it to them]
    Then it goes round. Read it twice; it reads differently the second time. # propose never-louder
    -> END
* [Not yet]
    -> later

=== later ===
The sheet goes under a stone. The stone has a number on it. # fact n4.sheet_kept 1
-> END
