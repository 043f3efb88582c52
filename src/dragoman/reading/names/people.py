"""Which names are of one person: full names, surnames, spellings."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reading.names.found import Found
from dragoman.text.names import name_words, sound_key


class People:
    """The people of a report, as they come up. A bare surname is the most recent person that it fits."""

    def __init__(self, names: Sequence[Found], order: Sequence[int]):
        self._key: dict[int, str] = {}
        known: list[tuple[tuple[str, ...], str]] = []  # full names, the most recent last
        for n in order:
            if names[n].kind == "person" and len(_words(names[n].text)) > 1:
                known.append((_words(names[n].text), ""))
        full = [words for words, _ in known]
        recent: list[tuple[str, ...]] = []
        for n in order:
            if names[n].kind != "person":
                continue
            words = _words(names[n].text)
            fits = [w for w in reversed(recent) if _fits(words, w)] or [w for w in full if _fits(words, w)]
            chosen = fits[0] if fits else words
            if chosen in recent:
                recent.remove(chosen)
            recent.append(chosen)
            self._key[n] = " ".join(chosen)

    def key(self, n: int) -> str:
        """The key of the person that mention n names."""
        return self._key[n]


def _words(text: str) -> tuple[str, ...]:
    return name_words(text)


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is one name the other, or its surnames or one of them, letter for letter or by sound?"""
    if len(short) > len(full):
        return False
    heard = [sound_key(w) for w in short]
    return any(full[n:n + len(short)] == short or [sound_key(w) for w in full[n:n + len(short)]] == heard
               for n in range(1 if len(short) < len(full) else 0, len(full) - len(short) + 1))
