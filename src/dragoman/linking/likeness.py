"""What speaks for and against two figures' measuring the same thing, in points, one kind for each reason.

They are of what they count, of the words around them, of who is meant and when, and of how near their values are.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.linking.figures import FATES, Figure
from dragoman.linking.statements import Weights, senses
from dragoman.linking.words import stem, tokens

SAME = {"quantity": 1.3, "duration": 1.4, "date": 1.4}  # points at which two equal figures measure the same thing
PEOPLE = senses("person captive soldier killed wounded official member")  # words for people who are counted
WANTED = senses("demand want urge propose seek request wish")  # what somebody wants is not what was agreed or done
MADE, BEGUN = senses("signed agreed concluded initialled"), senses("effect force begin enter")  # not done on one day
MONTHS = senses("january february march april may june july august september october november december")
ACT = 0.8  # for the times, within days, of one act
SLIP, MONTH = 2, 31  # days by which reports err who date one thing, by its day or by its month
REGULARS, IRREGULARS = (frozenset(map(stem, words.split())) for words in (
    "soldier troop serviceman servicemen", "fighter militant gunman gunmen rebel insurgent"))  # they fight each other
CRUCIAL = 0.3  # the weight of the words that say of two figures of different nouns that they count the same
SEASON = 180  # days; figures told of days further apart are of different things
NONE: frozenset[str] = frozenset()


def compare(a: Figure, b: Figure, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """The points that speak for two figures' measuring one thing, and why."""
    if a.kind != b.kind or a.unit != b.unit:
        return 0.0, ()
    points: list[tuple[float, str, frozenset[str]]] = []
    of = counting(a, b)
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
    if of and a.attributed and b.attributed and adjoin(a, b):
        points.append((0.6, "one answers the other", NONE))
    if a.unit and a.kind == "quantity":
        points.append((0.0 if a.unit == "percent" else 0.8 if a.value == b.value else 0.5, f"both in {a.unit}", NONE))
    points.append((_specific(a), "the same value, and no common one", NONE) if a.value == b.value
                  else (_nearness(a, b), "values of one size", NONE))
    total = sum(p for p, _, _ in points)
    if total < min(SAME.values()):
        return total, ()
    return total, tuple(" ".join([why, *sorted(words)]) for p, why, words in points if p)


def counting(a: Figure, b: Figure) -> frozenset[str]:
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
    elif a.exact and b.exact and days_between(a, b) <= SLIP and any(act.islower() for act in a.acts & b.acts):
        yield ACT, "within days, the times of one act"
    if a.countries and b.countries and not a.countries & b.countries:
        yield -0.5, "their sentences name different countries"
    if a.value in b.told_too or b.value in a.told_too:
        yield -1.5, "one report gives both"
    if a.kind != "date" and a.days and b.days and not any(abs(x - y) <= SEASON for x in a.days for y in b.days):
        yield -1.0, "their sentences speak of different times"


def _days_apart(a: Figure, b: Figure) -> Iterator[tuple[float, str]]:
    """Two dates with a day or two between them that are told alike are one that was mistaken, unless of two deeds."""
    apart = days_between(a, b)
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


def adjoin(a: Figure, b: Figure, most: int = 2) -> bool:
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
        apart = days_between(a, b)
        if (a.past or b.past) and apart > 31:  # reports do not err by months on what has happened: these are two things
            return -2.0
        return 0.6 if apart <= 4 else 0.2 if apart <= 400 else -0.8
    part = ratio(a, b)
    return 0.6 if part >= 0.75 else 0.2 if part >= 0.4 else -0.4 if part >= 0.2 else -1.5


def days_between(a: Figure, b: Figure) -> float:
    """The days between the beginnings of two dates."""
    return abs((a.low or 0.0) - (b.low or 0.0))


def ratio(a: Figure, b: Figure) -> float:
    """What part of the larger of two values the smaller is."""
    small, large = sorted(abs(f.low if f.low is not None else f.high or 0.0) for f in (a, b))
    return small / large if large else 1.0
