-> hum
=== hum ===
{It hums.|It hums lower.|It has stopped, to hear you.}
+ [Hum along] -> hum
+ [Open it wider] The door goes round to where it began. # fact sink.opened 1
    -> END
