"""Are two bodies, each known from one report, one body?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model.reading import Chain
from dragoman.text.names import body_key, sound_key

# A body of the state is told from its like in other states by its country alone.
_GENERIC = re.compile(
    r"^((national|state|foreign|interior|defense|finance|economy|energy|justice|health|constitutional|supreme|high|joint|"
    r"military|armed|security|air|affairs|fisheries|trade|council|ministers|board|mining) )*"
    r"(government|ministry|army|military|forces?|parliament|assembly|police|navy|commission|court|cabinet|council|committee|"
    r"ministers|office|senate|party|opposition|junta|union|bank|agency|group|company|embassy|delegation|presidency)$"
)


@dataclass(frozen=True)
class Organization:
    """What one report tells of a body: its names as keys, in full and as acronyms, and its country."""

    kind: str
    full: frozenset[str]
    acronyms: frozenset[str]
    country: str | None
    generic: bool


def organization_of(chain: Chain) -> Organization:
    """The body that a chain tells of."""
    forms = {chain.name, *chain.aliases}
    acronyms = frozenset(f for f in forms if is_acronym(f))
    full = frozenset(body_key(f) for f in {*(forms - acronyms), chain.known or ""}) - {""}
    return Organization(chain.kind, full, acronyms, chain.country, all(_GENERIC.match(f) for f in full) and bool(full))


def is_acronym(form: str) -> bool:
    """Is a form an acronym ("KIA", "U.N.")?"""
    letters = form.replace(".", "")
    return letters.isupper() and " " not in letters and 2 <= len(letters) <= 8


def block_keys(body: Organization) -> tuple[str, ...]:
    """Keys of which two reports' names of one body share one."""
    return tuple(
        sorted(
            {
                *body.full,
                *(sound_key(f) for f in body.full if " " not in f),
                *(a.replace(".", "") for a in body.acronyms),
            }
        )
    )


def compare(left: Organization, right: Organization) -> tuple[float, tuple[str, ...]]:
    """A score from 0 to 1 with its reasons."""
    if left.country and right.country and left.country != right.country:
        return 0.0, ()
    same = sorted(left.full & right.full)
    if same:
        if left.generic or right.generic:
            if left.country and left.country == right.country:
                return 0.85, (f"both {same[0]!r} of {left.country}",)
            return 0.3, (f"both {same[0]!r}, of no certain country",)
        return 0.95, (f"both named {same[0]!r}",)
    if left.kind == right.kind and left.country and left.country == right.country:
        heard = sorted({sound_key(f) for f in left.full} & {sound_key(f) for f in right.full})
        if heard and len(heard[0]) > 3:
            return 0.7, (f"spellings of one name, both of {left.country}",)
    shared = sorted({a.replace(".", "") for a in left.acronyms} & {a.replace(".", "") for a in right.acronyms})
    if shared:
        if left.full and right.full and not _overlap(left.full, right.full):
            return 0.3, (f"both {shared[0]}, but spelled out differently",)
        return 0.8, (f"both {shared[0]}",)
    return 0.0, ()


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    return any(set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()) for a in left for b in right)
