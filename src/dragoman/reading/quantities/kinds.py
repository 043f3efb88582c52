"""What a figure is of: a count or measure, a length of time, an age, a score, a date, or part of a name."""

from __future__ import annotations

import re

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.amounts import Amount, read_amount
from dragoman.reading.quantities.bounds import Figure
from dragoman.reading.quantities.lexemes import Line


def kind_of_figure(line: Line, figure: Figure, first: Amount, lexicon: QuantityWords) -> str:
    """What a figure is of, as far as the words around it tell."""
    if figure.kind in ("age", "score"):
        return "date" if _is_season(line, figure) else figure.kind
    if figure.unit is not None:
        if line.words(figure.core - 2, figure.core) == ("age", "of"):
            return "age"
        return figure.unit.kind if figure.unit.kind in ("time", "multiple") else "measure"
    if figure.form in ("fraction", "multiple"):
        return "measure"
    if _is_date(line, figure, lexicon):
        return "date"
    if _is_year(line, figure, first, lexicon):
        return "year"
    if _is_label(line, figure, lexicon):
        return "age" if _is_age(line, figure, lexicon) else "name"
    if _shares_age(line, figure, lexicon):
        return "age"
    if "," in line.items[first.numeral.start].text:
        return "count"
    if _is_bare(figure) and _is_name(line, figure):
        return "age" if _is_age(line, figure, lexicon) else "name"
    if _is_age(line, figure, lexicon) or _is_age_limit(line, figure, lexicon):
        return "age"
    return _kind_of_word(line, figure, lexicon) if figure.form == "words" else "count"


def _is_bare(figure: Figure) -> bool:
    """Digits with no comparator."""
    return figure.form == "digits" and figure.comparator in ("=", "between") and figure.start == figure.core


def _kind_of_word(line: Line, figure: Figure, lexicon: QuantityWords) -> str:
    """Is a number word a count or a pronoun ("one of the", "no one", "trade between the two")?"""
    before, after = line.lower(figure.core - 1), line.lower(figure.core_end)
    if figure.low == 1 == figure.high and _is_pronoun(line, figure):
        return "pronoun" if after == "of" and before != "each" else "none"
    alone = line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN", "NUM") and after not in ("of", "-")
    small = line.lower(figure.core) in lexicon.small and figure.start == figure.core
    if alone and _is_last_of_name(line, figure.core):
        return "name"
    return "none" if before in ("the", "those", "these") and small and alone else "count"


def _is_last_of_name(line: Line, n: int) -> bool:
    """Is a number word the end of a name: "Ground Zero", "Air Force One"?"""
    item, before = line.items[n], line.at(n - 1)
    return item.text[0].isupper() and before is not None and before.text[0].isupper() and line.pos(n - 1) == "PROPN"


def _is_label(line: Line, figure: Figure, lexicon: QuantityWords) -> bool:
    """Does a number name one of several things: "Article 5", "No. 2", "Round Two", "the number one issue"?"""
    n = figure.core - 1
    if _is_list_number(line, figure):
        return True
    if line.lower(n) == "." and line.glued(n):
        n -= 1
    if line.lower(n).rstrip(".") not in lexicon.labels:
        return False
    if figure.form == "words":
        return figure.start == figure.core and (
            (line.items[n].text[0].isupper() and n > 0) or line.lower(n) == "number"
        )
    return _is_bare(figure) and line.pos(n) != "VERB" and "," not in line.items[figure.core].text


def _is_age_limit(line: Line, figure: Figure, lexicon: QuantityWords) -> bool:
    """Is it an age that people are under or over: "residents under 30"?"""
    word, people = line.lower(figure.start), line.token(figure.start - 1)
    return (
        word in ("under", "over", "above", "below")
        and people is not None
        and (
            people.lemma_.lower() in lexicon.people and line.pos(figure.core_end) not in ("NOUN", "ADJ", "NUM", "PROPN")
        )
    )


def _shares_age(line: Line, figure: Figure, lexicon: QuantityWords) -> bool:
    """Is it the first of two ages: "27 and 29 years old"?"""
    if line.lower(figure.core_end) not in ("and", "or"):
        return False
    second = read_amount(line, figure.core_end + 1, lexicon)
    return second is not None and second.age


def _is_list_number(line: Line, figure: Figure) -> bool:
    return (
        figure.core == 0
        and figure.form == "digits"
        and line.lower(1) in (".", ")")
        and line.glued(1)
        and (line.at(2) is not None)
    )


def _is_season(line: Line, figure: Figure) -> bool:
    """Is it a year that runs over two: "2024-25"?"""
    first, last = line.items[figure.core], line.items[figure.core_end - 1]
    return re.fullmatch(r"(19|20)\d\d[-–—]\d\d", line.text[first.start : last.end]) is not None


def _is_date(line: Line, figure: Figure, lexicon: QuantityWords) -> bool:
    """Is the number a day of the month, or a time of day?"""
    n = figure.core_end
    before = line.lower(figure.core - 1) if line.lower(figure.core - 1) != "." else line.lower(figure.core - 2)
    if line.lower(n).rstrip(".") in lexicon.clock or (
        before in lexicon.months and before not in ("may", "march", "mar")
    ):
        return True
    month = line.at(n) if figure.low is not None and 1 <= figure.low <= 31 else None
    earlier = line.at(figure.core - 1)
    return any(x is not None and x.lower in lexicon.months and x.text[0].isupper() for x in (month, earlier))


def _is_year(line: Line, figure: Figure, first: Amount, lexicon: QuantityWords) -> bool:
    if not (_is_bare(figure) or figure.comparator == "between" or line.lower(figure.core_end).startswith("level")):
        return False
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
    return (
        1000 <= int(text) < 1900
        and (line.lower(figure.core - 1) in lexicon.year_before)
        and line.pos(figure.core_end) not in ("NOUN", "ADJ")
    )


def _is_name(line: Line, figure: Figure) -> bool:
    """Digits right after a capitalised word belong to its name ("Falcon 9", "S&P 500"), unless they count a noun."""
    before = line.token(figure.core - 1)
    item = line.at(figure.core - 1)
    if item is None or item.kind != "word" or not item.text[0].isupper() or before is None:
        return False
    if item.lower.endswith("s") and line.lower(figure.core - 2) == "the":
        return False  # "his side freed 70 and the rebels 36"
    if (
        before.tag_ in ("NNS", "NNPS")
        or before.pos_ not in ("PROPN", "NOUN", "ADJ")
        or (before.is_sent_start and before.pos_ != "PROPN")
    ):
        return False
    if line.pos(figure.core_end) in ("NOUN", "ADJ") and line.at(figure.core_end).text[0].islower():  # type: ignore[union-attr]
        number = line.token(figure.core)
        return number is not None and number.head.i <= number.i
    return True


def _is_age(line: Line, figure: Figure, lexicon: QuantityWords) -> bool:
    """Such as "aged 47", "Ana Ruiz, 47,", "the minister (61)"."""
    if figure.low is None or not 0 < figure.low < 120 or (figure.low != figure.high and figure.comparator == "="):
        return False
    before, after = line.lower(figure.start - 1), line.lower(figure.core_end)
    if before in ("aged", "age", "ages"):
        return True
    opened = before in (",", "(") and after in (",", ")", ".", "")
    named = line.token(figure.start - (2 if before in (",", "(") else 1))
    if named is None or figure.form != "digits":
        return False
    if (
        line.lower(figure.core - 1) in ("was", "is", "turned")
        and line.lower(figure.core - 2) in ("he", "she", "who")
        and (after in (".", ",", "when", "and", ""))
    ):
        return True
    if opened:
        if figure.low < 10:
            return False
        if named.pos_ == "PROPN":
            return named.ent_type_ in ("PERSON", "") or (before == "," and after == ",")
        # "the minister, 61, was sacked", but not "the toll, 61, was the highest"
        person = named.tag_ == "NN" and named.lemma_.lower() not in lexicon.frames
        return person and before == "," == after and 16 <= figure.low < 100
    return named.ent_type_ == "PERSON" and line.pos(figure.core_end) in ("VERB", "AUX")


def _is_pronoun(line: Line, figure: Figure) -> bool:
    """Is "one" a pronoun or part of a phrase: "one of the", "no one", "this one", "one another", "one day"?"""
    before, after = line.lower(figure.core - 1), line.lower(figure.core_end)
    if line.items[figure.core].lower != "one":
        return False
    if before == "any":
        return True
    if before in ("no", "some", "every", "each", "this", "that", "which", "another", "only", "the", "by") and (
        line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN")
    ):
        return True
    if after in ("of", "another", "by", "day", "should", "can", "may", "must", "who", "'s", "-"):
        return True
    token = line.token(figure.core)
    return token is not None and (
        token.pos_ in ("PRON", "NOUN")
        or token.tag_ != "CD"
        or (token.dep_ != "nummod" and line.pos(figure.core_end) not in ("NOUN", "ADJ", "PROPN"))
    )
