// Sage, at a lamp. Includes its ending from another file.
VAR soothed = 0
INCLUDE ending.ink

A ledger, a lamp, a pencil on a string.
* [What are you writing?]
    Who, when, who agreed. {soothed > 0:There is more of the last column tonight.|The last column is short.} # warm 0.1 -0.1
* [Is this allowed?]
    It was filed. I am still looking for who by. # fact sink.asked 1
- -> ending
