"""Bounds: ranges of two amounts, and the comparators before and after a number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.ontology.units import QuantityWords, Unit
from dragoman.reading.quantities.amounts import Amount, amount_after_dash, read_amount, values_of
from dragoman.reading.quantities.lexemes import Line
from dragoman.reading.quantities.measures import unit_after

DASHES = ("-", "–", "—")


@dataclass(frozen=True)
class Figure:
    """A number in lexemes start:end (with comparator and unit; `core` and `core_end` bound number and unit).

    `low` and `high` are in `unit`, both the same for a plain number. `form` is the numeral's; `moved` says
    that the two bounds are a "from" and a "to". `kind` is count, measure, time, age, score, year, date, name
    or pronoun; `suffix` a word such as "more" that follows.
    """

    start: int
    end: int
    core: int
    core_end: int
    low: float | None
    high: float | None
    comparator: str
    unit: Unit | None
    per: str | None
    form: str
    kind: str
    moved: bool = False


def as_figure(amount: Amount) -> Figure:
    """An amount alone as a figure."""
    low, high = values_of(amount)
    comparator = "=" if low == high else "between" if high is not None else ">="
    unit, per = (amount.measure.unit, amount.measure.per) if amount.measure else (None, None)
    return Figure(
        start=amount.start,
        end=amount.end,
        core=amount.start,
        core_end=amount.end,
        low=low,
        high=high,
        comparator=comparator,
        unit=unit,
        per=per,
        form=amount.numeral.form,
        kind="age" if amount.age else "count",
    )


def read_range(line: Line, first: Amount, lexicon: QuantityWords) -> Figure | None:
    """Read "15 to 20", "between 70% and 80%", "40-60", "8- to 16-metre", "from $2,415 to $2,315", "two or three"."""
    n, low_word = first.end, line.lower(first.start - 1)
    if line.lower(n) == "-" and line.glued(n) and not line.glued(n + 1):
        n += 1  # "8- to 16-metre"
    joint = line.lower(n)
    if joint == "-" and line.words(n + 1, n + 3) == ("to", "-") and line.glued(n) and line.glued(n + 3):
        second = amount_after_dash(line, n + 3, lexicon)  # "0-to-60-mph"
        return None if second is None else _joined(first, second, joint="-", between=False, moved=False)
    dash = joint in DASHES and (line.glued(n) == line.glued(n + 1))
    between = _after_between(line, first.start, lexicon)
    if not (dash or joint in ("to", "or") or (joint == "and" and between)):
        return None
    if (joint == "and" and not between) or first.numeral.form not in ("digits", "words", "fraction"):
        return None
    if joint == "to" and first.measure and not between and low_word != "from" and _moves(line, first.start, lexicon):
        return None  # "gained 18 cents to $23.50" tells by how much, and to what
    at = n + 1
    if line.lower(at) in ("about", "around", "some", "nearly", "almost", "even"):
        at += 1
    second = read_amount(line, at, lexicon) if not dash else amount_after_dash(line, at, lexicon)
    if second is None or second.numeral.form not in ("digits", "words", "fraction"):
        return None
    return _joined(first, second, joint="-" if dash else joint, between=between, moved=low_word == "from")


def _moves(line: Line, start: int, lexicon: QuantityWords) -> bool:
    """Does a word for rising or falling stand right before a number?"""
    word = line.token(start - 1)
    return word is not None and (
        word.lemma_.lower() in lexicon.rise.verbs | lexicon.fall.verbs
        or word.lower_ in lexicon.rise.adverbs | lexicon.fall.adverbs
    )


def _after_between(line: Line, start: int, lexicon: QuantityWords) -> bool:
    return "between" in (
        line.lower(start - 1),
        line.lower(start - 2) if line.lower(start - 1) in ("about", "around", "some", "roughly") else "",
    )


def _joined(first: Amount, second: Amount, *, joint: str, between: bool, moved: bool) -> Figure | None:
    one, two = first.measure, second.measure
    if (first.numeral.form == "fraction") != (second.numeral.form == "fraction") and (one is None) != (two is None):
        return None  # "fell by a third to $1.2bn"
    if one and two and one.unit.name != two.unit.name:
        return None
    if one and not two and not (between or moved or one.end < first.end or (joint == "-" and one.start == first.start)):
        return None
    if one and two and one.unit.scale != two.unit.scale:
        return None
    numeral = first.numeral
    if numeral.scale == 1.0 < second.numeral.scale and numeral.low * second.numeral.scale <= second.numeral.low:
        factor = second.numeral.scale
        first = replace(first, numeral=numeral._replace(low=numeral.low * factor, high=numeral.low * factor))
    low, high = values_of(replace(first, measure=one or two))[0], values_of(replace(second, measure=two or one))[0]
    if joint == "or" and not low < high <= 2 * low + 1:
        return None
    if (
        low >= high and not moved and not (joint == "-" or low < 0 or (one and two and one.unit.kind != "ratio"))
    ):  # "by 46 percent to 42"
        return None
    if low >= high and joint == "-" and not (one or two) and first.numeral.form != "digits":
        return None
    unit = (two or one).unit if (two or one) else None  # type: ignore[union-attr]
    per = (two and two.per) or (one and one.per)
    return Figure(
        start=first.start,
        end=second.end,
        core=first.start,
        core_end=second.end,
        low=low,
        high=high,
        comparator="between",
        unit=unit,
        per=per,
        form=second.numeral.form,
        kind="score" if joint == "-" and low >= high and unit is None else "age" if second.age else "count",
        moved=moved and not between,
    )


def with_comparator(line: Line, figure: Figure, lexicon: QuantityWords) -> Figure:
    """The figure with the comparator that stands before or after it."""
    start, found = _comparator_before(line, figure.start, lexicon)
    if line.lower(start - 1) in ("between", "from") and figure.comparator == "between":
        start -= 1
        if found is None:
            earlier, _ = _comparator_before(line, start, lexicon)
            start = earlier
    end, after = comparator_after(line, figure.end, lexicon)
    sign = found or after
    if after and not found and figure.unit is None:
        measure = unit_after(line, end, lexicon, figure.low or 0.0, digits=True)  # "90-plus minutes"
        if measure is not None:
            figure = replace(figure, unit=measure.unit, per=measure.per, core_end=measure.end)
            end = measure.end
    if sign is None or figure.comparator == "between" or figure.low is None or figure.high is None:
        return replace(figure, start=start if figure.comparator == "between" else figure.start)
    low = figure.low if sign in (">", ">=", "~") else None
    high = figure.high if sign in ("<", "<=", "~") else None
    if figure.form == "multiple":
        return replace(figure, start=start, comparator=sign, low=low, high=high)
    return replace(
        figure,
        start=start if found else figure.start,
        end=end if after else figure.end,
        core_end=end if after else figure.core_end,
        comparator=sign,
        low=low,
        high=high,
    )


def _comparator_before(line: Line, start: int, lexicon: QuantityWords) -> tuple[int, str | None]:
    """The outermost comparator that ends right before a number, fillers allowed between."""
    at, begin, found = start, start, None
    for _ in range(4):
        for length in (4, 3, 2, 1):
            words = line.words(at - length, at) if at >= length else ()
            if words in lexicon.bounds_before and _is_bound(line, at - length, words, lexicon):
                sign = lexicon.bounds_before[words]
                found = sign if found is None or found == "~" else found
                at = begin = at - length
                break
            if words in lexicon.filler_words:
                at -= length
                break
        else:
            break
    return begin, found


def _is_bound(line: Line, n: int, words: tuple[str, ...], lexicon: QuantityWords) -> bool:
    """Is a comparator word one here? "talks over 20 prisoners" are about them, "near 5 villages" is a place."""
    if words not in (("over",), ("under",), ("above",), ("below",), ("around",), ("near",), ("nearer",)):
        return True
    token = line.token(n)
    before = line.token(n - 1)
    if token is None or before is None:
        return True
    if token.tag_ == "RP" or (before.pos_ == "VERB" and before.lemma_ in ("hand", "turn", "sign", "pass")):
        return False  # "hand over 10 boats"
    if before.pos_ == "NOUN" and line.lower(n + 1) in lexicon.small and line.lower(n + 2) not in lexicon.magnitudes:
        return False  # "flights over five townships": style guides write "more than five"
    return not (
        token.pos_ == "ADP"
        and before.pos_ == "NOUN"
        and before.lemma_
        in (
            "talk",
            "dispute",
            "row",
            "debate",
            "concern",
            "fear",
            "control",
            "dialogue",
            "clash",
            "conflict",
            "fight",
            "negotiation",
            "sovereignty",
            "anger",
            "protest",
            "outrage",
            "flight",
            "agreement",
            "deal",
        )
    )


def comparator_after(line: Line, end: int, lexicon: QuantityWords) -> tuple[int, str | None]:
    """The comparator that begins at lexeme `end` ("or more", "-plus"), with where it ends; None where there is none."""
    skip = 1 if line.lower(end) == "-" and line.glued(end) else 0
    for length in (3, 2, 1):
        words = line.words(end + skip, end + skip + length)
        if len(words) == length and words in lexicon.bounds_after:
            if words == ("+",) and not line.glued(end):
                continue
            if words[-1] in ("odd", "plus") and not skip and words[-1] == "odd":
                continue
            return end + skip + length, lexicon.bounds_after[words]
    return end, None
