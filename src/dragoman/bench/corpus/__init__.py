"""A corpus of reports as newsrooms print them, generated: the same seed gives the same reports everywhere.

Stories happen one after the other between states that come up again and again, some more than others, with their
ministers, rebels and neighbours. A story runs for some days. Agencies report it; outlets print the agencies' reports,
trimmed, under headlines of their own, some with a paragraph of their own, or send somebody and write what they are
told, with figures that are not always the agency's. So many reports fall on a day, whatever the size of the corpus:
a larger one covers a longer time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from dragoman.bench.copies import Chance
from dragoman.bench.corpus.harder import paragraphs as harder_paragraphs
from dragoman.bench.corpus.marks import mark
from dragoman.bench.corpus.templates import GENERAL, KINDS, OWN, Kind
from dragoman.bench.corpus.words import (
    AGENCIES,
    BODIES,
    COUNTRIES,
    GIVEN,
    GOODS,
    GROUP_NAMES,
    MONTHS,
    OUTLETS,
    SURNAMES,
    WEEKDAYS,
    Country,
)
from dragoman.documents.open import with_source
from dragoman.documents.text import document_from_text
from dragoman.model.document import Document
from dragoman.model.time import Time

_FIRST_DAY = date(2022, 1, 3)
_A_DAY = 250            # reports
_A_STORY = 14           # reports, about
_TRIMMED = 7            # tenths of an agency's paragraphs that a copy keeps at least
_LENGTH = 0.89          # of a copy, on average, to what was copied
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_OFFICES = ("Foreign Minister", "Defence Minister", "Trade Minister", "Interior Minister", "Energy Minister")

Facts = dict[str, str]


class Report(NamedTuple):
    """A generated report; `copy_of` names the agency's report that it prints again."""

    name: str
    publisher: str
    published: date
    paragraphs: tuple[str, ...]
    copy_of: str | None

    @property
    def copied(self) -> bool:
        """Is it another's report?"""
        return self.copy_of is not None

    @property
    def text(self) -> str:
        """The report as a file has it."""
        return "\n\n".join(self.paragraphs) + "\n"

    def document(self) -> Document:
        """The report as a document, with the date and the outlet that its user would give."""
        day = self.published.isoformat()
        return with_source(document_from_text(self.text, file=self.name), publisher=self.publisher,
                           published=Time(value=day, earliest=day, latest=day))


def corpus(documents: int, *, seed: int = 1, copies: float = 0.5, marked: bool = False,
           harder: bool = False) -> Iterator[Report]:
    """So many reports, story by story; of their words about the share `copies` stands in copies.

    With `marked`, what a reader should find is marked in them, for dragoman.bench.corpus.marks to take out. With
    `harder`, which goes with it, what is no copy ends in paragraphs in which these are written as people do.
    """
    return islice((report for n in count() for report in _story(n, seed, copies, marked, harder)), documents)


def write(folder: Path, reports: Iterator[Report]) -> int:
    """Write reports as text files, with their dates on a line of their own. Returns their words."""
    words = 0
    for n, report in enumerate(reports):
        place = folder / f"{n // 1000:04}"
        place.mkdir(parents=True, exist_ok=True)
        title, *rest = report.paragraphs
        day = f"Published: {report.published.day} {MONTHS[report.published.month - 1]} {report.published.year}"
        (place / report.name).write_text("\n\n".join((title, day, *rest)) + "\n", encoding="utf-8")
        words += sum(len(p.split()) for p in report.paragraphs)
    return words


def repeated(reports: Iterator[Report]) -> float:
    """The share of the words that stand in paragraphs that were printed before."""
    seen: set[str] = set()
    again = total = 0
    for report in reports:
        for paragraph in report.paragraphs:
            size = len(paragraph.split())
            total += size
            again += size * (paragraph in seen)
            seen.add(paragraph)
    return again / total if total else 0.0


def _story(number: int, seed: int, copies: float, marked: bool, harder: bool) -> Iterator[Report]:
    """The reports of one story, in the order in which they were printed."""
    chance = Chance(seed * 1_000_003 + number)
    kind = KINDS[sorted(KINDS)[chance.below(len(KINDS))]]
    first = _FIRST_DAY + timedelta(days=number * _A_STORY // _A_DAY)
    a, b, m = _countries(chance)
    fixed = _fixed(chance, a, b, m)
    often = copies / (_LENGTH + copies * (1 - _LENGTH))  # copies are shorter
    wires: list[tuple[str, tuple[str, ...]]] = []
    day, left = 0, _A_STORY // 2 + chance.below(_A_STORY)
    for n in range(left):
        if chance.below(5) == 0:
            day += 1
        printed = first + timedelta(days=day)
        copied = bool(wires) and chance.below(1000) < 1000 * often * left / (left - 1)
        outlet = OUTLETS[chance.below(len(OUTLETS))] if copied or n else AGENCIES[chance.below(len(AGENCIES))]
        plain = fixed | _told(chance, printed, outlet)
        facts = mark(plain) if marked else plain
        name = f"{seed:02}-{number:06}-{n:02}.txt"
        original = None
        if copied:
            original, wire = wires[-1 - chance.below(min(2, len(wires)))]
            paragraphs = _printed_again(chance, kind, facts, wire)
        else:
            paragraphs = _written(chance, kind, facts)
            if outlet in AGENCIES or chance.below(2) or not wires:
                wires.append((name, paragraphs))
            if harder:
                paragraphs += tuple(harder_paragraphs(Chance(seed * 1_000_003 + 31 * number + n), plain, printed))
        yield Report(name, outlet, printed, paragraphs, original)


def _countries(chance: Chance) -> tuple[Country, Country, Country]:
    """Two neighbours and a third; the lower a country's number, the more it is in the news."""
    size = len(COUNTRIES)
    a = chance.below(1 + chance.below(size))
    b = (a + 1 + chance.below(4)) % size
    m = (b + 1 + chance.below(size - 6)) % size
    return COUNTRIES[a], COUNTRIES[b], COUNTRIES[m if m != a else (m + 6) % size]


def _person(*about: object) -> str:
    """A person of invented name, always the same for the same office."""
    chance = Chance(sum(ord(c) * (n + 1) for n, c in enumerate("/".join(map(str, about)))))
    return f"{GIVEN[chance.below(len(GIVEN))]} {SURNAMES[chance.below(len(SURNAMES))]}"


def _fixed(chance: Chance, a: Country, b: Country, m: Country) -> Facts:
    """What all reports of a story agree on."""
    office = _OFFICES[chance.below(len(_OFFICES))]
    towns = a.towns[chance.below(3):] + a.towns
    minister_a, minister_b = _person(a.name, office), _person(b.name, office)
    group = GROUP_NAMES[chance.below(len(GROUP_NAMES))]
    body = BODIES[chance.below(len(BODIES))]
    return {
        "a": a.name, "b": b.name, "m": m.name, "a_adj": a.adjective, "b_adj": b.adjective, "a_cap": a.capital,
        "b_cap": b.capital, "m_cap": m.capital, "town": towns[0], "town_2": towns[1], "group": group,
        "place": (a.capital, b.capital, m.capital, towns[0])[chance.below(4)], "body": body,
        "body_cap": body[0].upper() + body[1:], "goods": GOODS[chance.below(len(GOODS))],
        "minister_a": f"{a.adjective} {office} {minister_a}", "minister_a_last": minister_a.split()[1],
        "minister_a_short": f"{office} {minister_a}", "minister_b": f"{b.adjective} {office} {minister_b}",
        "minister_b_last": minister_b.split()[1], "minister_b_plain": f"his {b.adjective} counterpart {minister_b}",
        "minister_b_short": f"{office} {minister_b}", "rebel": _person(group, a.name),
        "sum": str(10 * (2 + chance.below(90))), "sum_2": f"{1 + chance.below(30)}.{chance.below(10)}",
        "sum_small": str(5 * (1 + chance.below(40))), "km": str(2 + chance.below(28)),
        "km_long": str(40 + chance.below(900)), "n_years": str(2 + chance.below(14)),
        "n_months": str(2 + chance.below(10)), "n_weeks": str(2 + chance.below(9)), "n_days": str(5 + chance.below(85)),
        "n_small": str(4 + chance.below(60)), "n_small_2": str(3 + chance.below(40)),
        "megawatts": str(50 * (1 + chance.below(30))), "pct": str(3 + chance.below(40)),
        "pct_small": str(1 + chance.below(9)), "year_before": str(2004 + chance.below(17)),
        "tonnes": f"{10 * (1 + chance.below(90)):,},000", "tonnes_small": str(5 * (1 + chance.below(60))),
        "hours": str(2 + chance.below(70)), "dead_true": str(3 + chance.below(50)),
        "troops": f"{1 + chance.below(12)},{chance.below(10)}00", "displaced": f"{2 + chance.below(90)},000",
    }


def _told(chance: Chance, printed: date, outlet: str) -> Facts:
    """What one newsroom says of its own: days as they are called on the day it prints, figures as it was told them."""
    happened = printed - timedelta(days=chance.below(2))
    later = printed + timedelta(days=1 + chance.below(20))
    return {
        "day": WEEKDAYS[happened.weekday()], "day_before": WEEKDAYS[(happened - timedelta(days=1)).weekday()],
        "day_next": WEEKDAYS[(printed + timedelta(days=2)).weekday()], "year": str(printed.year),
        "date_next": f"{MONTHS[later.month - 1]} {later.day}", "month_next": MONTHS[printed.month % 12],
        "month_before": MONTHS[(printed.month + 8) % 12], "dead": str(3 + chance.below(9)),
        "dead_2": str(2 + chance.below(9)), "wounded": str(10 + chance.below(60)),
        "agency": AGENCIES[chance.below(len(AGENCIES))], "outlet": outlet,
        "outlet_town": outlet.removeprefix("The ").rsplit(" ", 1)[0],
        "expert": (expert := _person(outlet, "expert")), "expert_last": expert.split()[1],
        "iso day": happened.isoformat(), "iso day_before": (happened - timedelta(days=1)).isoformat(),
        "iso day_next": (printed + timedelta(days=2)).isoformat(), "iso date_next": later.isoformat(),
        "local": _person(outlet, "local", chance.below(9)), "printed": f"{MONTHS[printed.month - 1][:3]} {printed.day}",
    }


def _written(chance: Chance, kind: Kind, facts: Facts) -> tuple[str, ...]:
    """A report of a newsroom's own: headline, lead with its dateline, and five to ten paragraphs."""
    lead = _said(chance, kind.leads, facts)
    credit = f" ({facts['outlet']})" if facts["outlet"] in AGENCIES else ""
    pool = [*kind.body, *kind.body, *GENERAL]
    paragraphs = [f"{facts['a_cap'].upper()}, {facts['printed']}{credit} - {lead}"]
    for _ in range(5 + chance.below(6)):
        sentences = [pool.pop(chance.below(len(pool))) for _ in range(1 + chance.below(3))]
        paragraphs.append(" ".join(_said(chance, (s,), facts) for s in sentences))
    return (_said(chance, kind.headlines, facts), *paragraphs)


def _printed_again(chance: Chance, kind: Kind, facts: Facts, wire: tuple[str, ...]) -> tuple[str, ...]:
    """An agency's report, trimmed from its end, mostly under another headline, at times with an addition."""
    title, *paragraphs = wire
    least = max(2, len(paragraphs) * _TRIMMED // 10)
    kept = paragraphs[:least + chance.below(len(paragraphs) - least + 1)]
    if chance.below(5) == 0:
        kept.insert(2 + chance.below(len(kept) - 1), _said(chance, OWN, facts))
    return (_said(chance, kind.headlines, facts) if chance.below(4) else title, *kept)


def _said(chance: Chance, templates: tuple[str, ...], facts: Facts) -> str:
    """One of some templates, with its choices made and its slots filled."""
    text = templates[chance.below(len(templates))]
    while found := _CHOICE.search(text):
        options = found[1].split("|")
        text = f"{text[:found.start()]}{options[chance.below(len(options))]}{text[found.end():]}"
    return text.format_map(facts)
