"""Units and currencies beside a number: signs and codes before it, names and symbols after it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.ontology.units import QuantityWords, Unit
from dragoman.reading.quantities.lexemes import Line

_LONGEST_NAME = 5  # words of a unit's name, hyphens counted
_STOP_SYMBOLS = frozenset({"am", "pm", "a", "as"})  # times of day and articles, not attometres and the like
_AGE = frozenset({"old", "olds"})


class Measure(NamedTuple):
    """A unit in lexemes start:end; `per` is what a rate is counted by ("barrels a day": day)."""

    start: int
    end: int
    unit: Unit
    per: str | None = None


def money_before(line: Line, n: int, lexicon: QuantityWords) -> Measure | None:
    """A currency sign or code that begins at lexeme n and stands right before a number."""
    if line.glued(n) and line.items[n - 1].kind != "sign":
        return None
    for length in (3, 2, 1):
        end = n + length
        if end >= len(line.items):
            continue
        first, last = line.items[n], line.items[end - 1]
        text = line.text[first.start : last.end]
        number = end + 1 if line.lower(end) == "-" and line.glued(end) else end
        item = line.at(number)
        if item is None or not (item.kind == "num" or text == "$"):
            continue
        code = lexicon.signs.get(text)
        if code is not None and (
            text not in lexicon.glued_signs or (line.glued(end) and _is_amount(line, number, lexicon))
        ):
            return Measure(n, end, Unit(name=code, kind="money", written=text))
        if length == 1 and text in lexicon.codes and (line.glued(end) or text not in lexicon.code_words):
            return Measure(n, end, Unit(name=text, kind="money", written=text))
    return None


def _is_amount(line: Line, n: int, lexicon: QuantityWords) -> bool:
    """Do the digits at n look like money (a decimal, a comma, or a magnitude) and not like a name ("P8")?"""
    follower = line.at(n + 1)
    return bool(re.search(r"[.,]", line.items[n].text)) or (
        follower is not None
        and (follower.lower in lexicon.magnitudes or (line.glued(n + 1) and follower.text in lexicon.suffixes))
    )


def unit_after(line: Line, n: int, lexicon: QuantityWords, value: float, *, digits: bool) -> Measure | None:
    """The unit that begins at lexeme n, right after a number: by name, by symbol, or as a sign of money."""
    start = n
    if line.lower(n) == "-" and line.glued(n) and line.glued(n + 1):
        start = n + 1
    found = _symbol(line, start, lexicon) if digits or line.lower(start) in ("%", "pc") else None
    found = (
        found
        or (_mark(line, start) if digits and start == n else None)
        or _name(line, start, lexicon, value)
        or _sign(line, start, lexicon)
    )
    if found is None:
        return None
    return rate(line, found._replace(per=found.unit.per), lexicon)


def _name(line: Line, n: int, lexicon: QuantityWords, value: float) -> Measure | None:
    for length in range(_LONGEST_NAME, 0, -1):
        words = line.words(n, n + length)
        unit = lexicon.by_name.get(words) if len(words) == length else None
        if unit is None and len(words) == length and words[-1].endswith("'"):  # "six weeks' time"
            unit = lexicon.by_name.get((*words[:-1], words[-1][:-1]))
        if unit is None or (unit.weak and not (value != int(value) or words[-1] in ("bits", "kilobits"))):
            continue
        if (
            words == ("second",)
            and value != 1
            and line.lower(n - 1) != "-"
            and line.lower(n + 1) not in (".", ",", "-")
        ):
            continue
        if unit.kind == "money" and words[0] in ("real", "won", "sol", "crown", "crowns", "pounds", "som", "rand"):
            if words[0] in ("real", "won", "sol") and value < 100:
                continue
            if words[0] in ("crown", "crowns") and value < 100:
                continue
        if unit.money is not None and _is_money(line, n, length, value, lexicon):
            unit = Unit(name=unit.money, kind="money", written=unit.written)
        return Measure(n, n + length, unit)
    return None


def _is_money(line: Line, n: int, length: int, value: float, lexicon: QuantityWords) -> bool:
    """Are these pounds sterling? Not where weight is spoken of, nor before "of" and what is weighed."""
    if line.lower(n + length) in ("of", "-", "per") or (line.lower(n) == "pound" and value != 1):
        return False  # "20-pound bag"
    near = {line.lower(k) for k in range(max(0, n - 12), n + 8)}
    return not near & lexicon.weight


def _symbol(line: Line, n: int, lexicon: QuantityWords) -> Measure | None:
    item = line.at(n)
    if item is None:
        return None
    for length in (5, 4, 3, 2, 1):
        end = n + length
        if end > len(line.items):
            continue
        text = line.text[item.start : line.items[end - 1].end]
        unit = lexicon.by_symbol.get(text)
        if (
            unit is None
            or (text in _STOP_SYMBOLS and not _is_tiny(line, n))
            or (line.glued(end) and line.items[end].kind != "sign")
        ):
            continue
        if text == "in" and not line.glued(n) and line.lower(end) not in (*lexicon.after_inches, ".", ""):
            continue
        if text == "in" and line.glued(n) is False and line.lower(end) == "of":
            continue
        if text == "s" and line.glued(n) and "." not in line.items[n - 1].text:
            continue  # "1970s", "Model 3s"
        if len(text) == 1 and text.isalpha() and not line.glued(n) and not _lone_letter(line, n):
            continue
        return Measure(n, end, unit)
    return None


def _is_tiny(line: Line, n: int) -> bool:
    """Is "pm" a picometre? After "2.1" or "2.123" it is; "2.30 pm" is a time of day."""
    decimals = line.items[n - 1].text.partition(".")[2] if n else ""
    return line.items[n].text in ("am", "pm") and len(decimals) in (1, 3, 4, 5)


def _mark(line: Line, n: int) -> Measure | None:
    """Feet and inches by ' and \": glued to digits, where no quotation is open that they could close."""
    item = line.at(n)
    if (
        item is None
        or item.text not in ("'", '"')
        or not line.glued(n)
        or (line.glued(n + 1) and line.items[n + 1].kind != "sign")
    ):
        return None
    before = line.text[: item.start]
    if item.text == '"':
        return None if before.count('"') % 2 else Measure(n, n + 1, Unit(name="inch", kind="length", written="inch"))
    if re.search(r"(?:^|[\s(])'", before):
        return None
    return Measure(n, n + 1, Unit(name="foot", kind="length", written="foot"))


def _lone_letter(line: Line, n: int) -> bool:
    """May a letter apart from its number be a unit? Not before a capital, an apostrophe, a hyphen or a full stop
    within the sentence, and not where it is a common word."""
    text, follower = line.items[n].text, line.at(n + 1)
    if text in "aIsdBTM":
        return False
    if text in "WV" and follower is not None and follower.text.isupper() and len(follower.text) > 1:
        return True
    return follower is None or (follower.kind == "sign" and follower.text in ",.;:)/²") or follower.text[:1].islower()


def _sign(line: Line, n: int, lexicon: QuantityWords) -> Measure | None:
    item = line.at(n)
    if item is None:
        return None
    code = lexicon.signs.get(item.text) if item.kind == "sign" else None
    follower = line.at(n + 1)
    if code is not None and not (follower is not None and follower.kind == "num" and line.glued(n + 1)):
        return Measure(n, n + 1, Unit(name=code, kind="money", written=item.text))
    if (item.text in lexicon.codes and item.text not in lexicon.code_words) or item.text in ("RM", "Rs", "kn"):
        return Measure(n, n + 1, Unit(name=lexicon.signs.get(item.text, item.text), kind="money", written=item.text))
    if item.text in ("p", "c") and line.glued(n):
        return Measure(
            n, n + 1, Unit(name="GBP" if item.text == "p" else "USD", kind="money", written=item.text, scale=0.01)
        )
    return None


def rate(line: Line, found: Measure, lexicon: QuantityWords) -> Measure:
    """The measure with the rate that follows it: "per tonne", "a year", "/hour", "-a-day"."""
    n = found.end
    hyphens = 0
    if line.lower(n) == "-" and line.glued(n) and line.lower(n + 1) in lexicon.per:
        hyphens, n = 1, n + 1
    if line.lower(n) == "/" and line.glued(n):
        unit = _symbol(line, n + 1, lexicon) or _name(line, n + 1, lexicon, 1)
        if unit is None:
            return found
        again = rate(line, Measure(found.start, unit.end, found.unit), lexicon)
        per = f"{unit.unit.written} per {again.per}" if again.per else unit.unit.written
        return found._replace(end=again.end, per=per)
    if line.lower(n) not in lexicon.per or (
        line.lower(n) in ("a", "an")
        and found.unit.kind == "time"
        and not hyphens
        and (line.lower(n + 1) not in ("day", "week", "month", "year"))
    ):
        return found
    at = n + 1 + hyphens
    unit = _name(line, at, lexicon, 1)
    if unit is not None and (line.lower(n) == "per" or unit.unit.kind in ("time", "mass", "volume", "area", "length")):
        return found._replace(end=unit.end, per=unit.unit.written)
    if (line.lower(n) == "per" and line.pos(at) == "NOUN") or line.lower(at) in lexicon.per_nouns:
        return found._replace(end=at + 1, per=line.lower(at))
    return found


def age_after(line: Line, found: Measure) -> int | None:
    """Where "-year-old", "years old" or "years of age" ends, if that is what follows a length of time."""
    n = found.end
    if found.unit.kind != "time":
        return None
    if line.lower(n) == "-" and line.lower(n + 1) in _AGE:
        return n + 2
    if line.lower(n) in _AGE:
        return n + 1
    return n + 2 if line.words(n, n + 2) == ("of", "age") else None
