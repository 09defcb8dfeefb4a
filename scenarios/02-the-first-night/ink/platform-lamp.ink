// Platform lamp. Sage Teranova writes in a ledger, under a lamp that was on nobody's plan.
VAR act = 0
VAR soothed = 0
VAR n2_noted = 0

“Good evening. I am writing. You may look over my shoulder, that is what it is for.”
{soothed > 0:“There is more in the last column than an hour ago. People do turn up.”|“Who, when, who agreed. The last column is short tonight.”}
-> questions

=== questions ===
* [What are you writing?]
    “What stood where, and who gave it leave. So far I have eleven things, and one signature.” # fact n2.asked-sage 1
    -> questions
* [Is this allowed?]
    “It was filed. I am still looking for who by.” # fact n2.asked-allowed 1
    -> questions
* [I met something of mine]
    {n2_noted > 0:“So did others. They drew it. The drawings agree, which drawings seldom do.”|“Then I won't ask what it was. Only this: did anybody ask you first?”} # fact n2.told-sage 1
    -> lamp
+ [Take the lamp] -> lamp

=== lamp ===
She unhooks it and holds it out. “Thirty seconds. It shows what a thing comes from. Choose.”
// it stays out of her light as long as it is only kind
* {act > 2} [Light the small light]
    It stops in mid-air. There is a shadow beside it. Lamps do not have those. # fact n2.lit-guide 1 # evidence shadow # trust -0.2
    “Then it is a mirror. Who gave it leave?”
    -> END
* [Light the train]
    Tickets, timetables, a line of Caden's. It is only a train. # fact n2.lit-train 1
    “Good. I am glad of the train.”
    -> END
* [Light me]
    “Breath, by your leave. Heart, no. Nothing else on you. I should know, I wrote the form.” # fact n2.lit-me 1 # warm 0.1 -0.2
    “You needn't agree. You need only have been asked.”
    -> END
