"""A console on which no report can play tricks: what its text holds is shown, and does nothing to the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.segment import Segment

# Control characters, and marks that turn the direction of the text around them; line ends and tabs stay.
_TRICKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class PlainConsole(Console):
    """A console that shows a replacement character for what would act on the terminal."""

    def render(self, renderable: Any, options: Any = None) -> Iterable[Segment]:
        """The segments of something to be shown."""
        for segment in super().render(renderable, options):
            if segment.control or not _TRICKS.search(segment.text):
                yield segment
            else:
                yield Segment(_TRICKS.sub("\N{REPLACEMENT CHARACTER}", segment.text), segment.style)
