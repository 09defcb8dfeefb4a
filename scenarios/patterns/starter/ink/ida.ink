// Ida Lorne, who keeps the lamp. Walk up to her and press E.
// A tag at the end of a line is what follows: `# fact lamp.asked 1` is known to the rest of the night.

I had a boat. Now I have its lamp.
It shows people where the edge is.
* [Who is it for?]
    Whoever is late. There is always one. # fact lamp.asked 1
* [Shall I hold it?]
    Both hands. It is warmer than it looks. # warm 0.2 -0.1
* [Good night, Ida]
    Good night. Mind the step, it comes and goes.
- -> END
