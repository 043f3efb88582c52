"""NewsQuant: sentences of news with every quantity's value, change, unit and concept.

The set and the counting are those of Almasian, Kazakova, Göldner and Gertz, "CQE: A Comprehensive Quantity
Extractor" (EMNLP 2023): precision, recall and F1 of the value, and of the value with its unit, with its change,
and with its whole concept. A found quantity answers one gold quantity at most.

Its conventions are not ours, and the mapping below is kept apart from the reader:

- it takes lengths of time, ages and scores for quantities, and "one" of "one of the best"; ours are asked for
  with `find_facts`, which finds all kinds;
- units have names of its own ("percentage", "chinese yuan"); what is counted is the unit of a count, as the
  lemmas of its phrase without function words;
- change is one field: up or down where a verb or adverb tells it, else the comparator, where >= is > and <= is <;
- the concept is the noun that a figure is of, and the subject of its clause, as words without function words;
- lengths of time in compounds ("a five-year award") are none;
- "from 240 to 273" is one range.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.documents.text import document_from_text
from dragoman.ontology import Ontology, load
from dragoman.reading.quantities import Fact, find_facts
from dragoman.reading.quantities.counted import before_bracket, clause_subject, governor, modified, partitive
from dragoman.text.parse import Parser

MEASURES = ("value", "unit", "change", "concept")
KINDS = ("count", "measure", "multiple", "time", "age", "score", "pronoun")
_UP_DOWN = {"rise": "up", "fall": "down"}
_SIGNS = {">=": ">", "<=": "<", "between": "="}
UNIT_NAMES = {
    "percent": "percentage",
    "part per million": "parts-per-million",
    "part per billion": "parts-per-billion",
    "degree Celsius": "celsius",
    "degree Fahrenheit": "fahrenheit",
    "pound": "pound-mass",
    "tonne": "tonne",
    "times": "count",
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "CNY": "chinese yuan",
    "JPY": "japanese yen",
    "INR": "indian rupee",
    "HKD": "hong kong dollar",
    "CAD": "canadian dollar",
    "AUD": "australian dollar",
    "SGD": "singapore dollar",
    "NZD": "new zealand dollar",
    "MYR": "malaysian ringgit",
    "ILS": "shekel",
    "DKK": "danish krone",
    "SEK": "swedish krona",
    "NOK": "norwegian krone",
    "CHF": "swiss franc",
    "KRW": "south korean won",
    "BRL": "brazilian real",
    "MXN": "mexican peso",
    "ZAR": "south african rand",
    "RUB": "russian ruble",
    "TRY": "turkish lira",
    "PLN": "polish zloty",
    "THB": "thai baht",
    "TWD": "new taiwan dollar",
    "IDR": "indonesian rupiah",
    "PHP": "philippine peso",
    "AED": "united arab emirates dirham",
    "HRK": "croatian kuna",
    "SAR": "saudi riyal",
    "NGN": "nigerian naira",
    "KES": "kenyan shilling",
    "HUF": "hungarian forint",
    "CZK": "czech koruna",
    "BTC": "bitcoin",
    "VND": "vietnamese dong",
    "PKR": "pakistani rupee",
}
_CIRCUMSTANCE = ("with", "on", "for", "in", "after", "of", "under")


@dataclass(frozen=True)
class Answer:
    """One quantity in NewsQuant's terms: `value` is one number, or two for a range."""

    value: tuple[float, ...]
    change: str
    unit: str
    concept: frozenset[str]
    text: str = ""


def run(file: str | Path, errors: bool = False) -> dict[str, Any]:
    """Score the reader on a file of NewsQuant's form: fractions of one for value, unit, change and concept.

    With `errors`, the key "errors" lists each gold quantity that was missed and each that was wrongly found.
    """
    sentences = json.loads(Path(file).read_text(encoding="utf-8"))
    return score(sentences, answers([s["text"] for s in sentences]), errors=errors)


def answers(texts: list[str], ontology: Ontology | None = None, parser: Parser | None = None) -> list[list[Answer]]:
    """The quantities of each text, in NewsQuant's terms."""
    lexicon = (ontology or load()).units
    parses = (parser or Parser()).pipe(document_from_text(text) for text in texts)
    found = []
    for parse in parses:
        found_facts = list(find_facts(parse, lexicon))
        facts = [f for f in found_facts if f.figure.kind in KINDS and not _is_long(f)]
        taken = {t for fact in found_facts if fact.figure.kind not in ("year", "name") for t in fact.tokens}
        found.append([answer(fact, taken) for fact in facts])
    return found


def _is_long(fact: Fact) -> bool:
    """Is it a length of time in a compound ("five-year award")? The set does not count these."""
    return fact.figure.kind == "time" and "-" in fact.tokens.text


def score(sentences: list[dict[str, Any]], found: list[list[Answer]], *, errors: bool = False) -> dict[str, Any]:
    """Precision, recall and F1 of what was found in some sentences."""
    right = dict.fromkeys(MEASURES, 0)
    problems: list[str] = []
    for sentence, have in zip(sentences, found, strict=True):
        want = [gold_answer(q) for q in sentence["quantities"]]
        for gold, row in pair(want, have):
            agree = agreement(gold, row)
            for measure in agree:
                right[measure] += 1
            if len(agree) < len(MEASURES):
                problems.append(problem(sentence["text"], gold, row, agree))
    total, given = sum(len(s["quantities"]) for s in sentences), sum(map(len, found))
    result: dict[str, Any] = {measure: f1(right[measure], given, total) for measure in MEASURES}
    return {**result, "errors": problems} if errors else result


def f1(right: int, given: int, total: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean, from counts."""
    p, r = (right / given if given else 0.0), (right / total if total else 0.0)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def pair(want: list[Answer], have: list[Answer]) -> list[tuple[Answer | None, Answer | None]]:
    """Gold and found quantities of one value, each with the one that agrees with it in most; then what is left over."""
    options = sorted(
        (
            (-len(agreement(g, h)), abs(a - b), a, b)
            for a, g in enumerate(want)
            for b, h in enumerate(have)
            if same_value(g.value, h.value)
        )
    )
    pairs: list[tuple[Answer | None, Answer | None]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, _, a, b in options:
        if a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            pairs.append((want[a], have[b]))
    pairs += [(g, None) for a, g in enumerate(want) if a not in used[0]]
    return pairs + [(None, h) for b, h in enumerate(have) if b not in used[1]]


def same_value(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Are two values, or both ends of two ranges, close (relative 1e-5, as numpy.isclose has it)?"""
    return len(a) == len(b) and all(math.isclose(x, y, rel_tol=1e-5, abs_tol=1e-8) for x, y in zip(a, b, strict=True))


def agreement(gold: Answer | None, row: Answer | None) -> list[str]:
    """In which measures a found quantity is right; in none where there is no pair."""
    if gold is None or row is None:
        return []
    return ["value"] + [m for m in MEASURES[1:] if getattr(gold, m) == getattr(row, m)]


def problem(text: str, gold: Answer | None, row: Answer | None, agree: list[str]) -> str:
    """A line that tells what went wrong."""
    if row is None:
        return f"missed {gold and gold.text!r}: {text}"
    if gold is None:
        return f"extra {row.text!r} {row.unit}: {text}"
    parts = [f"{m} {_shown(getattr(gold, m))} got {_shown(getattr(row, m))}" for m in MEASURES if m not in agree]
    return f"{'; '.join(parts)} [{row.text}]: {text}"


def _shown(value: object) -> str:
    return " ".join(sorted(value)) or "-" if isinstance(value, frozenset) else str(value)


def gold_answer(row: dict[str, str]) -> Answer:
    """A row of the file. A value is a number, or two with a hyphen between."""
    text = row["value"]
    value = (float(text),) if text.startswith("-") or "-" not in text else tuple(map(float, text.split("-")))
    concept = frozenset(_bare(w) for w in re.split(r"[,\s]+", row["referred_concepts"].lower()) if w) - {"-", ""}
    return Answer(value, row["change"], row["normalized_unit"].lower(), concept, f"{text} {row['unit']}")


def answer(fact: Fact, taken: Collection[Token] = ()) -> Answer:
    """What the reader found, in NewsQuant's terms; `taken` are the tokens of all figures of the text."""
    figure = fact.figure
    low = figure.high if figure.low is None else figure.low
    high = figure.low if figure.high is None else figure.high
    if figure.form == "plural" and high == low:
        low = high = (low or 0) / 2  # "dozens" are twelve
    if figure.unit and figure.unit.scale == 0.01:
        low, high = round((low or 0) * 100, 9), round((high or 0) * 100, 9)
    value = (low or 0.0,) if low == high else (low or 0.0, high or 0.0)
    return Answer(value, change_of(fact), unit_of(fact), concept_of(fact, taken), str(fact.tokens))


def change_of(fact: Fact) -> str:
    """up, down, or the comparator."""
    moved, figure = fact.movement, fact.figure
    if (
        moved is not None
        and moved.told in ("verb", "adverb")
        and (moved.by or _goes_straight_to(fact))
        and (figure.comparator != "between" or _is_by_range(fact))
    ):
        return _UP_DOWN[moved.change]
    if figure.form == "plural":
        return "="
    if figure.comparator == "=" and fact.tokens.end < len(fact.tokens.doc):
        follower = fact.tokens.doc[fact.tokens.end].lower_
        return {"more": ">", "fewer": "<"}.get(follower, "=")
    return _SIGNS.get(figure.comparator, figure.comparator)


def _is_by_range(fact: Fact) -> bool:
    """Is the range by how much it moved ("by 1 to 1.5 degrees"), not "between" two and not "from" one to another?"""
    start = fact.tokens.start
    return not fact.figure.moved and start > 0 and fact.tokens.doc[start - 1].lower_ == "by"


def _goes_straight_to(fact: Fact) -> bool:
    """Does the verb stand right before the level: "fell to 49.55", not "gained 18 sen to 23.50"?"""
    doc, start = fact.tokens.doc, fact.tokens.start
    return start >= 2 and doc[start - 1].lower_ == "to" and doc[start - 2].pos_ == "VERB"


def unit_of(fact: Fact) -> str:
    """The unit's name with its rate, or the lemmas of what is counted, or "-"."""
    figure = fact.figure
    if figure.kind == "age":
        return f"{figure.unit.name if figure.unit else 'year'} of age"
    if figure.unit is not None:
        name = UNIT_NAMES.get(figure.unit.name, figure.unit.name)
        if figure.unit.scale == 0.01:
            name = figure.unit.written
        return f"{name} per {figure.per}".lower() if figure.per else name.lower()
    if figure.form == "fraction":
        of = partitive(fact.tokens)
        return "% " + (
            " ".join(_lemma(t) for t in _content(of)) if of is not None and of.pos_ in ("NOUN", "PROPN") else "-"
        )
    if figure.form == "multiple":
        return "count"
    return " ".join(_counted(fact)) or "-"


def _counted(fact: Fact) -> list[str]:
    """The lemmas of what is counted, with the adjectives before its number: "top three seeds" gives top seed."""
    noun = partitive(fact.tokens) if fact.figure.kind == "pronoun" else fact.noun
    if noun is None:
        return []
    if fact.figure.kind == "pronoun":
        return [_lemma(t) for t in _content(noun)]
    before = [t for t in noun.children if t.dep_ == "amod" and t.i < fact.tokens.start and t.head == noun]
    return [
        _lemma(t) for t in [*before, *noun.doc[fact.tokens.end : noun.i + 1]] if _says_something(t) and t.pos_ != "VERB"
    ]


def _lemma(token: Token) -> str:
    if token.pos_ == "PROPN":
        return token.lower_[:-1] if token.tag_ == "NNPS" and token.lower_.endswith("s") else token.lower_
    if token.tag_ in ("VBN", "VBG"):
        return token.lower_
    return token.lemma_.lower()


def concept_of(fact: Fact, taken: Collection[Token] = ()) -> frozenset[str]:
    """The words of what the figure is of, and of the subject of its clause."""
    if fact.figure.kind == "pronoun" or (fact.figure.form == "fraction" and fact.figure.unit is None):
        return frozenset()
    word = fact.noun or fact.tokens.root
    heads: list[Token] = []
    if fact.figure.kind == "age":
        person = modified(word) or _named_before(fact.tokens)
        heads += [person] if person is not None else []
    elif fact.noun is None and fact.theme is not None and not fact.recalled:
        heads.append(fact.theme)
    elif fact.noun is not None:
        found = governor(fact.noun)
        bracket = before_bracket(fact.tokens)
        if bracket is not None:
            heads.append(bracket)
        elif found.word.pos_ in ("NOUN", "PROPN") and (found.preposition or fact.noun.dep_ == "compound"):
            heads.append(found.word)
    place = heads[-1] if heads else word
    done = bool(heads) and (fact.noun is not None or fact.figure.kind == "age")
    subject = None if _is_adjunct(place) or done else _subject_above(place, word)
    if subject is not None and subject not in heads and subject != fact.noun:
        heads.append(subject)
    besides = set(fact.noun.subtree) if fact.noun is not None else set()
    said = {t for head in heads for t in _content(head)} - besides
    return frozenset(word for t in said if t not in taken for word in _whole_words(t)) - {""}


def _named_before(tokens: Tokens) -> Token | None:
    """The name whose age stands after it: "Anna Holm, 44,"."""
    n = tokens.start - 1
    if n > 0 and tokens.doc[n].text in (",", "("):
        n -= 1
    return tokens.doc[n] if n >= 0 and tokens.doc[n].pos_ == "PROPN" else None


def _is_adjunct(word: Token) -> bool:
    """Does a noun hang on its verb by a preposition of circumstance: "with a capacity of", "on turnover of"?"""
    return word.dep_ == "pobj" and word.head.lower_ in _CIRCUMSTANCE and word.head.head.pos_ in ("VERB", "AUX")


def _subject_above(word: Token, figure: Token) -> Token | None:
    """The subject of the clause in which a word stands, unless the word is in it."""
    verb = _verb_above(word)
    subject = clause_subject(verb, figure) if verb is not None else None
    if subject is not None and verb is not None and subject.pos_ == "PRON" and verb.dep_ in ("ccomp", "relcl"):
        upper = _verb_above(verb.head)  # "Cayman Airways said it was grounding two jets"
        subject = clause_subject(upper, figure) if upper is not None else None
    return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None


def _verb_above(word: Token) -> Token | None:
    verb = word
    while verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("amod", "compound"):
        if verb.dep_ in ("nsubj", "nsubjpass") or verb.head == verb:
            return None
        verb = verb.head
    return verb


def _content(head: Token) -> list[Token]:
    """The words of a noun's phrase that say something, in order; its clauses, brackets and figures left off."""
    found = [head]
    for child in head.children:
        if (
            (child.dep_ == "amod" and child.i > head.i)
            or child.dep_ in ("relcl", "appos", "punct", "cc", "parataxis", "advcl", "ccomp", "quantmod")
            or (
                (child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME"))
                or (child.dep_ == "prep" and any(t.ent_type_ in ("DATE", "TIME") for t in child.children))
            )
        ):
            continue
        if child.dep_ == "acl":
            found += [child] if child.i == head.i + 1 and not list(child.rights) else []
        elif not (child.dep_ == "conj" and any(c.dep_ in ("nummod", "appos") for c in child.children)):
            found += _content(child)
    return sorted({t for t in found if _says_something(t)}, key=lambda t: t.i)


def _says_something(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X", "NUM") and (
        not token.is_stop or (token.text.isupper() and len(token) > 1) or token.pos_ == "NUM"
    )


def _whole_words(token: Token) -> list[str]:
    """The word between spaces of which a token is a part ("e-commerce"), cut at strokes."""
    text, start, end = token.doc.text, token.idx, token.idx + len(token)
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in '("':
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in ')",;':
        end += 1
    return [_bare(word) for word in text[start:end].lower().split("/")]


def _bare(word: str) -> str:
    return word.strip("'\".,;:()").removesuffix("'s")
