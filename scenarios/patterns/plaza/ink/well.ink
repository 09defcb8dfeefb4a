// What the well says. A tag at the end of a line is what follows: `# fact my.said 1`, `# fragment`, `# pace 6`.
The well holds a small round piece of sky.
“Say a thing you have not said today. I keep nothing. I only make it rounder.”
* [Say it]
    It comes back lower, and a little kinder. # fact my.said 1 # fragment
    -> END
* [Only look]
    The sky in it looks back. # warm 0.2 0
    -> END
