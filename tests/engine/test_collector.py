"""What a reading process holds for good is not looked through for rings; what comes after is."""

from __future__ import annotations

import gc
import weakref

from dragoman.engine.collector import settle


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_what_is_held_is_left_alone_and_what_comes_is_collected() -> None:
    held = Ring()
    frozen = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > frozen
        assert not any(thing is held for thing in gc.get_objects())
        later = weakref.ref(Ring())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()


def test_rings_of_before_are_let_go_of_first() -> None:
    gone = weakref.ref(Ring())
    try:
        settle()
        assert gone() is None
    finally:
        gc.unfreeze()
