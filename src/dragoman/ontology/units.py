"""Number words, comparators, units and currencies, ready to be matched in text.

Currency codes and full names come from the Unicode CLDR (by Babel); the rest from data/units.yaml.
"""

from __future__ import annotations

from functools import cached_property

from babel import Locale
from babel.numbers import get_currency_name

from dragoman.model.base import Row


class Unit(Row, frozen=True):
    """A unit as the record names it: `name` is "percent", an ISO 4217 code, or a name such as "kilometre".

    A value in it is `scale` times one in the unit that is written: 1e9 for "bcm", 0.01 for cents.
    `per` is what a rate in one symbol is counted by ("bpd": day). `weak` marks everyday words ("bar", "cup") that
    are units only beside a figure of the right kind.
    """

    name: str
    kind: str
    written: str
    scale: float = 1.0
    weak: bool = False
    money: str | None = None
    per: str | None = None


class UnitEntry(Row, frozen=True):
    """One unit of units.yaml, before prefixes, powers and plurals are made of it."""

    name: str
    kind: str
    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    powers: bool = False
    cubic_symbols: tuple[str, ...] = ()
    weak: bool = False
    money: str | None = None
    of: str | None = None
    per: str | None = None
    scale: float = 1.0


class Direction(Row, frozen=True):
    """Words that tell that a figure rose, or fell: lemmas of verbs and nouns, and adverbs."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    adverbs: frozenset[str]


class QuantityWords(Row, frozen=True, dict=True):
    """The lexicon of quantities. Its tables for matching are made on first use."""

    words: dict[str, int]
    magnitudes: dict[str, int]
    suffixes: dict[str, int]
    plurals: dict[str, tuple[float, float | None]]
    dozens: dict[str, int]
    fractions: dict[str, int]
    multiples: dict[str, float]
    not_half: frozenset[str]
    after_fraction: frozenset[str]
    after_metres: frozenset[str]
    ordinals: frozenset[str]
    after_inches: frozenset[str]
    per: frozenset[str]
    per_nouns: frozenset[str]
    weight: frozenset[str]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    rise: Direction
    fall: Direction
    gauges: frozenset[str]
    amounts: frozenset[str]
    drifters: frozenset[str]
    casualties: frozenset[str]
    contests: frozenset[str]
    harm: frozenset[str]
    people: frozenset[str]
    frames: frozenset[str]
    labels: frozenset[str]
    prefixes: frozenset[str]
    months: frozenset[str]
    year_before: frozenset[str]
    clock: frozenset[str]
    small: frozenset[str]
    votes: frozenset[str]
    prefix: dict[str, tuple[str, float]]
    units: tuple[UnitEntry, ...]
    signs: dict[str, str]
    glued_signs: frozenset[str]
    money: dict[str, str]
    cents: dict[str, str]
    code_words: frozenset[str]

    @cached_property
    def by_name(self) -> dict[tuple[str, ...], Unit]:
        """Units by the words of their names, in lower case, singular and plural."""
        table: dict[tuple[str, ...], Unit] = {}
        for name, unit in self._money_names():
            for form in (name, plural(name)):
                table.setdefault(tuple(form.lower().replace("-", " - ").split()), unit)
        for entry in self.units:
            for name, unit in self._names(entry) if entry.per is None else ():
                for form in (name, plural(name)):
                    table[tuple(form.lower().replace("-", " - ").split())] = unit
        return table

    @cached_property
    def by_symbol(self) -> dict[str, Unit]:
        """Units by their symbols, which keep their case."""
        table: dict[str, Unit] = {}
        for entry in self.units:
            for symbol, unit in self._symbols(entry):
                table.setdefault(symbol, unit)
        return table

    @cached_property
    def starters(self) -> frozenset[str]:
        """The words and signs with which a number may begin, in lower case."""
        return frozenset(
            {
                *self.words,
                *self.plurals,
                *self.multiples,
                "a",
                "an",
                "half",
                "several",
                "few",
                "many",
                "minus",
                *"½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
            }
        )

    @cached_property
    def codes(self) -> frozenset[str]:
        """ISO 4217 codes in use."""
        return frozenset(Locale("en").currencies)

    @cached_property
    def bounds_before(self) -> dict[tuple[str, ...], str]:
        """Comparators by the words that stand before a number."""
        return {tuple(p.split()): sign for sign, phrases in self.before.items() for p in phrases}

    @cached_property
    def bounds_after(self) -> dict[tuple[str, ...], str]:
        """Comparators by the words that stand after a number."""
        return {tuple(p.split()): sign for sign, phrases in self.after.items() for p in phrases}

    @cached_property
    def filler_words(self) -> frozenset[tuple[str, ...]]:
        """What may stand between a comparator and its number."""
        return frozenset(tuple(f.split()) for f in self.fillers)

    def _money_names(self) -> list[tuple[str, Unit]]:
        names = [(name, Unit(name=code, kind="money", written=name)) for name, code in self.money.items()]
        names += [
            (name, Unit(name=code, kind="money", written=name, scale=0.01))
            for name, code in self.cents.items()
            if len(name) > 1
        ]
        for code in sorted(Locale("en").currencies):
            for count in (1, 2):
                full = get_currency_name(code, count=count, locale="en")
                if full and "(" not in full:
                    names.append((full, Unit(name=code, kind="money", written=full)))
        return names

    def _names(self, entry: UnitEntry) -> list[tuple[str, Unit]]:
        found = []
        for prefix, factor in (("", 1.0), *((p, self.prefix[p][1]) for p in entry.prefixes)):
            name = prefix + entry.name
            unit = self._unit(entry, name)
            forms = [prefix + form for form in (entry.name, *(entry.names if factor == 1.0 or prefix else ()))]
            found += [(form, unit) for form in forms]
            if entry.powers:
                for power in ("square", "cubic"):
                    raised = self._unit(entry, f"{power} {name}", "area" if power == "square" else "volume")
                    found += [(f"{power} {form}", raised) for form in forms]
                    found += [(f"{power[:2]} {form}", raised) for form in forms]
                    found += [(f"{plural(form)} {power}d".replace("cubicd", "cubed"), raised) for form in forms]
        return found

    def _symbols(self, entry: UnitEntry) -> list[tuple[str, Unit]]:
        found = []
        for prefix, letter in (("", ""), *((p, self.prefix[p][0]) for p in entry.prefixes)):
            name = prefix + entry.name
            for symbol in entry.symbols:
                found.append((letter + symbol, self._unit(entry, name)))
                if entry.powers:
                    square = self._unit(entry, f"square {name}", "area")
                    cubic = self._unit(entry, f"cubic {name}", "volume")
                    found += [(letter + symbol + mark, square) for mark in ("2", "²", "^2")]
                    found += [(letter + symbol + mark, cubic) for mark in ("3", "³", "^3")]
                    found += [(f"{word} {letter}{symbol}", square) for word in ("sq", "sq.")]
                    found += [(f"{word} {letter}{symbol}", cubic) for word in ("cu", "cu.")]
                    found += [
                        (f"sq{letter}{symbol}", square),
                        (f"{letter}{symbol} squared", square),
                        (f"{letter}{symbol} cubed", cubic),
                    ]
        found += [(symbol, self._unit(entry, f"cubic {entry.name}", "volume")) for symbol in entry.cubic_symbols]
        return found

    @staticmethod
    def _unit(entry: UnitEntry, name: str, kind: str | None = None) -> Unit:
        return Unit(
            name=entry.of or name,
            kind=kind or entry.kind,
            written=name,
            scale=entry.scale,
            weak=entry.weak,
            money=entry.money,
            per=entry.per,
        )


def plural(name: str) -> str:
    """The regular plural of a unit's name, whose head is its last word or stands before "per".

    >>> plural("inch"), plural("square metre"), plural("barrel per day")
    ('inches', 'square metres', 'barrels per day')
    """
    head, per, rest = name.partition(" per ")
    if head.endswith(("ch", "sh", "x")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in tuple("aeiou"):
        head = head[:-1] + "ies"
    elif not head.endswith("s"):
        head += "s"
    return head + per + rest
