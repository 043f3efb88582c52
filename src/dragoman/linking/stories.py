"""Stories: the documents about the same events.

A document is three vectors: its words (those of names count more), the people and the places that it names. A word
tells the less, the more of the reports have it that share telling words with this one and are next to it in time: so
what a word tells does not depend on how large the record is. Of these reports the few of the least ids are asked,
which are drawn by lot once for all, so that one more report changes the words of few others. Two groups of documents
are as like as the mean of their pairs: average linkage, which unlike single linkage does not chain two stories of one
subject. People and places in common add to the likeness of words, and people without any in common take from it, as
does time between them; those that repeat each other belong together whatever they say. The likest are joined first.
Groups whose reports are very like each other need to be liker to be joined: two strikes in one trade share much, but
less than the reports of either do. Only groups are looked at of which a report of one is among the nearest of one of
the other.

Whether two groups are joined depends on them alone. So when documents come or go, their stories are made anew
together with those next to them; where a story next to them is joined step by step as it was, those beyond it are, too.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum, log, sqrt

from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.cluster import FREE, Bonds, Groups, Pair, Partition, connect
from dragoman.linking.copies import COPY, Overlap
from dragoman.linking.memory import Keeper, Memory
from dragoman.linking.synonyms import sense
from dragoman.linking.words import is_usual, says_something, stem, tokens
from dragoman.model.base import content_id
from dragoman.model.reading import Reading
from dragoman.model.record import Link, Redirect
from dragoman.model.time import Time

NEAR = 0.03  # the nearness at which two groups are one story
ALONE = 0.06  # how much nearer a single document must be: nothing tells how like its story's documents are
COHESION = 0.35  # the share of what the groups have in common within that is taken from the likeness between them
PEOPLE, STRANGERS, PLACES = 0.1, 0.12, 0.1  # what the same people add, other people take, and the same places add
WINDOW, APART = 365, 0.7  # days after which nothing is one story, and what remains of the likeness by then
BACKGROUND = 200  # documents that a word's frequency is measured against besides the neighbours
_COMMON, _RARE = 0.1, 0.004  # the share of them that has an everyday word, and any other
_NAMES = 1.5  # how much more the words of names count
_NEIGHBOURS = 12  # documents on either side of it, of those that share a word, that a document is compared with
_SHARED = 3  # telling words that they must have in common
_ASKED = 24  # of the neighbours, that tell how frequent a word is
_NEAREST = 4  # neighbours with whom a document may begin a story
_TELLING = 30  # words by which neighbours are looked for: the weightiest of a document


@dataclass(frozen=True)
class Sketch:
    """What is kept of a document: how much each word is made of, people and places, first and last day."""

    words: dict[str, float]
    telling: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    days: tuple[int, int] | None


@dataclass(frozen=True)
class Stories:
    """What a change has done to stories, each with its documents: those that are new or other than before.

    `gone` are ids that are none any more; `links` and `redirects` are by story.
    """

    members: dict[str, tuple[str, ...]]
    gone: frozenset[str]
    links: dict[str, tuple[Link, ...]]
    redirects: dict[str, tuple[Redirect, ...]]


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


_RULE = Rule("story word", _NEIGHBOURS, _SHARED, keys=lambda s: s.telling, compare=lambda *_: True,
             order=lambda s: f"{s.days[0] if s.days else 0:07d}")


def update_stories(memory: Keeper, gone: Iterable[str], come: Mapping[str, Sketch],
                   copies: Mapping[str, Iterable[str]], bonds: Bonds = FREE, again: Iterable[str] = ()) -> Stories:
    """Group documents into stories after some have gone and others have come.

    `copies` gives for each document whose copies are not what they were those that repeat it or that it repeats. The
    stories of documents in `again` are made anew, though nothing else has changed.
    """
    blocks = Blocks(memory, _RULE)
    memory.put("story copies", {d: tuple(sorted(others)) for d, others in copies.items()})
    moved = blocks.update(gone, come) - set(gone)
    for kind in ("story copies", "story vector", "story near", "story next"):
        memory.drop(kind, gone)
    turned = _weigh(memory, blocks, moved | _near(blocks, come)) | come.keys()
    changed = turned | _measure(memory, blocks, moved, turned) | copies.keys()
    changed |= memory.get("story of", set(again)).keys()
    return _regroup(memory, changed - set(gone), set(gone), bonds)


def _near(blocks: Blocks, documents: Iterable[str]) -> set[str]:
    return {other for ties in blocks.ties(documents).values() for other in ties}


def sketch(reading: Reading) -> Sketch:
    """What of a document tells its story."""
    row = reading.document
    found = Counter(sense(stem(word)) for block in row.blocks for word in tokens(row.text[block.start:block.end])
                    if says_something(word))
    names = _name_words(reading)
    words = {w: (1 + log(n)) * (_NAMES if w in names else 1.0) for w, n in sorted(found.items())}
    usual = {w: x * -log(_COMMON if is_usual(w) else _RARE) for w, x in words.items()}
    return Sketch(
        words=words, telling=tuple(heapq.nsmallest(_TELLING, usual, key=lambda w: (-usual[w], w))),
        people=tuple(sorted({tokens(c.name)[-1] for c in reading.chains if c.kind == "person" and tokens(c.name)})),
        places=tuple(sorted({" ".join(tokens(c.name)) for c in reading.chains if c.kind == "place"})),
        days=_days(row.published))


def _name_words(reading: Reading) -> frozenset[str]:
    return frozenset(
        sense(stem(word)) for chain in reading.chains if chain.kind not in ("country", "government")
        for m in chain.mentions if m.form == "name" for word in tokens(reading.document.text[m.start:m.end]))


def _days(published: Time | None) -> tuple[int, int] | None:
    """The first and last day on which a report may have appeared, or None where either is open."""
    if published is None or not (published.earliest and published.latest):
        return None
    try:
        return date.fromisoformat(published.earliest).toordinal(), date.fromisoformat(published.latest).toordinal()
    except ValueError:
        return None


def _weigh(memory: Keeper, blocks: Blocks, documents: Iterable[str]) -> set[str]:
    """Make the vectors of some documents: their words with their weights, of length one; says whose are others now."""
    asked = {d: sorted(others)[:_ASKED] for d, others in blocks.ties(documents).items()}
    sketches: dict[str, Sketch] = blocks.items({*asked, *(o for others in asked.values() for o in others)})
    old = memory.get("story vector", asked)
    vectors = {}
    for document, others in asked.items():
        words = sketches[document].words
        having = Counter(words.keys())
        for other in others:
            having.update(words.keys() & sketches[other].words.keys())
        vector = {}
        for word, told in words.items():
            background = BACKGROUND * (_COMMON if is_usual(word) else _RARE)
            rarity = log((len(others) + 1 + BACKGROUND) / (having[word] + background))
            if rarity > 0:
                vector[word] = told * rarity
        length = sqrt(fsum(x * x for x in vector.values())) or 1.0
        vector = {word: x / length for word, x in vector.items()}
        if vector != old.get(document):
            vectors[document] = vector
    memory.put("story vector", vectors)
    return set(vectors)


def _measure(memory: Keeper, blocks: Blocks, moved: set[str], turned: set[str]) -> set[str]:
    """Measure how near documents are to their neighbours, where either of them has `turned` or they are new to each
    other, and find the nearest. Says of which documents these are others than before, and who these are."""
    ties = blocks.ties(moved | turned)
    pairs = {(min(d, o), max(d, o)) for d in turned for o in ties.get(d, ())} | blocks.fresh
    ends = {d for pair in pairs for d in pair}
    vectors, sketches = memory.get("story vector", ends), blocks.items(ends)
    groups = {d: _group(d, sketches[d], vectors[d]) for d in ends}
    near: dict[str, dict[str, float]] = memory.get("story near", moved | ends)
    near = {d: {o: x for o, x in near.get(d, {}).items() if d not in ties or o in ties[d]} for d in moved | ends}
    for one, other in pairs:
        score = nearness(groups[one], groups[other])
        for a, b in ((one, other), (other, one)):
            near[a].pop(b, None)
            if score >= NEAR:
                near[a][b] = score
    memory.put("story near", {d: dict(sorted(found.items())) for d, found in near.items()})
    now = {d: tuple(sorted(heapq.nsmallest(_NEAREST, found, key=lambda o: (-found[o], o))))
           for d, found in near.items()}
    old = memory.get("story next", now)
    other_than = {d: found for d, found in now.items() if found != tuple(old.get(d, ()))}
    memory.put("story next", other_than)
    return {x for d, found in other_than.items() for x in (d, *(set(found) ^ set(old.get(d, ()))))}


def _next_to(memory: Keeper, documents: set[str]) -> dict[str, dict[str, float]]:
    """Those with whom some documents may begin a story, and how near each is."""
    near: dict[str, dict[str, float]] = memory.get("story near", documents)
    nearest = {d: frozenset(found) for d, found in memory.get(
        "story next", {*near, *(o for found in near.values() for o in found)}).items()}
    return {d: {o: x for o, x in found.items() if o in nearest[d] or d in nearest[o]} for d, found in near.items()}


def _regroup(memory: Keeper, changed: set[str], gone: set[str], bonds: Bonds) -> Stories:
    """Make the stories of changed documents anew, and of as many next to them as it takes."""
    before = memory.get("story of", changed | gone)
    members = {s: tuple(m) for s, m in memory.get("story", set(before.values())).items()}
    anew = {d for found in members.values() for d in found} | changed
    anew -= gone
    while True:
        beside = _beside(memory, anew)
        run = _Run(memory, anew | {d for found in beside.values() for d in found}, bonds)
        made = run.stories()
        steps = memory.get("story steps", beside)
        broken = [s for s, found in beside.items() if made.get(found[0]) != (found, steps[s])]
        if not broken:
            break
        for story in broken:
            members[story] = beside[story]
            anew.update(beside[story])
    return _keep(memory, members, {top: one for top, one in made.items() if top in anew}, gone, bonds)


def _beside(memory: Keeper, documents: set[str]) -> dict[str, tuple[str, ...]]:
    """The stories next to some documents: a report of theirs may begin one with one of these, or repeats it."""
    near = {o for found in _next_to(memory, documents).values() for o in found}
    near.update(*memory.get("story copies", documents).values())
    found = set(memory.get("story of", near - documents).values())
    return {s: tuple(m) for s, m in memory.get("story", found).items() if documents.isdisjoint(m)}


def _keep(memory: Keeper, old: Mapping[str, tuple[str, ...]], made: Mapping[str, _Made], gone: set[str],
          bonds: Bonds) -> Stories:
    """Take note of the stories that were made in place of old ones, given by their first documents."""
    pairs = [pair for _, steps in made.values() for pair in steps]
    groups = connect("story", (d for found, _ in made.values() for d in found), pairs, bonds)
    members = {story_id(top): found for top, (found, _) in made.items()}
    of = {d: story for story, found in members.items() for d in found}
    for kind in ("story", "story steps"):
        memory.drop(kind, old)
    memory.drop("story of", gone)
    memory.put("story", members)
    memory.put("story steps", {story_id(top): steps for top, (_, steps) in made.items()})
    memory.put("story of", of)
    links: dict[str, list[Link]] = {story: [] for story in members}
    for one in groups.links:
        links[of[one.left]].append(one)
    return Stories(
        members={s: m for s, m in members.items() if old.get(s) != m}, gone=frozenset(old.keys() - members.keys()),
        links={s: tuple(found) for s, found in links.items()},
        redirects={s: tuple(Redirect(id=story_id(d), to=s) for d in found[1:]) for s, found in members.items()})


def story_id(document: str) -> str:
    """The id of the story of which a document is the first: a story must not bear the id of one of its reports."""
    return content_id("story", document)


def link_stories(readings: Mapping[str, Reading], overlaps: Iterable[Overlap], bonds: Bonds = FREE) -> Groups:
    """All documents, given by id, grouped into stories."""
    made = update_stories(Memory(), (), {d: sketch(r) for d, r in readings.items()}, copied(overlaps), bonds)
    return Groups(
        group={d: story for story, found in made.members.items() for d in found},
        members=dict(sorted(made.members.items())),
        links=tuple(sorted((x for found in made.links.values() for x in found), key=lambda x: x.id)),
        redirects=tuple(r for found in made.redirects.values() for r in found))


def copied(overlaps: Iterable[Overlap]) -> dict[str, set[str]]:
    """For each document that repeats another or is repeated, which."""
    found: dict[str, set[str]] = {}
    for o in overlaps:
        if o.share >= COPY or o.version:
            found.setdefault(o.left, set()).add(o.right)
            found.setdefault(o.right, set()).add(o.left)
    return found


_Made = tuple[tuple[str, ...], tuple[Pair, ...]]  # the documents of a story, and the steps in which it was joined


class _Run:
    """Joins the two nearest groups of some documents until none are near."""

    def __init__(self, memory: Keeper, documents: set[str], bonds: Bonds):
        vectors, sketches = memory.get("story vector", documents), memory.get(_RULE.kind, documents)
        self.groups = {d: _group(d, sketches[d], vectors[d]) for d in sorted(documents)}
        self.near = _next_to(memory, documents)
        self.neighbours = {d: self.near.get(d, {}).keys() & documents for d in documents}
        self.home = {d: d for d in documents}
        self.parts = Partition(bonds)
        self.copied = {(min(d, o), max(d, o)) for d, others in memory.get("story copies", documents).items()
                       for o in others if o in documents}
        self.copied |= {(min(a, b), max(a, b)) for a, b, _ in bonds.same if a in documents and b in documents}
        for one, other in self.copied:
            self.neighbours[one].add(other)
            self.neighbours[other].add(one)

    def stories(self) -> dict[str, _Made]:
        """Do it; gives the documents of each group, in order, by the first, and the steps by first documents."""
        steps: dict[str, list[Pair]] = {d: [] for d in self.groups}
        for pair in list(self._join()):
            steps[self.home[pair.left]].append(pair)
        return {d: (tuple(sorted(g.documents)), tuple(steps[d])) for d, g in self.groups.items()}

    def _join(self) -> Iterator[Pair]:
        groups, neighbours, home = self.groups, self.neighbours, self.home
        queue = self._queue()
        while queue:
            negative, a, b = heapq.heappop(queue)
            if a not in groups or b not in groups:
                left, right = home[a], home[b]
                if negative == -1.0 and left != right:  # a copy whose group has been joined to others by now
                    heapq.heappush(queue, (-1.0, min(left, right), max(left, right)))
                continue
            score = -negative
            if score < 1.0 and abs(nearness(groups[a], groups[b]) - score) > 1e-12:
                continue  # one of them has grown; its new likeness stands elsewhere in the queue
            if not self.parts.join(a, b):
                continue  # people say that these are two
            yield Pair(a, b, min(1.0, score / (2 * NEAR)), _reasons(groups[a], groups[b], score))
            _merge(groups, home, a, b)
            neighbours[a] = (neighbours[a] | neighbours.pop(b)) - {a, b}
            for other in sorted({home[n] for n in neighbours[a]} - {a}):
                neighbours[other] = (neighbours[other] - {b}) | {a}
                left, right = sorted((a, other))
                if (again := nearness(groups[left], groups[right])) >= NEAR:
                    heapq.heappush(queue, (-again, left, right))

    def _queue(self) -> list[tuple[float, str, str]]:
        """The pairs of documents that are near, nearest first; copies before all."""
        queue = [(-1.0, a, b) for a, b in self.copied]
        queue += [(-score, a, b) for a, found in self.near.items() for b, score in found.items()
                  if a < b and b in self.groups]
        heapq.heapify(queue)
        return queue


def _group(document: str, found: Sketch, words: dict[str, float]) -> _Group:
    return _Group([document], words, _unit(found.people), _unit(found.places), int(bool(found.people)),
                  found.days)


def _unit(names: tuple[str, ...]) -> dict[str, float]:
    return {name: 1 / sqrt(len(names)) for name in names}


def _merge(groups: dict[str, _Group], home: dict[str, str], a: str, b: str) -> None:
    into, other = groups[a], groups.pop(b)
    into.within += other.within + 2 * _likeness(into, other)
    if len(into.documents) == 1:
        into.words = dict(into.words)  # which was the document's own
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
    """The product of two sparse vectors, summed exactly, whatever the order."""
    few, many = (a, b) if len(a) < len(b) else (b, a)
    return fsum([x * many[name] for name, x in few.items() if name in many])


def _reasons(a: _Group, b: _Group, score: float) -> tuple[str, ...]:
    if score >= 1.0:
        return ("one repeats the other",)
    shared: Iterable[str] = a.words.keys() & b.words.keys()
    told = sorted(shared, key=lambda w: (-a.words[w] * b.words[w], w))[:8]
    return (f"likeness {score:.2f}", f"both say {', '.join(told)}")
