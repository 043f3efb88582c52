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
from dragoman.linking.figures import FATES, REACH, Figure
from dragoman.linking.statements import Weights, candidates, senses
from dragoman.linking.words import stem, tokens
from dragoman.model.record import Evidence

SAME = {"quantity": 1.3, "duration": 1.4, "date": 1.4}  # points at which two equal figures measure the same thing
OTHER = {"quantity": 1.9, "duration": 2.1, "date": 2.8}  # and two that differ: many days and spans share their words
PEOPLE = senses("person captive soldier killed wounded official member")  # words for people who are counted
WANTED = senses("demand want urge propose seek request wish")  # what somebody wants is not what was agreed or done
MADE, BEGUN = senses("signed agreed concluded initialled"), senses("effect force begin enter")  # not done on one day
MONTHS = senses("january february march april may june july august september october november december")
FIRST = senses("first")
ACT = 0.8  # for the times, within days, of one act
SLIP, MONTH = 2, 31  # days by which reports err who date one thing, by its day or by its month
REGULARS, IRREGULARS = (frozenset(map(stem, words.split())) for words in (
    "soldier troop serviceman servicemen", "fighter militant gunman gunmen rebel insurgent"))  # they fight each other
STANDS_FOR = ("it stands for the figure before it",)
CRUCIAL = 0.3  # the weight of the words that say of two figures of different nouns that they count the same
FEW, MANY = 12, 40  # values that add up by chance; figures of a report that are added up
SEASON = 180  # days; figures told of days further apart are of different things

ALIKE = 0.4  # of the larger of two numbers is the smaller, if they are of about one size
LARGE, NEAR, MILLION = 1000, 0.025, 1e6  # numbers that may have been rounded without a word, and by which part

AGAIN = 0.25  # what more must speak for a value beside that of a report which has the figure's own, too

NONE: frozenset[str] = frozenset()


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
    if a.kind == "quantity" and a.document != b.document and a.value != b.value and _ratio(a, b) >= ALIKE:
        told = [(counts[a.document, thing], counts[b.document, thing]) for thing in _things(a) & _things(b)]
        if any(one == {a.value} and other == {b.value} for one, other in told):
            yield 0.5, "the only number of them in either report"
        elif any(_of_size(one, b) == {a.value} and _of_size(other, a) == {b.value} for one, other in told):
            yield 0.3, "the only number of them of about that size"
    if (a.far and b.far and a.exact and b.exact and a.past == b.past and 0 < _days_between(a, b) <= SLIP
            and a.clause & b.sentence | a.sentence & b.clause
            and a.value not in counts[b.document, "date"] and b.value not in counts[a.document, "date"]):
        yield 1.3, "days next to each other, long before or after the reports"


def _days_between(a: Figure, b: Figure) -> float:
    return abs((a.low or 0.0) - (b.low or 0.0))


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


def compare(a: Figure, b: Figure, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """The points that speak for two figures' measuring one thing, and why."""
    if a.kind != b.kind or a.unit != b.unit:
        return 0.0, ()
    points: list[tuple[float, str, frozenset[str]]] = []
    of = _counting(a, b)
    if of == {"person"}:
        points.append((0.9, "both count people", NONE))
    elif of:
        points.append((0.8 + min(1.0, weights.total(of)), "both count", of))
    elif a.of and b.of and a.of & PEOPLE and b.of & PEOPLE:
        points.append((0.5, "both count people of some kind", NONE))
    elif a.of and b.of and weights.total(_named_beside(a, b) | _named_beside(b, a)) < CRUCIAL:
        points.append((-0.6 if a.unit else -1.2, "they count different things", NONE))
    clause = (a.clause & b.clause) - of
    told = weights.total(clause)
    points.append((min(2.0, told), "the same clause:", clause))
    least = min(weights.total(a.clause - of), weights.total(b.clause - of))
    points.append((0.8 * min(1.0, told / 2) * told / least if least else 0.0, "and little else in it", NONE))
    beside = (a.clause & b.sentence | a.sentence & b.clause) - clause - of
    points.append((min(1.0, 0.7 * weights.total(beside)), "beside it:", beside))
    rest = (a.sentence & b.sentence) - clause - beside - of
    points.append((min(0.8, 0.3 * weights.total(rest)), "the same sentence:", rest))
    points += [(p, why, NONE) for p, why in _bearing(a, b)]
    if (a.beside & b.beside) - {a.value, b.value}:
        points.append((0.8, "with the same figure beside it", NONE))
    if of and a.attributed and b.attributed and _adjoin(a, b):
        points.append((0.6, "one answers the other", NONE))
    if a.unit and a.kind == "quantity":
        points.append((0.0 if a.unit == "percent" else 0.8 if a.value == b.value else 0.5, f"both in {a.unit}", NONE))
    points.append((_specific(a), "the same value, and no common one", NONE) if a.value == b.value
                  else (_nearness(a, b), "values of one size", NONE))
    total = sum(p for p, _, _ in points)
    if total < min(SAME.values()):
        return total, ()
    return total, tuple(" ".join([why, *sorted(words)]) for p, why, words in points if p)


def _counting(a: Figure, b: Figure) -> frozenset[str]:
    """What both count; people of one state who are called by different nouns are not the same people."""
    of, names = a.of & b.of, a.names | b.names
    return NONE if of <= names and a.of - names and b.of - names else of


def _named_beside(a: Figure, b: Figure) -> frozenset[str]:
    """The words for what one figure counts that stand beside the other; names, which tell whose it is, don't count."""
    return a.of & b.clause if a.counted else NONE


def _bearing(a: Figure, b: Figure) -> Iterator[tuple[float, str]]:
    """What speaks for and against it in what the texts say of the figures: their way, their role, whose and when."""
    if a.change and b.change:
        yield (0.4, f"both a {a.change}") if a.change == b.change else (-1.0, "a rise and a fall")
    if a.role and b.role and a.role != b.role and {a.role, b.role} != {"on", "since"}:
        yield -2.0, "a limit and no limit"
    elif a.role and b.role:
        yield {"until": 0.5, "for": 0.5}.get(a.role, 0.0), f"both told with {a.role}"
    fates = a.clause & FATES, b.clause & FATES
    if all(fates) and not fates[0] & fates[1] and a.kind == "quantity":
        yield -1.5, "something else became of those who are counted"
    if a.kind == "quantity" and any(
            _named(x) & REGULARS and _named(y) & IRREGULARS for x, y in ((a, b), (b, a))):
        yield -1.2, "soldiers and those who fight them"
    if a.exact and b.exact and (not a.role or not b.role or a.role == b.role):
        yield from _days_apart(a, b)
    if bool(a.clause & WANTED) != bool(b.clause & WANTED):
        yield -2.0, "one is only wanted"
    if a.acts and b.acts and not a.acts & b.acts:
        yield -1.0, "the times of different acts"
    elif a.exact and b.exact and _days_between(a, b) <= SLIP and any(act.islower() for act in a.acts & b.acts):
        yield ACT, "within days, the times of one act"
    if a.countries and b.countries and not a.countries & b.countries:
        yield -0.5, "their sentences name different countries"
    if a.value in b.told_too or b.value in a.told_too:
        yield -1.5, "one report gives both"
    if a.kind != "date" and a.days and b.days and not any(abs(x - y) <= SEASON for x in a.days for y in b.days):
        yield -1.0, "their sentences speak of different times"


def _days_apart(a: Figure, b: Figure) -> Iterator[tuple[float, str]]:
    """Two dates with a day or two between them that are told alike are one that was mistaken, unless of two deeds."""
    apart = _days_between(a, b)
    precision = {(f.high or 0.0) - (f.low or 0.0) < 1 for f in (a, b)}
    if any(x.clause & MADE and y.clause & BEGUN and not y.clause & MADE for x, y in ((a, b), (b, a))):
        yield -1.0, "one is the day of the making, the other of the beginning"
    elif not apart or len(precision) > 1 or not (a.clause & b.clause) - MONTHS:
        return
    elif a.past and b.past and apart <= (SLIP if True in precision else MONTH):
        yield 1.3, "the next day or month"
    elif a.role == b.role is not None:
        yield 0.3, "two dates told alike"


def _named(figure: Figure) -> frozenset[str]:
    return frozenset(map(stem, tokens(figure.shown)))


def _adjoin(a: Figure, b: Figure, most: int = 2) -> bool:
    """Do two figures stand in sentences of one report with so many characters between them? One is a paragraph's."""
    gap = max(a.place.start, b.place.start) - min(a.place.end, b.place.end)
    return a.document == b.document and 0 <= gap <= most


def _specific(figure: Figure) -> float:
    """How little likely it is that two reports have the same value by chance."""
    if figure.kind == "duration":
        return 0.6
    if figure.kind == "date":
        days = (figure.high or 0) - (figure.low or 0)
        return 0.8 if days < 1 else 0.5 if days < 32 else 0.3
    amount = figure.low if figure.low is not None else figure.high or 0
    digits = len(f"{amount:.10g}".replace(".", "").strip("0"))
    return 0.0 if amount <= 12 and digits < 2 else (0.4, 0.9, 1.5)[min(digits, 3) - 1] if digits else 0.0


def _nearness(a: Figure, b: Figure) -> float:
    if a.kind == "date":
        apart = _days_between(a, b)
        if (a.past or b.past) and apart > 31:  # reports do not err by months on what has happened: these are two things
            return -2.0
        return 0.6 if apart <= 4 else 0.2 if apart <= 400 else -0.8
    ratio = _ratio(a, b)
    return 0.6 if ratio >= 0.75 else 0.2 if ratio >= 0.4 else -0.4 if ratio >= 0.2 else -1.5


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
        _adjoin(a, b, 1) and not (a.theirs or b.theirs) and bool(_counting(a, b) - {"person"}))


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
            sizes.append((_ratio(before, figure), told, before.place == figure.place))
    return next((told for least, here in ((0.8, False), (ALIKE / 2, True), (ALIKE, False))
                 for ratio, told, beside in sizes if ratio >= least and beside >= here), None)


def _ratio(a: Figure, b: Figure) -> float:
    small, large = sorted(abs(f.low if f.low is not None else f.high or 0.0) for f in (a, b))
    return small / large if large else 1.0
