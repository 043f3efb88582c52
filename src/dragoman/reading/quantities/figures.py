"""Figures: numbers with their bounds, comparator and unit, as they stand in a line.

Everything that is written with a number is found here, whatever it is of: `kind` tells counts and measures
from lengths of time, ages, scores, names and dates, so that each reader takes what it needs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.ontology.units import QuantityWords, Unit
from dragoman.reading.quantities.lexemes import Line
from dragoman.reading.quantities.measures import Measure, age_after, money_before, unit_after
from dragoman.reading.quantities.numerals import Numeral, read_numeral, times

_DASHES = ("-", "–", "—")
_MONTHS = frozenset("""january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec""".split())
_YEAR_BEFORE = frozenset("""in since by until till from before after during of between early late mid and to through circa
    around year summer winter spring autumn fall the this""".split())
_CLOCK = frozenset("a.m p.m am pm o'clock gmt est edt pst bst cet utc hrs ist".split())
_ORDINAL_ENDS = frozenset("st nd rd th s".split())
_SMALL = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_VOTES = frozenset("vote votes voted ballot ballots deputies senators".split())


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


@dataclass(frozen=True)
class _Amount:
    """One number with its unit, before ranges and comparators."""

    start: int
    end: int
    numeral: Numeral
    sign: float
    measure: Measure | None
    age: bool = False


def read_figures(line: Line, lexicon: QuantityWords) -> Iterator[Figure]:
    """The figures of a line, from left to right, without overlaps."""
    n, held = 0, None  # a figure is held until the next is seen: "45 and 50 mg" are both milligrams
    while n < len(line.items):
        figure = _figure_at(line, n, lexicon) or _article(line, n, lexicon)
        if figure is None:
            n += 1
            continue
        if held is not None:
            yield from _votes(line, _with_shared_unit(line, held, figure))
        held = figure
        n = max(figure.end, n + 1)
    if held is not None:
        yield from _votes(line, held)


def _with_shared_unit(line: Line, figure: Figure, follower: Figure) -> Figure:
    """The figure with the unit of the next one, where only "and" or "or" stands between them."""
    if (figure.unit is None and follower.unit is not None and figure.kind == "count" and figure.form == "digits"
            and follower.core == follower.start == figure.end + 1 and line.lower(figure.end) in ("and", "or")
            and line.items[follower.core].kind == "num" and follower.kind in ("measure", "time")):
        kind = follower.kind
        return replace(figure, unit=follower.unit, per=follower.per, kind=kind)
    return figure


def _article(line: Line, n: int, lexicon: QuantityWords) -> Figure | None:
    """"a gallon", "an acre": one of it, though no number is written."""
    if line.lower(n) not in ("a", "an") or (line.at(n - 1) is not None and line.items[n - 1].kind == "num"):
        return None
    measure = unit_after(line, n + 1, lexicon, 1.0, digits=False)
    if measure is None or measure.unit.kind in ("time", "ratio") or measure.per:
        return None
    return Figure(start=n, end=measure.end, core=n, core_end=measure.end, low=measure.unit.scale, high=measure.unit.scale,
                  comparator="=", unit=measure.unit, per=None, form="article", kind="article")


def _may_begin(line: Line, n: int, lexicon: QuantityWords) -> bool:
    """Can a figure begin here at all? Asked of every lexeme, so that the rest is asked of few."""
    item = line.items[n]
    if item.kind == "num" or item.lower in lexicon.starters or item.lower.endswith("fold"):
        return True
    return (item.kind == "sign" or item.text[0].isupper() or item.lower == "kr") and any(
        x.kind == "num" for x in line.items[n + 1:n + 5])


def _figure_at(line: Line, n: int, lexicon: QuantityWords) -> Figure | None:
    if not _may_begin(line, n, lexicon):
        return None
    first = _amount(line, n, lexicon)
    if first is None:
        return None
    figure = _range(line, first, lexicon) or _single(first)
    figure = _with_comparator(line, figure, lexicon)
    if not all(x is None or math.isfinite(x) for x in (figure.low, figure.high)):
        return None
    return replace(figure, kind=_kind(line, figure, first, lexicon))


def _amount(line: Line, n: int, lexicon: QuantityWords) -> _Amount | None:
    """A number with its unit that begins at lexeme n, a currency sign or a minus before it included."""
    money = money_before(line, n, lexicon)
    at, sign = (money.end, 1.0) if money else (n, 1.0)
    if line.lower(at) == "-" and (line.glued(at + 1) and (money or not line.glued(at) or line.lower(at - 1) == "(")):
        at, sign = at + 1, -1.0
    elif line.lower(at) == "minus" and line.at(at + 1) is not None:
        at, sign = at + (2 if line.lower(at + 1) == "-" else 1), -1.0
    if not money and sign > 0 and not _stands_alone(line, at, lexicon):
        return None
    numeral = read_numeral(line, at, lexicon, money=money is not None)
    if numeral is None or (sign < 0 and numeral.form != "digits"):
        return None
    if money is not None:
        end = _money_tail(line, numeral.end, money.unit.name, lexicon)
        rate = unit_after_money(line, end, money, lexicon)
        return _Amount(n, rate.end, numeral, sign, rate._replace(start=n))
    numeral = _past_tolerance(line, numeral, lexicon)
    part: float | None = None
    if numeral.form == "fraction" and line.lower(numeral.end) == "of" and (
            whole := read_numeral(line, numeral.end + 1, lexicon)) is not None and _is_ratio(line, whole.end, lexicon):
        part, numeral = numeral.low, whole  # "half of 1 per cent"
    if numeral.form == "fraction" and line.words(numeral.end, numeral.end + 2) in (("of", "a"), ("of", "an")):
        measure = unit_after(line, numeral.end + 2, lexicon, numeral.low, digits=False)
    elif numeral.form == "plural" and line.lower(numeral.end) == "of":
        measure = unit_after(line, numeral.end + 1, lexicon, numeral.low, digits=False)
    else:
        measure = unit_after(line, numeral.end, lexicon, numeral.low, digits=numeral.form in ("digits", "fraction"))
    if measure is None:
        if not _ends_well(line, numeral, lexicon):
            return None
        return _Amount(n, numeral.end, numeral, sign, None)
    age = age_after(line, measure)
    if measure.unit.kind == "ratio" and part is not None:
        numeral = numeral._replace(low=numeral.low * part, high=numeral.low * part)
    return _Amount(n, age or measure.end, numeral, sign, measure, age is not None)


def _past_tolerance(line: Line, numeral: Numeral, lexicon: QuantityWords) -> Numeral:
    """The number with what stands after ± taken in, so that its unit is found."""
    n = numeral.end
    skip = 1 if line.lower(n) == "±" else 3 if line.words(n, n + 3) == ("+", "/", "-") else 0
    other = read_numeral(line, n + skip, lexicon) if skip else None
    return numeral if other is None else numeral._replace(end=other.end)


def _is_ratio(line: Line, n: int, lexicon: QuantityWords) -> bool:
    measure = unit_after(line, n, lexicon, 1, digits=True)
    return measure is not None and measure.unit.kind == "ratio"


def unit_after_money(line: Line, end: int, money: Measure, lexicon: QuantityWords) -> Measure:
    """The money before a number as a measure that ends with its rate, "$350 per kg"."""
    from dragoman.reading.quantities.measures import _rate
    return _rate(line, Measure(money.start, end, money.unit), lexicon)


def _money_tail(line: Line, end: int, code: str, lexicon: QuantityWords) -> int:
    """Past a word that repeats or narrows the sign: "$500 US", "$1.25 sterling"."""
    word = line.at(end)
    if word is not None and word.text in ("US", "USD", "sterling", "Canadian", "Australian", code):
        return end + 1
    return end


def _stands_alone(line: Line, n: int, lexicon: QuantityWords) -> bool:
    """Does a number begin here, or is it part of a word, a name, a clock time, an address?"""
    item = line.at(n)
    if item is None:
        return False
    if not line.glued(n):
        return True
    before = line.items[n - 1]
    if before.kind in ("word", "num"):
        return False
    if before.text == "-":
        if not line.glued(n - 1):
            return True
        joined = line.items[n - 2]
        return joined.kind == "word" and joined.lower in lexicon.prefixes
    if before.text in ".,:" and line.glued(n - 1):
        return False
    return before.text not in ("#", "@", "_", "\\", "&", "=", *(("+",) if line.glued(n - 1) else ()), *(("/", "⁄", "∕") if line.glued(n - 1) else ()))


def _ends_well(line: Line, numeral: Numeral, lexicon: QuantityWords) -> bool:
    """Is what follows a bare number fit to follow it? Not "P-8I", "16th", "1990s", "10:30", "24/7", "3-D"."""
    n = numeral.end
    if numeral.form not in ("digits", "fraction") or not line.glued(n):
        return True
    after = line.items[n]
    if after.kind == "word":
        return False
    if after.text in (":", "/", "⁄", "@", "_") and line.glued(n + 1):
        return False
    if after.text == "-" and line.glued(n + 1) and line.items[n + 1].kind == "word":
        word = line.items[n + 1]
        return len(word.text) > 1 and word.lower not in lexicon.words
    return True


def _values(amount: _Amount) -> tuple[float, float | None]:
    scale = amount.sign * (amount.measure.unit.scale if amount.measure else 1.0)
    low = times(amount.numeral.low, scale)
    high = None if amount.numeral.high is None else times(amount.numeral.high, scale)
    return low, high


def _single(amount: _Amount) -> Figure:
    low, high = _values(amount)
    comparator = "=" if low == high else "between" if high is not None else ">="
    unit, per = (amount.measure.unit, amount.measure.per) if amount.measure else (None, None)
    return Figure(start=amount.start, end=amount.end, core=amount.start, core_end=amount.end, low=low, high=high,
                  comparator=comparator, unit=unit, per=per, form=amount.numeral.form,
                  kind="age" if amount.age else "count")


def _range(line: Line, first: _Amount, lexicon: QuantityWords) -> Figure | None:
    """"15 to 20", "between 70% and 80%", "40-60", "8- to 16-metre", "from $2,415 to $2,315", "two or three"."""
    n, low_word = first.end, line.lower(first.start - 1)
    if line.lower(n) == "-" and line.glued(n) and not line.glued(n + 1):
        n += 1  # "8- to 16-metre"
    joint = line.lower(n)
    if joint == "-" and line.words(n + 1, n + 3) == ("to", "-") and line.glued(n) and line.glued(n + 3):
        second = _second_of_dash(line, n + 3, lexicon)  # "0-to-60-mph"
        return None if second is None else _joined(first, second, joint="-", between=False, moved=False)
    dash = joint in _DASHES and (line.glued(n) == line.glued(n + 1))
    between = _after_between(line, first.start, lexicon)
    if not (dash or joint in ("to", "or") or (joint == "and" and between)):
        return None
    if joint == "and" and not between or first.numeral.form not in ("digits", "words", "fraction"):
        return None
    if joint == "to" and first.measure and not between and low_word != "from" and _moves(line, first.start, lexicon):
        return None  # "gained 18 cents to $23.50" tells by how much, and to what
    at = n + 1
    if line.lower(at) in ("about", "around", "some", "nearly", "almost", "even"):
        at += 1
    second = _amount(line, at, lexicon) if not dash else _second_of_dash(line, at, lexicon)
    if second is None or second.numeral.form not in ("digits", "words", "fraction"):
        return None
    return _joined(first, second, joint="-" if dash else joint, between=between, moved=low_word == "from")


def _moves(line: Line, start: int, lexicon: QuantityWords) -> bool:
    """Does a word for rising or falling stand right before a number?"""
    word = line.token(start - 1)
    return word is not None and (word.lemma_.lower() in lexicon.rise.verbs | lexicon.fall.verbs
                                 or word.lower_ in lexicon.rise.adverbs | lexicon.fall.adverbs)


def _after_between(line: Line, start: int, lexicon: QuantityWords) -> bool:
    return "between" in (line.lower(start - 1), line.lower(start - 2) if line.lower(start - 1) in (
        "about", "around", "some", "roughly") else "")


def _second_of_dash(line: Line, n: int, lexicon: QuantityWords) -> _Amount | None:
    """The number after a dash: it is glued to it, so that `_stands_alone` would not have it."""
    money = money_before(line, n, lexicon)
    if money is not None:
        return _amount(line, n, lexicon)
    numeral = read_numeral(line, n, lexicon)
    if numeral is None:
        return None
    measure = unit_after(line, numeral.end, lexicon, numeral.low, digits=numeral.form == "digits")
    if measure is None:
        return _Amount(n, numeral.end, numeral, 1.0, None) if _ends_well(line, numeral, lexicon) else None
    return _Amount(n, measure.end, numeral, 1.0, measure)


def _joined(first: _Amount, second: _Amount, *, joint: str, between: bool, moved: bool) -> Figure | None:
    one, two = first.measure, second.measure
    if (first.numeral.form == "fraction") != (second.numeral.form == "fraction") and (one is None) != (two is None):
        return None  # "fell by a third to $1.2bn"
    if one and two and one.unit.name != two.unit.name:
        return None
    if one and not two and not (between or moved or one.end < first.end or joint == "-" and one.start == first.start):
        return None
    if one and two and one.unit.scale != two.unit.scale:
        return None
    numeral = first.numeral
    if numeral.scale == 1.0 < second.numeral.scale and numeral.low * second.numeral.scale <= second.numeral.low:
        factor = second.numeral.scale
        first = replace(first, numeral=numeral._replace(low=numeral.low * factor, high=numeral.low * factor))
    low, high = _values(replace(first, measure=one or two))[0], _values(replace(second, measure=two or one))[0]
    if joint == "or" and not low < high <= 2 * low + 1:
        return None
    if low >= high and not moved and not (joint == "-" or low < 0 or one and two):
        return None
    if low >= high and joint == "-" and not (one or two) and first.numeral.form != "digits":
        return None
    unit = (two or one).unit if (two or one) else None  # type: ignore[union-attr]
    per = (two and two.per) or (one and one.per)
    return Figure(start=first.start, end=second.end, core=first.start, core_end=second.end, low=low, high=high,
                  comparator="between", unit=unit, per=per, form=second.numeral.form,
                  kind="score" if joint == "-" and low >= high and unit is None else "age" if second.age else "count",
                  moved=moved and not between)


def _with_comparator(line: Line, figure: Figure, lexicon: QuantityWords) -> Figure:
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
    return replace(figure, start=start if found else figure.start, end=end if after else figure.end,
                   comparator=sign, low=low, high=high)


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
    if token.tag_ == "RP" or before.pos_ == "VERB" and before.lemma_ in ("hand", "turn", "sign", "pass"):
        return False  # "hand over 10 boats"
    if before.pos_ == "NOUN" and line.lower(n + 1) in _SMALL and line.lower(n + 2) not in lexicon.magnitudes:
        return False  # "flights over five townships": style guides write "more than five"
    return not (token.pos_ == "ADP" and before.pos_ == "NOUN" and before.lemma_ in (
        "talk", "dispute", "row", "debate", "concern", "fear", "control", "dialogue", "clash", "conflict", "fight",
        "negotiation", "sovereignty", "anger", "protest", "outrage", "flight", "agreement", "deal"))


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


def _votes(line: Line, figure: Figure) -> Iterator[Figure]:
    """A figure as it is; "131-48" beside a vote is two counts."""
    near = {line.lower(k) for k in range(max(0, figure.start - 6), figure.end + 4)}
    if figure.kind != "score" or not near & _VOTES or figure.core_end != figure.core + 3:
        yield figure
        return
    for at, value in ((figure.core, figure.low), (figure.core + 2, figure.high)):
        yield replace(figure, start=at, end=at + 1, core=at, core_end=at + 1, low=value, high=value,
                      comparator="=", kind="count")


def _kind(line: Line, figure: Figure, first: _Amount, lexicon: QuantityWords) -> str:
    """What a figure is of, as far as the words around it tell."""
    if figure.kind in ("age", "score"):
        return "date" if _is_season(line, figure) else figure.kind
    before, after = line.lower(figure.core - 1), line.lower(figure.core_end)
    if figure.unit is not None and line.words(figure.core - 2, figure.core) == ("age", "of"):
        return "age"
    if figure.unit is not None:
        return figure.unit.kind if figure.unit.kind in ("time", "multiple") else "measure"
    if figure.form in ("fraction", "multiple"):
        return "measure"
    if _is_list_number(line, figure):
        return "name"
    bare = figure.form == "digits" and figure.comparator in ("=", "between") and figure.start == figure.core
    if before == "." and line.glued(figure.core - 1) and line.lower(figure.core - 2) in lexicon.labels:
        before = line.lower(figure.core - 2)  # "No. 2"
    if _is_date(line, figure):
        return "date"
    if bare or figure.comparator == "between" or after.startswith("level"):
        if _is_year(line, figure, first):
            return "year"
    if figure.form == "words" and before in lexicon.labels and figure.start == figure.core and (
            line.items[figure.core - 1].text[0].isupper() and figure.core > 1 or before == "number"):
        return "name"  # "Round Two", "the number one issue"
    if after in ("and", "or") and (second := _amount(line, figure.core_end + 1, lexicon)) is not None and second.age:
        return "age"  # "27 and 29 years old"
    if "," in line.items[first.numeral.start].text:
        return "count"
    if bare and (before.rstrip(".") in lexicon.labels and line.pos(figure.core - 1) != "VERB" or _is_name(line, figure)):
        return "age" if _is_age(line, figure) else "name"
    if _is_age(line, figure):
        return "age"
    if figure.form == "words" and figure.low == 1 == figure.high and _is_pronoun(line, figure):
        return "pronoun" if after == "of" and before != "each" else "none"
    if figure.form == "words" and before == "the" and figure.start == figure.core and (figure.low or 99) <= 12 and (
            line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN", "NUM") and after not in ("of", "-")):
        return "none"  # "trade between the two reached …"
    return "count"


def _is_list_number(line: Line, figure: Figure) -> bool:
    return figure.core == 0 and figure.form == "digits" and line.lower(1) in (".", ")") and line.glued(1) and (
        line.at(2) is not None)


def _is_season(line: Line, figure: Figure) -> bool:
    """Is it a year that runs over two: "2024-25"?"""
    first, last = line.items[figure.core], line.items[figure.core_end - 1]
    return re.fullmatch(r"(19|20)\d\d[-–—]\d\d", line.text[first.start:last.end]) is not None


def _is_date(line: Line, figure: Figure) -> bool:
    """Is the number a day of the month, or a time of day?"""
    n = figure.core_end
    before = line.lower(figure.core - 1) if line.lower(figure.core - 1) != "." else line.lower(figure.core - 2)
    if line.lower(n).rstrip(".") in _CLOCK or before in _MONTHS and before not in ("may", "march", "mar"):
        return True
    month = line.at(n) if figure.low is not None and 1 <= figure.low <= 31 else None
    earlier = line.at(figure.core - 1)
    return any(x is not None and x.lower in _MONTHS and x.text[0].isupper() for x in (month, earlier))


def _is_year(line: Line, figure: Figure, first: _Amount) -> bool:
    text = line.items[first.numeral.start].text
    if len(text) != 4 or not text.isdecimal() or first.numeral.end != first.numeral.start + 1:
        return False
    last = line.items[figure.core_end - 1].text
    if line.lower(figure.core_end).startswith("level") and 1900 <= int(text) <= 2100:
        return True  # "below 2005 levels"
    if figure.comparator == "between" and len(last) == 4 and 1000 <= int(text) <= 2100 and "." not in last:
        return True
    if 1900 <= int(text) <= 2100:
        return True
    return 1000 <= int(text) < 1900 and (
        line.lower(figure.core - 1) in _YEAR_BEFORE) and line.pos(figure.core_end) not in ("NOUN", "ADJ")


def _is_name(line: Line, figure: Figure) -> bool:
    """Digits right after a capitalised word belong to its name ("Falcon 9", "S&P 500"), unless they count a noun."""
    before = line.token(figure.core - 1)
    item = line.at(figure.core - 1)
    if item is None or item.kind != "word" or not item.text[0].isupper() or before is None:
        return False
    if item.lower.endswith("s") and line.lower(figure.core - 2) == "the":
        return False  # "his side freed 70 and the rebels 36"
    if before.tag_ in ("NNS", "NNPS") or before.pos_ not in ("PROPN", "NOUN", "ADJ") or before.is_sent_start and before.pos_ != "PROPN":
        return False
    if line.pos(figure.core_end) in ("NOUN", "ADJ") and line.at(figure.core_end).text[0].islower():  # type: ignore[union-attr]
        number = line.token(figure.core)
        return number is not None and number.head.i <= number.i
    return True


def _is_age(line: Line, figure: Figure) -> bool:
    """"aged 47", "Umm Khalid, 47,", "the minister (61)"."""
    if figure.low is None or not 0 < figure.low < 120 or figure.low != figure.high and figure.comparator == "=":
        return False
    before, after = line.lower(figure.start - 1), line.lower(figure.core_end)
    if before in ("aged", "age", "ages"):
        return True
    opened = before in (",", "(") and after in (",", ")", ".", "")
    named = line.token(figure.start - (2 if before in (",", "(") else 1))
    if named is None or figure.form != "digits":
        return False
    if line.lower(figure.core - 1) in ("was", "is", "turned") and line.lower(figure.core - 2) in ("he", "she") and (
            after in (".", ",", "when", "and", "")):
        return True
    if opened:
        if figure.low < 10:
            return False
        return named.pos_ == "PROPN" and (named.ent_type_ in ("PERSON", "") or before == ",") and named.ent_type_ != "GPE"
    return named.ent_type_ == "PERSON" and line.pos(figure.core_end) in ("VERB", "AUX")


def _is_pronoun(line: Line, figure: Figure) -> bool:
    """Is "one" a pronoun or part of a phrase: "one of the", "no one", "this one", "one another", "one day"?"""
    before, after = line.lower(figure.core - 1), line.lower(figure.core_end)
    if line.items[figure.core].lower != "one":
        return False
    if before == "any":
        return True
    if before in ("no", "some", "every", "each", "this", "that", "which", "another", "only", "the", "by") and (
            line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN")):
        return True
    if after in ("of", "another", "by", "day", "should", "can", "may", "must", "who", "'s", "-"):
        return True
    token = line.token(figure.core)
    return token is not None and (token.pos_ in ("PRON", "NOUN") or token.tag_ != "CD" or (
        token.dep_ != "nummod" and line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN")))
