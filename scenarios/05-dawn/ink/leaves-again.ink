// The leaves again. They were hung on the first night, if anybody hung one (carry.leaves), and the sea has been at them.
VAR carry_leaves = 0

{carry_leaves > 0: The string of leaves. They have come out green.|A string, and no leaf on it from any other night. It has buds.}
{carry_leaves > 0: Each still says what it said, in smaller letters, along the vein.|One has opened as far as a fingernail. It says nothing yet.}
* {carry_leaves > 0} [Read yours]
    Your hand, from the first night. You would write it otherwise now. It is right as it is.
    # fact n5.read_leaf 1
    # fragment
    -> END
* {carry_leaves == 0} [Wait for one to open]
    It does, while nobody looks. Inside it is blank, and a very clean green.
    # fact n5.read_leaf 1
    # fragment
    -> END
* [Hang a second]
    They touch at the edges when the wind comes off the water.
    # fact n5.second_leaf 1
    # fragment
    -> END
* [Let it go]
    It goes out over the shore, turns once, and is one of many.
    # fact n5.let_leaf 1
    # warm 0.2 -0.2
    -> END
