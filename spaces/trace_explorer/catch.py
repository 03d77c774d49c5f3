"""What the page opens on: a model's telling of the first example, of which three claims are false.

The text is an invention in the manner of chat models: plausible in tone, sound in most of its steps, right in its
answer. What is false in it is found when the page is served, by the checker, as with any text that is pasted.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "Algorithm: Bubble sort with early exit"
TELLING: Final = """\
Let's trace through `bubble_sort([43, 15, 1, 4])` step by step:

1. **Initialization**: `swaps = 0`.
2. **Pass 1**:
   - Compare 43 and 15 → swap → [15, 43, 1, 4], swaps = 1
   - Compare 43 and 1 → swap → [15, 1, 43, 4], swaps = 2
   - Compare 43 and 4 → swap → [15, 1, 4, 43], swaps = 3
3. **Pass 2**:
   - Compare 15 and 1 → swap → [1, 4, 15, 43], swaps = 7
   - Compare 15 and 4 → [1, 4, 15, 43], swaps = 6

The function returns `([1, 4, 15, 43], 3, 5)`.

**Answer: `([1, 4, 15, 43], 3, 5)`**
"""
