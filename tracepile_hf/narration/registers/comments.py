"""The code again as it ran, with what it did as comments.

```python
total = 0  # `total` = 0
# Iteration 1 of the loop on line 3: `x` = 4
    total += x  # `total` 0 -> 4
```
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from tracepile_hf.narration.plan import CLOSED
from tracepile_hf.narration.registers.notes import Notes
from tracepile_hf.narration.registers.plain import without_numbers

_RUN: Final = re.compile(r"Line (\d+) (\(run \d+\): .+)")


class Comments(Notes):
    """Writes the commented code of one run; used as a `Teller`."""

    def finish(self) -> None:
        """Turn the notes so far into a block of code; what follows stands below it."""
        lines = self.code.split("\n")
        counts = Counter(line.strip() for line in lines)
        written = ["```python"]
        indent = ""
        for note in "".join(self.parts).split("\n"):
            run = _RUN.fullmatch(note)
            line, head, claims = (int(run[1]), run[2], []) if run is not None else self.parted(note)
            source = lines[line - 1].rstrip() if line else ""
            if source and "#" not in source and counts[source.strip()] == 1:
                indent = source[: len(source) - len(source.lstrip())]
                told = head or ", ".join(claims)
                written.append(f"{source}  # {without_numbers(told, self.code) if self.plain else told}")
            elif note:
                written.append(f"{indent}# {without_numbers(note, self.code) if self.plain else note}")
            else:
                written.append("")
        self.parts = ["\n".join([*written, "```"]), "\n\n"]
        self.is_finished, self.state = True, CLOSED
