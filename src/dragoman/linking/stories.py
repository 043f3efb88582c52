"""Stories: the documents about the same events.

A document is three vectors: its words (those of names count more), the people and the places that it
names. Two groups of documents are as like as the mean of their pairs: average linkage, which unlike single
linkage does not chain two stories of one subject. People and places in common add to the likeness of words,
and people without any in common take from it, as does time between them; those that repeat each other belong
together whatever they say. The likest are joined first. Groups whose reports are very like each other need
to be liker to be joined: two strikes in one trade share much, but less than the reports of either do.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import fsum, log, sqrt

from dragoman.linking.cluster import Groups, Pair, connect
from dragoman.linking.copies import COPY, Overlap
from dragoman.linking.rows import Rows
from dragoman.linking.synonyms import sense
from dragoman.linking.words import EVERYDAY, says_something, stem, tokens
from dragoman.model.base import content_id
from dragoman.model.record import Redirect
from dragoman.model.time import Time

NEAR = 0.03  # the nearness at which two groups are one story
ALONE = 0.06  # how much nearer a single document must be: nothing tells how like its story's documents are
COHESION = 0.35  # the share of what the groups have in common within that is taken from the likeness between them
PEOPLE, STRANGERS, PLACES = 0.1, 0.12, 0.1  # what the same people add, other people take, and the same places add
WINDOW, APART = 365, 0.7  # days after which nothing is one story, and what remains of the likeness by then
BACKGROUND = 200  # documents that a word's frequency is measured against besides the record's own
_COMMON, _RARE = 0.1, 0.004  # the share of them that has an everyday word, and any other
_NAMES = 1.5  # how much more the words of names count
_NEIGHBOURS = 12  # documents before it, of those that share a word, that a document is compared with
_TELLING = 40  # words by which neighbours are looked for: the weightiest of a document


@dataclass
class _Group:
    """Documents that belong together: the sums of their vectors, how many name people, their first and last day.
    `within` is the sum of the likeness of each document to each other one of them."""

    documents: list[str]
    words: dict[str, float]
    people: dict[str, float]
    places: dict[str, float]
    naming: int
    days: tuple[int, int] | None
    within: float = 0.0


def link_stories(rows: Rows, overlaps: Iterable[Overlap]) -> Groups:
    """The documents grouped into stories. Time grows with the documents' neighbours, not with all pairs."""
    vectors = _vectors(rows)
    groups = {d: _group(rows, d, vectors[d]) for d in sorted(rows.readings)}
    copied = {(o.left, o.right) for o in overlaps if o.share >= COPY}
    neighbours = _neighbours(rows, vectors)
    for left, right in sorted(copied):
        neighbours[left].add(right)
        neighbours[right].add(left)
    return _named(connect("story", rows.readings, _join(groups, neighbours, copied)))


def _named(groups: Groups) -> Groups:
    """The same groups of documents under ids of their own: a story must not bear the id of one of its reports."""
    own = {document: content_id("story", document) for document in groups.group}
    return replace(
        groups,
        group={document: own[top] for document, top in groups.group.items()},
        members={own[top]: documents for top, documents in groups.members.items()},
        redirects=tuple(Redirect(id=own[r.id], to=own[r.to]) for r in groups.redirects),
    )


def _vectors(rows: Rows) -> dict[str, dict[str, float]]:
    """Each document's words with their weights, of length one; rare words and names weigh more."""
    counts = {d: Counter(_words(rows, d)) for d in rows.readings}
    having = Counter(word for found in counts.values() for word in found)
    of_all = len(counts) + BACKGROUND
    vectors = {}
    for d, found in counts.items():
        names = _name_words(rows, d)
        vector = {}
        for word in sorted(found):
            background = BACKGROUND * (_COMMON if word in EVERYDAY else _RARE)
            rarity = log(of_all / (having[word] + background))
            vector[word] = (1 + log(found[word])) * max(rarity, 0.0) * (_NAMES if word in names else 1.0)
        length = sqrt(sum(x * x for x in vector.values())) or 1.0
        vectors[d] = {word: x / length for word, x in vector.items()}
    return vectors


def _words(rows: Rows, document: str) -> Iterator[str]:
    row = rows.readings[document].document
    for block in row.blocks:
        for word in tokens(row.text[block.start:block.end]):
            if says_something(word):
                yield sense(stem(word))


def _name_words(rows: Rows, document: str) -> frozenset[str]:
    reading = rows.readings[document]
    return frozenset(
        sense(stem(word)) for chain in reading.chains if chain.kind not in ("country", "government")
        for m in chain.mentions if m.form == "name" for word in tokens(reading.document.text[m.start:m.end]))


def _group(rows: Rows, document: str, words: dict[str, float]) -> _Group:
    reading = rows.readings[document]
    people = {tokens(c.name)[-1] for c in reading.chains if c.kind == "person" and tokens(c.name)}
    places = {" ".join(tokens(c.name)) for c in reading.chains if c.kind == "place"}
    return _Group([document], dict(words), _unit(people), _unit(places), int(bool(people)),
                  _days(reading.document.published))


def _unit(names: set[str]) -> dict[str, float]:
    return {name: 1 / sqrt(len(names)) for name in sorted(names)}


def _days(published: Time | None) -> tuple[int, int] | None:
    """The first and last day on which a report may have appeared, or None where either is open."""
    if published is None or not (published.earliest and published.latest):
        return None
    try:
        return date.fromisoformat(published.earliest).toordinal(), date.fromisoformat(published.latest).toordinal()
    except ValueError:
        return None


def _neighbours(rows: Rows, vectors: Mapping[str, Mapping[str, float]]) -> dict[str, set[str]]:
    """For each document those it is compared with: the latest before it that share two of its weightiest words."""
    days = {d: _days(r.document.published) or (0, 0) for d, r in rows.readings.items()}
    having: dict[str, list[str]] = defaultdict(list)
    found: dict[str, set[str]] = {d: set() for d in rows.readings}
    for document in sorted(rows.readings, key=lambda d: (days[d], d)):
        vector = vectors[document]
        shared: Counter[str] = Counter()
        for word in heapq.nsmallest(_TELLING, vector, key=lambda w: (-vector[w], w)):
            shared.update(having[word][-_NEIGHBOURS:])
            having[word].append(document)
        for other, count in shared.items():
            if count > 1:
                found[document].add(other)
                found[other].add(document)
    return found


def _join(groups: dict[str, _Group], neighbours: dict[str, set[str]], copied: set[tuple[str, str]]) -> Iterator[Pair]:
    """Join the two nearest groups until none are near; yields what was joined, by first documents."""
    queue = [(-1.0, a, b) for a, b in sorted(copied)]
    for a in sorted(groups):
        for b in sorted(b for b in neighbours[a] if a < b):
            score = nearness(groups[a], groups[b])
            if score >= NEAR:
                queue.append((-score, a, b))
            elif (a, b) not in copied:  # groups whose mean is near have a pair that is, so that others need no look
                neighbours[a].remove(b)
                neighbours[b].remove(a)
    heapq.heapify(queue)
    home = {d: d for d in groups}
    while queue:
        negative, a, b = heapq.heappop(queue)
        if a not in groups or b not in groups:
            left, right = home[a], home[b]
            if negative == -1.0 and left != right:  # a copy whose group has been joined to others by now
                heapq.heappush(queue, (-1.0, min(left, right), max(left, right)))
            continue
        score = -negative
        current = nearness(groups[a], groups[b])
        if score < 1.0 and abs(current - score) > 1e-12:
            continue  # one of them has grown; its new likeness stands elsewhere in the queue
        yield Pair(a, b, min(1.0, score / (2 * NEAR)), _reasons(groups[a], groups[b], score))
        _merge(groups, home, a, b)
        neighbours[a] = (neighbours[a] | neighbours.pop(b)) - {a, b}
        for other in sorted({home[n] for n in neighbours[a]} - {a}):
            neighbours[other] = (neighbours[other] - {b}) | {a}
            left, right = sorted((a, other))
            if (again := nearness(groups[left], groups[right])) >= NEAR:
                heapq.heappush(queue, (-again, left, right))


def _merge(groups: dict[str, _Group], home: dict[str, str], a: str, b: str) -> None:
    into, other = groups[a], groups.pop(b)
    into.within += other.within + 2 * _likeness(into, other)
    for mine, added in ((into.words, other.words), (into.people, other.people), (into.places, other.places)):
        for name, x in added.items():
            mine[name] = mine.get(name, 0.0) + x
    into.documents += other.documents
    into.naming += other.naming
    days = [d for group in (into, other) if group.days for d in group.days]
    into.days = (min(days), max(days)) if days else None
    for document in other.documents:
        home[document] = a


def nearness(a: _Group, b: _Group) -> float:
    """How near two groups are: the mean likeness of their documents, less where time lies between them, beside
    how like the documents of each are among themselves (the geometric mean of both)."""
    score = _likeness(a, b) / (len(a.documents) * len(b.documents))
    if a.days and b.days:
        gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1], 0)
        score *= 0.0 if gap > WINDOW else 1 - (1 - APART) * gap / WINDOW
    if min(len(a.documents), len(b.documents)) == 1:
        score -= ALONE
    return min(score - COHESION * sqrt(_cohesion(a) * _cohesion(b)), 0.999)


def _likeness(a: _Group, b: _Group) -> float:
    """The likeness of each document of one group to each of the other, summed."""
    total = _dot(a.words, b.words) + PEOPLE * _dot(a.people, b.people) + PLACES * _dot(a.places, b.places)
    return total - STRANGERS * a.naming * b.naming


def _cohesion(group: _Group) -> float:
    """The mean likeness of a group's documents among themselves, smaller where they are few; 0 for one alone."""
    count = len(group.documents)
    return max(group.within, 0.0) / (count * (count - 1) + 1)


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The product of two sparse vectors, summed in one order whichever comes first."""
    if len(a) > len(b):
        a, b = b, a
    return fsum(x * b[name] for name, x in a.items() if name in b)


def _reasons(a: _Group, b: _Group, score: float) -> tuple[str, ...]:
    if score >= 1.0:
        return ("one repeats the other",)
    shared: Iterable[str] = a.words.keys() & b.words.keys()
    told = sorted(shared, key=lambda w: (-a.words[w] * b.words[w], w))[:8]
    return (f"likeness {score:.2f}", f"both say {', '.join(told)}")
