"""Which names are of one person: full names, surnames, spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from dragoman.reading.names.found import Found
from dragoman.text.names import name_words, sound_key

Words = tuple[str, ...]
_NAMESAKES = 200  # people of one surname in a report, more than which nobody tells apart


class People:
    """The people of a report, as they come up. A bare surname is the most recent person that it fits."""

    def __init__(self, names: Sequence[Found], order: Sequence[int]):
        self._key: dict[int, str] = {}
        self._heard: dict[str, dict[Words, int]] = defaultdict(dict)  # the sound of a word to names that have it
        self._said: dict[Words, int] = {}  # when each person was last spoken of; those to come are below nought
        people = [n for n in order if names[n].kind == "person"]
        for later, n in enumerate(people, 1):
            words = name_words(names[n].text)
            if len(words) > 1:
                self._meet(words, -later)
        for now, n in enumerate(people, 1):
            words = name_words(names[n].text)
            chosen = self._find(words)
            self._meet(chosen, now)
            self._key[n] = " ".join(chosen)

    def _meet(self, words: Words, when: int) -> None:
        self._said[words] = max(when, self._said.get(words, when))
        for word in words:
            self._heard[sound_key(word)].setdefault(words, when)

    def _find(self, words: Words) -> Words:
        """The person last spoken of whom a name fits; of those still to come, the first; else the name itself.

        The same letters go before the same sound.
        """
        if not words:
            return words
        fits = [
            (self._said[full] > 0, exact, self._said[full], full)
            for full in islice(self._heard[sound_key(words[-1])], _NAMESAKES)
            if (exact := _fit(words, full)) and (len(full) > 1 or full == words)
        ]
        return max(fits)[-1] if fits else words

    def key(self, n: int) -> str:
        """The key of the person that mention n names."""
        return self._key[n]


def _fit(short: Words, full: Words) -> int:
    """Is one name the other, or a part of it? 3 its surname, letter for letter, 2 by sound, 1 its first, 0 not."""
    first = 0 if len(short) == len(full) else 1
    best = int(len(short) == 1 and short[0] == full[0] and len(short[0]) > 2)  # "Lula", or a surname that comes first
    if 1 < len(short) < len(full) and full[: len(short)] == short:
        best = 2  # "Gatluak Tut" for Gatluak Tut Riek
    for n in range(first, len(full) - len(short) + 1):
        part = full[n : n + len(short)]
        if part == short:
            return 3
        if [sound_key(w) for w in part] == [sound_key(w) for w in short]:
            best = 2
        elif len(short) > 1 and len(short[0]) == 1 and part[0].startswith(short[0]) and part[1:] == short[1:]:
            best = 2  # "A. Hansen" for Anna Hansen
    return best
