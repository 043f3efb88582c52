"""What was done: PLOVER events with actors, recipients, place, time and status."""

from __future__ import annotations

from dragoman.reading.events.find import find_events

__all__ = ["find_events"]
