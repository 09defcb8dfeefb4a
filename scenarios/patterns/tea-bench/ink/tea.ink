// The kettle on the bench. Nobody has to be doing anything.

A bench out of the wind. A kettle, nearly ready.
You may sit this one out. Somebody has to keep the water hot.
* [Sit down]
    Steam. The night goes on, and does not mind. # fact tea.sat 1 # warm 0.2 -0.3 # pace 5.5
* [Pour a cup for whoever comes]
    You set it where a hand will find it. # fact tea.sat 1 # fact tea.poured 1 # warm 0.2 0
* [Take yours with you]
    Too hot to hurry. That was all it wanted. # fact tea.sat 1 # pace 5.5
- -> END
