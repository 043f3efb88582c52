"""Which figures of a story measure the same thing: joined where they agree, set against each other where not.

Points are added up, one kind for each reason that a reader would give. `SAME` points join two equal
figures; two that differ need more, since a false difference accuses somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.linking.cluster import Pair
from dragoman.linking.figures import REACH, Figure
from dragoman.linking.likeness import PEOPLE, SAME, SLIP, adjoin, compare, counting, days_between, ratio
from dragoman.linking.statements import Weights, candidates, senses
from dragoman.model.record import Evidence

OTHER = {"quantity": 1.9, "duration": 2.1, "date": 2.8}  # and two that differ: many days and spans share their words
FIRST = senses("first")
STANDS_FOR = ("it stands for the figure before it",)
FEW, MANY = 12, 40  # values that add up by chance; figures of a report that are added up

ALIKE = 0.4  # of the larger of two numbers is the smaller, if they are of about one size
LARGE, NEAR, MILLION = 1000, 0.025, 1e6  # numbers that may have been rounded without a word, and by which part

AGAIN = 0.25  # what more must speak for a value beside that of a report which has the figure's own, too


@dataclass(frozen=True)
class Measure:
    """The figures of one thing that is measured, in the order of their evidence."""

    figures: tuple[Figure, ...]

    @property
    def values(self) -> tuple[tuple[Figure, ...], ...]:
        """The figures by what they say, in the order of first evidence."""
        by_value: dict[object, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            by_value[figure.value].append(figure)
        return tuple(tuple(found) for found in by_value.values())


Speakers = Mapping[Evidence, str]


def find_measures(figures: Sequence[Figure], weights: Weights, speakers: Speakers) -> list[Measure]:
    """Groups of figures that measure the same; `speakers` tells on whose word each stands."""
    figures, pairs = _resolve(figures, speakers)
    counts = _counts(figures)
    scored: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    words = {n: f.sentence | f.clause | {f"={f.value}"} for n, f in enumerate(figures)}
    for a, b in candidates(words):
        if _comparable(figures[a], figures[b], speakers):
            score, reasons = compare(figures[a], figures[b], weights)
            for more, why in _among_others(figures[a], figures[b], speakers, counts):
                score, reasons = score + more, (*reasons, why)
            if score >= (SAME if figures[a].value == figures[b].value else OTHER)[figures[a].kind]:
                scored[a, b] = score, reasons
    best = _best(figures, scored, speakers)
    told = {(one, figures[other].document) for a, b in scored if figures[a].value == figures[b].value
            for one, other in ((a, b), (b, a))}  # which reports give a figure's value, too
    for (a, b), (score, reasons) in scored.items():
        more = AGAIN if (a, figures[b].document) in told or (b, figures[a].document) in told else 0.0
        if figures[a].value != figures[b].value and score < OTHER[figures[a].kind] + more:
            continue  # the other report gives this value, too
        if figures[a].value == figures[b].value or (best[a, _side(figures[b], speakers)] == b
                                                    and best[b, _side(figures[a], speakers)] == a):
            pairs.append(Pair(_name(a), _name(b), min(1.0, score / 4 + 0.1), reasons))
    return [Measure(tuple(figures[n] for n in sorted(members))) for members in _grouped(figures, pairs, speakers)]


def _counts(figures: Sequence[Figure]) -> dict[tuple[str, str], set[tuple[object, ...]]]:
    """The values that each report gives of each thing that is counted."""
    found: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    for figure in figures:
        if figure.kind == "date":
            found[figure.document, "date"].add(figure.value)
        elif figure.kind == "quantity" and not (figure.part_of_them or figure.one_of) and figure.whole is None:
            for thing in _things(figure):
                found[figure.document, thing].add(figure.value)
    return found


def _things(figure: Figure) -> frozenset[str]:
    """What a figure counts, and in which unit; a percentage may be one of anything, and a sum counts nothing."""
    unit = figure.unit
    if unit is None or unit == "percent":
        return figure.of
    return (frozenset(f"{word} in {unit}" for word in figure.of) if unit.isupper() else figure.of) | {f"in {unit}"}


def _among_others(a: Figure, b: Figure, speakers: Speakers,
                  counts: Mapping[tuple[str, str], set[tuple[object, ...]]]) -> Iterator[tuple[float, str]]:
    """What speaks for two figures in view of who gives them, and of what else their reports count."""
    if (a.attributed and b.attributed and a.document != b.document and _things(a) & _things(b)
            and speakers[a.evidence] == speakers[b.evidence]):
        yield 0.5, "on the word of one source"
    if a.kind == "quantity" and a.document != b.document and a.value != b.value and ratio(a, b) >= ALIKE:
        told = [(counts[a.document, thing], counts[b.document, thing]) for thing in _things(a) & _things(b)]
        if any(one == {a.value} and other == {b.value} for one, other in told):
            yield 0.5, "the only number of them in either report"
        elif any(_of_size(one, b) == {a.value} and _of_size(other, a) == {b.value} for one, other in told):
            yield 0.3, "the only number of them of about that size"
    if (a.far and b.far and a.exact and b.exact and a.past == b.past and 0 < days_between(a, b) <= SLIP
            and a.clause & b.sentence | a.sentence & b.clause
            and a.value not in counts[b.document, "date"] and b.value not in counts[a.document, "date"]):
        yield 1.3, "days next to each other, long before or after the reports"


def _of_size(values: set[tuple[object, ...]], figure: Figure) -> set[tuple[object, ...]]:
    """The values that are of about the size of a figure."""
    size = abs(figure.low if figure.low is not None else figure.high or 0.0)
    return {v for v in values if isinstance(v[2], float) and ALIKE * size <= abs(v[2]) <= size / ALIKE}


def _grouped(figures: Sequence[Figure], pairs: list[Pair], speakers: Speakers) -> list[set[int]]:
    """Join equal figures, then those that stand for another, then others, the surest first.

    Never so that one speaker of one report would give two values of one thing.
    """
    home = {n: {n} for n in range(len(figures))}
    sums = _sums(figures)
    summed = {n for pair in sums for n in pair}
    values: dict[int, dict[str, object]] = {
        n: {} if f.headline else {_side(f, speakers): f.value} for n, f in enumerate(figures)}

    def order(pair: Pair) -> tuple[bool, bool, float, str, str]:
        differ = figures[int(pair.left)].value != figures[int(pair.right)].value
        return differ, pair.reasons != STANDS_FOR, -pair.score, pair.left, pair.right

    for pair in sorted(pairs, key=order):
        a, b = (min(home[int(name)]) for name in (pair.left, pair.right))
        if a == b or any(values[a][side] != values[b][side] for side in values[a].keys() & values[b].keys()):
            continue
        if any((x, y) in sums or (y, x) in sums for x in home[a] & summed for y in home[b] & summed):
            continue
        into = home[a] | home[b]
        home.update(dict.fromkeys(into, into))
        values[min(into)] = {**values[a], **values[b]}
    return [group for n, group in home.items() if n == min(group)]


def _sums(figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """Figures of which one is the sum of the other and a third of its report: 43 boats, 28 large and 15 small ones."""
    told: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for n, figure in enumerate(figures):
        if figure.kind == "quantity" and figure.low == figure.high and (figure.low or 0.0) > FEW:
            told[figure.document, figure.unit].append(n)
    found = set()
    for numbers in told.values():
        totals: dict[float, list[int]] = defaultdict(list)
        for n in numbers[:MANY]:
            totals[figures[n].low or 0.0].append(n)
        for one, other in combinations(numbers[:MANY], 2):
            for total in totals.get((figures[one].low or 0.0) + (figures[other].low or 0.0), ()):
                if all(_alike(figures[total], figures[part]) for part in (one, other)):
                    found |= {(total, one), (total, other)}
    return found


def _alike(a: Figure, b: Figure) -> bool:
    """Do two figures count the same, or people of some kind?"""
    return bool(a.of & b.of or (a.of & PEOPLE and b.of & PEOPLE))


def _name(number: int) -> str:
    return f"{number:08d}"


def disagree(a: Figure, b: Figure) -> bool:
    """Can two figures not both be right? Open bounds and ranges agree with what lies within them."""
    if a.unit != b.unit:  # "a third of that"
        return True
    if a.fine != b.fine and None not in (a.low, b.low):  # "33 hours" are "a day", as one says
        return abs((a.low or 0.0) - (b.low or 0.0)) > 0.4 * max(a.fine, b.fine)
    if any(x.so_far and y.low is not None and y.low == y.high != x.low for x, y in ((a, b), (b, a))):
        return True  # "at least 57" dead in one report, 64 in the other
    if a.low is None is b.low or a.high is None is b.high:  # "at least 11" in one report, "at least 13" in the other
        return (a.low, a.high) != (b.low, b.high)
    if _rounded(a, b) or _rounded(b, a):
        return False
    low_a, low_b = (f.low if f.low is not None else float("-inf") for f in (a, b))
    high_a, high_b = (f.high if f.high is not None else float("inf") for f in (a, b))
    return high_a < low_b or high_b < low_a


def _rounded(a: Figure, b: Figure) -> bool:
    """Is one number the other, rounded: "about 6 million" and 6.4 million, 3,000 and 3,040?

    What is given as a number of less than millions says more of how near it is.
    """
    if a.kind != "quantity" or not a.low or b.low is None or a.low != a.high or b.low != b.high:
        return False
    digits = f"{abs(a.low):.0f}"
    step = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    apart = abs(a.low - b.low)
    return apart <= step / 2 and ((a.rough and a.low >= MILLION) or (
        (a.rough or a.low >= LARGE) and apart <= NEAR * abs(a.low)))


def _comparable(a: Figure, b: Figure, speakers: Speakers) -> bool:
    """Reports are compared with each other, and within one report those who answer one another."""
    if a.kind != b.kind or a.unit != b.unit:
        return False
    if a.part_of_them != b.part_of_them and not ((a.opening or b.opening) and a.sentence & b.sentence & FIRST):
        return False  # "the first 60" are those of the first day, and not those of whom they are the first
    if any(x.whole is not None and x.whole == y.low != x.low for x, y in ((a, b), (b, a))):
        return False  # "212 soldiers"; "60 of the 212"
    if a.document != b.document:
        return True
    if a.place == b.place or speakers[a.evidence] == speakers[b.evidence]:
        return False
    return a.value == b.value or a.stands_for or b.stands_for or (
        adjoin(a, b, 1) and not (a.theirs or b.theirs) and bool(counting(a, b) - {"person"}))


def _side(figure: Figure, speakers: Speakers) -> str:
    return f"{figure.document} {speakers[figure.evidence]}"


def _best(figures: Sequence[Figure], scored: Mapping[tuple[int, int], tuple[float, tuple[str, ...]]],
          speakers: Speakers) -> dict[tuple[int, str], int]:
    """For each figure, its best partner of each other document and speaker; an equal one before all."""
    ranked: dict[tuple[int, str], tuple[bool, float, int]] = {}
    for (a, b), (score, _) in scored.items():
        equal = figures[a].value == figures[b].value
        for one, other in ((a, b), (b, a)):
            key = one, _side(figures[other], speakers)
            ranked[key] = max(ranked.get(key, (False, 0.0, 0)), (equal, score, -other))
    return {key: -other for key, (_, _, other) in ranked.items()}


def _resolve(figures: Sequence[Figure], speakers: Speakers) -> tuple[list[Figure], list[Pair]]:
    """Give figures that stand for one told before ("put the number at") the words of that one."""
    found = list(figures)
    pairs = []
    for n, figure in enumerate(found):
        if figure.stands_for or figure.part_of_that:
            told = _antecedent(found, n, speakers)
            if told is not None:
                found[n] = replace(figure, of=found[told].of, clause=figure.clause | found[told].clause)
                pairs.append(Pair(_name(told), _name(n), 0.7, STANDS_FOR))
    return found, pairs


def _antecedent(figures: Sequence[Figure], n: int, speakers: Speakers) -> int | None:
    """The last figure of somebody else, shortly before, that is of about its size, or at least not of another, in the
    same sentence first."""
    figure = figures[n]
    sizes: list[tuple[float, int, bool]] = []
    for told in range(n - 1, max(-1, n - 12), -1):
        before = figures[told]
        if before.document != figure.document or figure.evidence.start - before.evidence.end > REACH:
            break
        own = speakers[before.evidence] == speakers[figure.evidence]
        near = figure.place.start - before.place.end < 3
        if own and near and before.kind == "quantity" and before.unit == figure.unit:
            break  # "more than 20 since June; it counted 11 in May": what the speaker counts is told there
        if own or before.kind != "quantity":
            continue
        if figure.part_of_that and before.unit != "percent":
            return told
        if before.unit == figure.unit:
            sizes.append((ratio(before, figure), told, before.place == figure.place))
    return next((told for least, here in ((0.8, False), (ALIKE / 2, True), (ALIKE, False))
                 for ratio, told, beside in sizes if ratio >= least and beside >= here), None)


