"""Are two people, each known from one report, one person?"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.reading import Chain
from dragoman.text.names import fold_name, name_words, sound_key

_SAME, _SOUND, _ENDS, _SUFFIX, _OTHER_TONGUE, _INITIAL, _SURNAME = 0.85, 0.7, 0.5, 0.45, 0.42, 0.4, 0.25
_COUNTRY, _ROLE, _CONFLICT, _CONFLICT_OF_NAMESAKES = 0.1, 0.15, 0.5, 0.3


@dataclass(frozen=True)
class Person:
    """What one report tells of a person. `offices` are (head word of a title, country or body) pairs."""

    names: frozenset[tuple[str, ...]]
    words: tuple[str, ...]
    country: str | None
    offices: frozenset[tuple[str, str]]

    @property
    def full(self) -> bool:
        """Is there more than a surname and an initial?"""
        return len(self.words) > 1 and len(self.words[0]) > 1


def person_of(chain: Chain, holders: dict[int, str]) -> Person:
    """The person that a chain tells of; `holders` names the country or body of a chain's position."""
    names = frozenset(name_words(alias) for alias in (chain.name, *chain.aliases))
    offices = frozenset(
        (fold_name(role.title).split()[-1], holders.get(role.of, "") if role.of is not None else chain.country or "")
        for role in chain.roles
        if fold_name(role.title)
    )
    return Person(names, max(sorted(names), key=lambda w: (len(w), len(" ".join(w)))), chain.country, offices)


def block_keys(person: Person) -> tuple[str, ...]:
    """Keys of which two spellings of one person share one: how the surname, or the whole name, sounds."""
    keys = {_heard(word) for words in person.names for word in words[1:] or words} | {
        _heard("".join(person.words))
    }
    return tuple(sorted(keys))


def _heard(word: str) -> str:
    """How a word sounds, whichever Slavic language it is written from: Golovko is Holovko in Kyiv."""
    return sound_key(word).replace("g", "h")


def compare(left: Person, right: Person) -> tuple[float, tuple[str, ...]]:
    """A score from 0 to 1 with its reasons. A shared surname alone never reaches the threshold."""
    score, reason = _names(left, right)
    if not score:
        return 0.0, ()
    reasons = [reason]
    if left.country and right.country:
        if left.country == right.country:
            score += _COUNTRY
            reasons.append(f"both of {left.country}")
        else:
            score -= _CONFLICT if score < _SAME else _CONFLICT_OF_NAMESAKES
            reasons.append(f"of {left.country} and of {right.country}")
    shared = left.offices & right.offices
    if shared:
        score += _ROLE
        reasons.append("the same office: " + " of ".join(x for x in min(shared) if x))
    return max(0.0, min(1.0, score)), tuple(reasons)


def _names(left: Person, right: Person) -> tuple[float, str]:
    a, b = left.words, right.words
    if "".join(a) == "".join(b):
        return (_SAME, "the same full name") if left.full or right.full else (_SURNAME, "the same surname")
    heard_a, heard_b = [sound_key(w) for w in a], [sound_key(w) for w in b]
    if "".join(heard_a) == "".join(heard_b):
        return (_SOUND, "spellings of one full name") if left.full else (_SURNAME, "spellings of one surname")
    if left.full and right.full:
        if "".join(map(_heard, a)) == "".join(map(_heard, b)):
            return _OTHER_TONGUE, "one full name, written from two languages"
        if heard_a[-1] == heard_b[-1] and heard_a[0] == heard_b[0]:
            return _ENDS, "the same first name and surname"
        short, long = sorted((heard_a, heard_b), key=len)
        if long[: len(short)] == short:
            return _ENDS, "one name is the beginning of the other"
        if long[-len(short) :] == short:
            return _SUFFIX, "one name is the end of the other"
        return 0.0, ""
    if len(a) > 1 and len(b) > 1:
        same = heard_a[-1] == heard_b[-1] and _initial(a[0], b[0])
        return (_INITIAL, "the same initial and surname") if same else (0.0, "")
    short, long = sorted((heard_a, heard_b), key=len)
    return (_SURNAME, "one surname") if short[-1] == long[-1] else (0.0, "")


def _initial(one: str, other: str) -> bool:
    """Is one first name the initial of the other?"""
    return 1 in (len(one), len(other)) and one[0] == other[0]
