"""Scoring the ground and what is said on it: documents, stories, differences, corroboration, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from dragoman.bench.scoring.cluster import Cluster, Item, value_of
from dragoman.bench.scoring.tally import Tally, pair_up
from dragoman.bench.scoring.words import count_words, has_words, listed, passage, plain
from dragoman.review.annotation import fold

_CLAIM_WORDS = 120  # words of the claims of one assertion from one report, at most
_ONLY_IN = 5  # differences for each report that tell what it alone has
_HEADINGS = 6  # captions and headings that nobody asked for
_PLACED = {"document", "start", "end", "text"}


def score_documents(c: Cluster, t: Tally) -> None:
    """Each report with its title, publisher, date and blocks; copies; no boilerplate."""
    families: dict[str, set[str]] = {}
    for key, g in c.gold["documents"].items():
        families.setdefault(g.get("copy_of") or key, set()).add(key)
    for key, g in c.gold["documents"].items():
        document = c.documents.get(key)
        t.slot(document is not None, f"{key}: not found")
        if document is not None:
            _score_document(c, t, key, g, document)
            _score_copy(c, t, key, document, families[g.get("copy_of") or key] - {key})


def _score_document(c: Cluster, t: Tally, key: str, g: Item, document: Item) -> None:
    for field in ("title", "publisher"):
        if g.get(field):
            have, want = (re.sub("^the ", "", plain(x)) for x in (document.get(field), g[field]))
            t.slot(have == want, f"{key}: {field} {document.get(field)!r}")
    if g.get("published"):
        published = value_of(document.get("published"))
        t.slot(published.startswith(g["published"]), f"{key}: published {published!r}")
    kinds: dict[str, set[Any]] = {}
    for b in document.get("blocks") or []:
        kinds.setdefault(plain(document["text"][b["start"]:b["end"]]), set()).add(b.get("kind"))
    for kind in ("caption", "heading"):
        for text in g.get(kind + "s", []):
            t.slot(kinds.get(plain(text)) == {kind}, f"{key}: no {kind} {text[:40]!r}")
    known = {plain(x) for x in (*g.get("captions", []), *g.get("headings", []))}
    stray = [x for x, found in kinds.items() if found & {"caption", "heading"} and x not in known]
    t.stray(f"{key}: many captions and headings", len(stray) - _HEADINGS)
    for text in g.get("absent", []):
        leaks = fold(text) in c.folded[key]
        t.right += not leaks
        t.stray(f"{key}: boilerplate {text[:40]!r}", int(leaks))


def _score_copy(c: Cluster, t: Tally, key: str, document: Item, family: set[str]) -> None:
    """Which of two near-duplicates is the copy may be unclear."""
    told = c.key_of.get(document.get("copy_of") or "")
    if c.gold["documents"][key].get("copy_of"):
        back = any(c.documents[k].get("copy_of") == document["id"] for k in (*family, key) if k in c.documents)
        t.slot(told in family or back, f"{key}: not a copy of {c.gold['documents'][key]['copy_of']}")
    if document.get("copy_of") and told not in family:
        t.stray(f"{key}: taken for a copy of {told}")


def score_stories(c: Cluster, t: Tally) -> None:
    """Pairs of documents: together or apart."""
    story = {c.key_of[d]: s["id"] for s in c.rows("stories") for d in s.get("documents", []) if d in c.key_of}
    group = {key: n for n, keys in enumerate(c.gold["stories"]) for key in keys}
    for a, b in combinations(sorted(group), 2):
        together = story.get(a) is not None and story.get(a) == story.get(b)
        if group[a] == group[b]:
            t.slot(together, f"{a} and {b} apart")
        elif together:
            t.stray(f"{a} and {b} together")


def score_differences(c: Cluster, t: Tally) -> None:
    """Kind, documents, and words in what is said or, where a value is no text, in what it rests on."""
    asked = sorted(c.gold.get("differences", []), key=lambda g: bool(g.get("optional")))
    rows = c.rows("differences")
    pairs = pair_up(asked, rows, lambda g, row: _fits_difference(c, g, row))
    for n, g in enumerate(asked):
        if not g.get("optional"):
            t.slot(n in pairs, f"{g['kind']} {g['has']}")
    spare = [g for g in asked if g.get("optional")]
    extra = [row for m, row in enumerate(rows) if m not in pairs.values()
             and not any(_fits_difference(c, g, row) for g in spare)]
    for row in extra:
        if row.get("kind") != "only-in":
            t.stray(f"extra {row.get('kind')} {row.get('summary')!r}")
    alone = sum(row.get("kind") == "only-in" for row in extra)
    t.stray("many only-in", alone - _ONLY_IN * len(c.documents))


def _fits_difference(c: Cluster, g: Item, row: Item) -> bool:
    items = row.get("items") or []
    texts = [passage(row.get("summary"), row.get("about")), *(passage(_shown(i)) for i in items)]
    return (
        row.get("kind") in g["kind"] and set(g["docs"]) <= {c.key_of.get(i.get("document")) for i in items}
        and len(items) <= 2 * len(c.documents) and has_words(g["has"], " ".join(texts)))


def _shown(item: Item) -> str:
    """A value as it is stated, or with the words that it was read from."""
    value = item.get("value")
    words = " ".join(v.get("text") or "" for v in item.get("evidence") or [])
    if isinstance(value, str):
        return value
    return f"{value:.15g} {words}" if isinstance(value, float) else f"{value} {words}"


def score_corroboration(c: Cluster, t: Tally) -> None:
    """Counts and level of the assertion that has the words; of several that have them, of half."""
    asked = c.gold["corroboration"]
    found: list[list[Item]] = [[] for _ in asked]
    rows = {x["id"]: x for name in ("claims", "quantities", "events") for x in c.rows(name)}
    for assertion in c.rows("assertions"):
        words, text = _ground(assertion, rows)
        hits = [n for n, g in enumerate(asked) if has_words(g["has"], text)]
        if words and max(words.values()) <= _CLAIM_WORDS and len(hits) <= max(1, min(2, len(asked) - 1)):
            told = assertion.get("corroboration") or {}
            for n in hits:
                found[n].append(told if _count(told.get("documents")) == len(words) else {})
    for g, answers in zip(asked, found, strict=True):
        if g.get("optional"):
            continue
        fields = [k for k in ("documents", "level", "independent_origins") if g.get(k) is not None]
        right = [x for x in answers if all(_count(x.get(k)) in listed(g[k]) for k in fields)]
        if answers:
            good = right and 2 * len(right) >= len(answers)
            t.value({} if good else {"counts and level": answers}, str(g["has"]))
        else:
            t.slot(False, f"{g['has']}: not found")


def _ground(assertion: Item, rows: dict[str, Item]) -> tuple[dict[Any, int], str]:
    """How many words of each document an assertion rests on, and these words with its own."""
    ground = [rows[key] for name in ("claims", "quantities", "events") for key in assertion.get(name) or []
              if key in rows]
    spans = [v for row in ground for v in row.get("evidence") or [row]]
    words: dict[Any, int] = {}
    for v in spans:
        words[v.get("document")] = words.get(v.get("document"), 0) + count_words(v.get("text"))
    return words, fold(" ".join(v.get("text") or "" for v in spans)) + " " + passage(assertion.get("text"))


def _count(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


def score_evidence(c: Cluster, t: Tally) -> None:
    """Each span says exactly what the document says there; each row that states something has one."""
    texts = {d["id"]: d["text"] for d in c.rows("documents")}
    for node in _nodes({name: rows for name, rows in c.record.items() if name != "documents"}):
        if node.keys() >= _PLACED and node["start"] is not None:
            here = texts.get(node["document"], "")[node["start"]:node["end"]]
            exact = bool(node["text"]) and here == node["text"]
            t.right += exact
            t.stray(f"{str(node['text'])[:50]!r} is not at {node['start']}", int(not exact))
    agreements = c.rows("agreements")
    stated = [*c.rows("events"), *agreements, *(i for d in c.rows("differences") for i in d.get("items") or []),
              *(x for a in agreements for name in ("aims", "provisions", "compliance", "relations")
                for x in a.get(name) or [])]
    t.missed += sum(not x.get("evidence") for x in stated)
    if t.missed:
        t.note(f"{t.missed} rows without evidence")


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object within some JSON."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)
