"""What somebody denies in one report and another report states: whether it is so is open.

Only what is sure: nearly all the words of what is denied stand in what is stated. To say in one's own words that
something is not so ("No ransom was paid") denies it too, where the report is no older than the other: what had not
happened may happen later. A denial that no report contradicts is none, for it may answer somebody whom no report
quotes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from dragoman.linking.claims import Statement
from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins, alike
from dragoman.linking.differences.rows import difference, outlet, shorten
from dragoman.linking.rows import Rows
from dragoman.linking.statements import candidates, senses
from dragoman.model.base import Span
from dragoman.model.record import Difference, DifferenceItem

# Of the weight of what is denied, how much is to be found in what is stated; and of what is denied outright
_SHARE, _OUTRIGHT = 0.8, 0.7
_LEAST = 1.0  # and how much that must be
_LONGEST = 60  # words that tell something: what is longer states many things
# "The assertion that they fired first is untrue"
_UNTRUE = re.compile(r"(?is)\b(?:accusation|allegation|assertion|claim|charge|report|rumou?r|suggestion)s?\s+that\s+"
                     r"(.+?)\s+(?:is|are|was|were)\s+(?:\w+\s+)?"
                     r"(?:untrue|false|wrong|baseless|groundless|unfounded|not\s+true|a\s+lie|lies|fabricated)\b")
_CONTRAST = re.compile(r"(?i)[,;–—-]\s*(?:and |but )?not\b|\bnot (?:only|just|merely|yet)\b|\bbut not\b|\bno longer\b")
_NEGATION = re.compile(r"(?i)\b(?:no|not|never|none|nobody|nothing|neither|nor|without)\b|n['’]t\b")
_NOT = senses("not no never none nobody nothing neither nor without")


def denial_differences(rows: Rows, origins: Origins, story: Comparison) -> Iterator[Difference]:
    """A row for each denial that a claim of another report of the story contradicts."""
    claims = [_as_denied(s) for s in story.statements.values()
              if s.document not in origins.originals and len(s.words) <= _LONGEST]
    stated: dict[int, list[int]] = defaultdict(list)
    for pair in candidates({n: s.words for n, s in enumerate(claims)}, least=2):
        for one, other in (pair, pair[::-1]):
            if _contradicts(rows, claims[one], claims[other]):
                shared = story.weights.total(claims[one].words & claims[other].words)
                least = _OUTRIGHT if _is_outright(rows, claims[one]) else _SHARE
                if shared >= _LEAST and shared >= least * story.weights.total(claims[one].words):
                    stated[one].append(other)
    for denial, others in sorted(stated.items()):
        yield _row(rows, story.story, [claims[n] for n in (denial, *sorted(others))])


def _as_denied(statement: Statement) -> Statement:
    """A statement with the words of what it denies alone."""
    untrue = _UNTRUE.search(statement.text)
    if untrue and not statement.negated:
        return replace(statement, text=untrue[1], words=senses(untrue[1]), negated=True)
    return replace(statement, words=statement.words - _NOT) if _NEGATION.search(statement.text) else statement


def _is_outright(rows: Rows, denial: Statement) -> bool:
    """Is it said to be denied, or untrue, and not only told as not so?"""
    claim = rows.claim_of[denial.claim]
    return claim.modality == "denied" or not claim.negated


def _contradicts(rows: Rows, denial: Statement, other: Statement) -> bool:
    """Does one statement deny, and another report's hold that it is so?"""
    if denial.document == other.document or not denial.negated or other.negated:
        return False
    one, its = rows.claim_of[denial.claim], rows.claim_of[other.claim]
    denies_not = its.modality == "denied" and its.negated  # "denied that nobody was warned" states that somebody was
    if its.modality != "asserted" and not denies_not:
        return False
    if one.modality == "denied" and (its.attribution or denies_not):
        return not one.negated
    if denial.source and other.source and alike(denial.source, other.source):
        return False
    plain = denies_not or not _NEGATION.search(other.text)
    return (plain and one.modality in ("asserted", "denied") and not _CONTRAST.search(denial.text)
            and _day(rows, denial) >= _day(rows, other))


def _day(rows: Rows, statement: Statement) -> str:
    """The last day on which a statement's report may have appeared; none is known where there is no date."""
    published = rows.readings[statement.document].document.published
    return (published.latest or "") if published else ""


def _row(rows: Rows, story: str, found: list[Statement]) -> Difference:
    items, told = [], []
    denied = rows.claim_of[found[0].claim].modality == "denied"
    for n, statement in enumerate(found):
        claim = rows.claim_of[statement.claim]
        words = rows.evidence(statement.document, Span(start=claim.start, end=claim.end))
        where = outlet(rows, statement.document)
        who = f"{claim.attribution[-1].name} ({where})" if claim.attribution else where
        verb = "denied" if denied and not n else "stated"
        items.append(DifferenceItem(document=statement.document, value=f"{verb}: {shorten(words.text)}",
                                    evidence=(words,)))
        told.append(f"{verb} by {who}" if denied else f"“{shorten(words.text, 20)}” by {who}")
    about = shorten(items[0].evidence[0].text, 12)
    summary = f"“{about}” is {', '.join(told)}" if denied else ", ".join(told)
    return difference(story, "status", about, f"What one denies another states: {summary}", items)
