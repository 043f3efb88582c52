"""Quotations of one speaker whose words drift from report to report."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from dragoman.linking.cluster import Pair, connect
from dragoman.linking.comparison import Comparison
from dragoman.linking.differences.rows import difference, shorten
from dragoman.linking.quotations import Quotation
from dragoman.linking.rows import Rows
from dragoman.model.record import Difference, DifferenceItem


def quote_differences(rows: Rows, story: Comparison) -> Iterator[Difference]:
    """A row for each group of quotations that are the same saying in different words."""
    by_name: dict[str, Quotation] = {}
    pairs = []
    for aligned in story.quotations:
        names = [f"{q.evidence.document} {q.evidence.start:09d}" for q in (aligned.left, aligned.right)]
        by_name.update(zip(names, (aligned.left, aligned.right), strict=True))
        pairs.append(Pair(names[0], names[1], aligned.share, ()))
    for members in connect("quotation", by_name, pairs).members.values():
        found = [by_name[m] for m in members]
        if not all(_contained(a, b) for a in found for b in found):
            yield _row(story.story, _one_a_report(found))


def _contained(a: Quotation, b: Quotation) -> bool:
    short, long = sorted((" ".join(a.words), " ".join(b.words)), key=len)
    return f" {short} " in f" {long} "


def _one_a_report(found: list[Quotation]) -> list[Quotation]:
    kept: dict[tuple[str, tuple[str, ...]], Quotation] = {}
    for quotation in found:
        kept.setdefault((quotation.evidence.document, quotation.words), quotation)
    return list(kept.values())


def _row(story: str, found: list[Quotation]) -> Difference:
    first = found[0]
    other = next(q for q in found if not _contained(first, q)) if any(
        not _contained(first, q) for q in found) else found[-1]
    items = [DifferenceItem(document=q.evidence.document, value=q.evidence.text, evidence=(q.evidence,))
             for q in found]
    return difference(story, "quote", shorten(first.evidence.text, 12), _changes(found, first, other), items)


def _changes(found: list[Quotation], a: Quotation, b: Quotation) -> str:
    """Whose words differ, and which, in order."""
    people = [q.speaker.name for q in found if q.speaker and not q.speaker.nameless and not q.speaker.own_voice]
    whose = f" of {min(people, key=lambda name: (-people.count(name), name))}" if people else ""
    matcher = SequenceMatcher(None, a.words, b.words, autojunk=False)
    told = [f"“{' '.join(a.words[i:j]) or '–'}” / “{' '.join(b.words[k:m]) or '–'}”"
            for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    return shorten(f"The words{whose} differ: " + "; ".join(told), 50)
