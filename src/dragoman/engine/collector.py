"""Python's collector of rings, and what a reading process holds for good."""

from __future__ import annotations

import gc


def settle() -> None:
    """Let the collector look no more through what is here now: the pipeline and the lexicons, which stay.

    They are some hundred thousand objects, and each full look at them takes a tenth of a second, again and again as
    readings come. What is made from now on is collected as ever.
    """
    gc.collect()
    gc.freeze()
