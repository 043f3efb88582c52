"""Scoring what is made of several reports: entities, agreements, events."""

from __future__ import annotations

import re
from typing import Any

from dragoman.bench.scoring.cluster import Cluster, Item, Words, starts, value_of
from dragoman.bench.scoring.tally import Tally, pair_up
from dragoman.bench.scoring.words import PASSAGE, SMALL, has_words, listed, passage, plain, stands_in
from dragoman.review.annotation import fold

_WORDS_AN_ENTITY = 12
_EVENTS_IN_100 = 3
_BESIDE = 12  # words


def score_entities(c: Cluster, t: Tally) -> None:
    """One entity for each that is asked for, with its names and nobody else's, kind, country, sector and role."""
    met: set[str] = set()
    for g in c.known:
        hits = [e for e in c.entities.values() if c.bears(e, g)]
        met |= {e["id"] for e in hits}
        if g.get("optional"):
            continue
        if hits:
            _score_entity(c, t, g, hits)
        else:
            t.slot(False, f"{g['aliases'][0]}: not found")
    others = [e for key, e in c.entities.items() if key not in met]
    named = [e for e in others if any(v.get("document") in c.key_of for v in e.get("mentions") or [])
             or any(stands_in(name, text) for name in c.names(e) for text in c.plain.values())]
    t.stray("entities that no report names", len(others) - len(named))
    t.stray("more entities than a reader would list", len(named) - c.words_in_all // _WORDS_AN_ENTITY)


def _score_entity(c: Cluster, t: Tally, g: Item, hits: list[Item]) -> None:
    asked = {plain(a) for a in g["aliases"]}
    best = max(hits, key=lambda e: len(asked & c.names(e)))
    kinds = [g["kind"], *g.get("kind_or", [])]
    problems: dict[str, Any] = {
        f"{name} {g[name]}": best.get(name) for name in ("country", "sector")
        if g.get(name) and best.get(name) != g[name]}
    if best.get("kind") not in kinds:
        problems[f"kind {kinds}"] = best.get("kind")
    if len(hits) > 1:
        problems["split"] = [e.get("name") for e in hits]
    if lacking := asked - c.names(best):
        problems[f"lacks {sorted(lacking)}"] = best.get("name")
    if merged := [o["aliases"][0] for o in c.known if o is not g and c.bears(best, o)]:
        problems["merged"] = merged
    if g.get("role"):
        titles = [_title(role.get("title")) for role in best.get("roles") or []]
        role, initials = _title(g["role"]), {"".join(word[0] for word in plain(g["role"]).split())}
        if not any(role <= title for title in titles):
            problems[f"role {g['role']}"] = titles
        stray = [title for title in titles
                 if not (role <= title or title <= role or title == initials or _stands_beside(c, best, title))]
        t.stray(f"{g['aliases'][0]}: roles {stray}", len(stray))
    t.value(problems, g["aliases"][0])


def _title(title: str | None) -> set[str]:
    """The words of a title, by one form each."""
    words = plain(title).replace("defence", "defense")
    return {w for w in re.sub(r"\b(spokes|chair)(man|woman|person)\b", r"\1", words).split() if w not in SMALL}


def _stands_beside(c: Cluster, entity: Item, title: set[str]) -> bool:
    """Do the words of a title stand next to a name of an entity in some report?"""
    for text in c.plain.values():
        for name in c.names(entity):
            for m in re.finditer(rf"\b{re.escape(name)}\b", text):
                around = [*text[:m.start()].split()[-_BESIDE:], *text[m.end():].split()[:_BESIDE]]
                if title <= _title(" ".join(around)):
                    return True
    return False


def score_agreements(c: Cluster, t: Tally) -> None:
    """A slot for each agreement and for each thing that is asked of it."""
    rows = c.rows("agreements")
    found = _pair_agreements(c, rows)
    key_of = {row["id"]: key for key, row in found.items()}
    copies = {key for key, told in c.gold["documents"].items() if told.get("copy_of")}
    for g in c.gold["agreements"]:
        if not g.get("optional"):
            row = found.get(g["key"], {})
            _score_terms(c, t, g, row, copies)
            _score_lists(c, t, g, row)
    for g in c.gold["agreements"]:
        for relation in g.get("relations", []):
            if not (g.get("optional") or relation.get("optional")):
                _score_relation(t, g, relation, found, key_of)
    for row in rows:
        if row["id"] not in key_of:
            t.stray(f"extra {row.get('name')!r}", 1 + len(row.get("parties") or []))


def _pair_agreements(c: Cluster, rows: list[Item]) -> dict[str, Item]:
    """Which row is which agreement that is asked for, the likeliest first."""
    options = []
    for n, g in enumerate(c.gold["agreements"]):
        for m, row in enumerate(rows):
            likeness = _likeness(c, g, row)
            if likeness is not None:
                options.append((likeness, not g.get("optional"), -n, -m))
    found: dict[str, Item] = {}
    used: set[int] = set()
    for *_, n, m in sorted(options, reverse=True):
        key = c.gold["agreements"][-n]["key"]
        if key not in found and m not in used:
            found[key] = rows[-m]
            used.add(m)
    return found


def _likeness(c: Cluster, g: Item, row: Item) -> float | None:
    parties, spans = row.get("parties") or [], c.evidence(row)
    share = 0.5
    if parties and g["parties"]:
        share = sum(c.any_actor(parties, one, party=True) for one in g["parties"]) / len(g["parties"])
    docs = {v.key for v in spans} & set(g["docs"])
    text = fold(" ".join((row.get("name") or "", *(v.text for v in spans))))
    people = [s.get("person") for s in row.get("signatories") or []]
    signed = bool(g.get("signed")) and starts(row.get("signed"), g["signed"])
    named = bool(g.get("named")) and has_words([g["named"]], text)
    total = share + bool(docs) + (row.get("kind") in g["kind"]) + signed + named \
        + 0.5 * c.any_actor(people, g.get("signatories", []))
    return total if share >= 0.25 and docs and total >= 2 else None


def _score_terms(c: Cluster, t: Tally, g: Item, row: Item, copies: set[str]) -> None:
    key = g["key"]
    t.slot(row, f"{key}: not found")
    t.slot(row.get("kind") in g["kind"], f"{key}: kind {row.get('kind')}")
    if g.get("signed") and not g.get("signed_optional"):
        signed = value_of(row.get("signed"))
        t.slot(signed in listed(g["signed"]), f"{key}: signed {signed} not {g['signed']}")
    if g.get("place"):
        t.slot(c.is_actor(row.get("place"), g["place"]), f"{key}: place")
    if g.get("status"):
        t.slot(row.get("status") in g["status"], f"{key}: status {row.get('status')}")
    lacking = set(g["docs"]) - copies - {v.key for v in c.evidence(row)}
    stray = {v.key for v in c.evidence(row, whole=True)} - set(g["docs"])
    t.slot(not lacking, f"{key}: no evidence from {sorted(lacking)}")
    t.stray(f"{key}: evidence from {sorted(stray)}", int(bool(stray)))
    for field in ("parties", "signatories", "witnesses"):
        party, asked = field == "parties", g.get(field, [])
        ids = [x if party else x.get("person") for x in row.get(field) or []]
        for one in asked:
            t.slot(c.any_actor(ids, one, party=party), f"{key}: {field} lack {one}")
        strays = [x for x in ids if not c.any_actor([x], asked, party=party)] if asked else []
        t.stray(f"{key}: stray {field} {[c.entities.get(x, {}).get('name') for x in strays]}", len(strays))


def _score_lists(c: Cluster, t: Tally, g: Item, row: Item) -> None:
    key, verdicts = g["key"], g.get("compliance", [])
    aims, told = row.get("aims") or [], row.get("compliance") or []
    for words in g.get("aims", []):
        t.slot(any(has_words([words], passage(x.get("text"))) for x in aims), f"{key}: aim {words}")
    for asked in g.get("provisions", []):
        if not asked.get("optional"):
            fits = any(_fits_provision(c, asked, x) for x in row.get("provisions") or [])
            t.slot(fits, f"{key}: provision {asked}")
    for asked in verdicts:
        if not asked.get("optional"):
            t.slot(any(_fits_verdict(c, asked, x) for x in told), f"{key}: compliance {asked}")
    particular = [k for k in verdicts if k.get("has") or k.get("by")]
    for x in told:  # the right obligation, and another verdict on it
        if not any(_fits_verdict(c, k, x) for k in verdicts) and any(
                _fits_verdict(c, k, x, any_verdict=True) for k in particular):
            t.stray(f"{key}: verdict {x.get('verdict')} on {x.get('text')!r}")
    for field in ("aims", "provisions", "compliance", "relations"):
        names = ("text", "action", "object", "kind", "agreement", "verdict", "by", "party")
        texts = [plain(" ".join(str(x.get(n) or "") for n in names)) for x in row.get(field) or []]
        t.stray(f"{key}: {field} twice", len(texts) - len(set(texts)))
        t.stray(f"{key}: many {field}", len(set(texts)) - 3 * max(1, len(g.get(field, []))))


def _fits_provision(c: Cluster, asked: Item, x: Item) -> bool:
    return (
        has_words(asked["has"], passage(x.get("text"), x.get("action"), x.get("object")))
        and (not asked.get("modality") or x.get("modality") in asked["modality"])
        and (not asked.get("obligor") or c.is_actor(x.get("obligor"), asked["obligor"]))
        and (not asked.get("condition")
             or has_words([[str(w) for w in listed(asked["condition"])]], passage(x.get("condition"))))
        and (not asked.get("deadline") or value_of(x.get("deadline")) in listed(asked["deadline"])))


def _fits_verdict(c: Cluster, asked: Item, x: Item, *, any_verdict: bool = False) -> bool:
    texts = [passage(x.get("text")), *(passage(v.text) for v in c.evidence(x))]
    return (
        (any_verdict or x.get("verdict") in asked["verdict"])
        and (not asked.get("has") or any(has_words(asked["has"], text) for text in texts))
        and (not asked.get("by") or c.has_source((x.get("by") or [])[-1:], asked["by"]))
        and (not asked.get("party") or c.any_actor([x.get("party")], asked["party"])))


def _score_relation(t: Tally, g: Item, asked: Item, found: dict[str, Item], key_of: dict[str, str]) -> None:
    there, back = ([r.get("kind") for r in found.get(one, {}).get("relations") or []
                    if key_of.get(r.get("agreement")) == other]
                   for one, other in ((g["key"], asked["to"]), (asked["to"], g["key"])))
    good = set(there) & set(asked["kind"]) or ("parallel" in asked["kind"] and "parallel" in back)
    t.slot(good, f"{g['key']}: relation {asked}")
    t.stray(f"{g['key']}: relation {there} to {asked['to']}", len(set(there) - set(asked["kind"])))


def score_events(c: Cluster, t: Tally) -> None:
    """Type, sides, time, status and place of the event at an anchor; rows that nobody asked for, within measure."""
    asked = sorted(c.gold["events"], key=lambda g: bool(g.get("optional")))
    rows = c.rows("events")
    anchors = [[(a["doc"], at) for a in g["anchor"] if (at := c.locate(a["doc"], a["text"], a.get("nth", 0)))]
               for g in asked]
    around = [[(key, c.sentence(key, at)) for key, at in found] for found in anchors]
    spans = [_spans(c, row) for row in rows]

    def touches(places: list[tuple[str, tuple[int, int]]], m: int) -> bool:
        return any(v.key == key and v.start < at[1] and at[0] < v.end for v in spans[m] for key, at in places)

    def near(n: int, m: int) -> bool:
        return rows[m].get("type") in asked[n]["type"] and touches(around[n], m)

    everyone, every_row = range(len(asked)), range(len(rows))
    right = pair_up(everyone, every_row, lambda n, m: near(n, m) and not _event_problems(c, asked[n], rows[m]))
    left, free = [n for n in everyone if n not in right], [m for m in every_row if m not in right.values()]
    pairs = {**right, **{left[k]: free[m] for k, m in pair_up(left, free, near).items()}}
    for n, g in enumerate(asked):
        if g.get("optional"):
            continue
        if n in pairs:
            t.value(_event_problems(c, g, rows[pairs[n]]), _told(g))
        else:
            t.slot(False, f"{_told(g)}: not found")
    elsewhere, shared = 0, set[int]()
    for m in every_row:
        if m in pairs.values():
            continue
        here = [n for n in everyone if not asked[n].get("optional") and touches(anchors[n], m)]
        twice = [n for n in here if n in pairs and rows[pairs[n]].get("type") == rows[m].get("type")]
        beside = [n for n in here if n in right and n not in shared]  # the sentence may tell of another event, too
        if twice or (here and not beside):
            t.stray(f"{'a second' if twice else 'no'} {rows[m].get('type')}: {_told(asked[(twice or here)[0]])}")
        else:
            shared |= set(beside[:1])
            elsewhere += 1
    t.stray("more events than a reader would list", elsewhere - _EVENTS_IN_100 * c.words_in_all // 100)


def _told(g: Item) -> str:
    return f"{g['type']} at {g['anchor'][0]['text'][:50]!r}"


def _spans(c: Cluster, row: Item) -> list[Words]:
    """Where an event is told; one that is said to stand everywhere in a report stands nowhere in it."""
    found = c.evidence(row, whole=True)
    total: dict[str, int] = {}
    for v in found:
        total[v.key] = total.get(v.key, 0) + c.words(v.key, v.start, v.end)
    return [v for v in found if total[v.key] <= 3 * PASSAGE]


def _event_problems(c: Cluster, g: Item, row: Item) -> dict[str, Any]:
    actors, recipients = row.get("actors") or [], row.get("recipients") or []
    doers, done_to = (actors + recipients,) * 2 if g.get("mutual") else (actors, recipients)
    wanted, others = g.get("actors", []), g.get("recipients", [])
    problems: dict[str, Any] = {f"actor {one}": doers for one in wanted if not c.any_actor(doers, one)}
    problems |= {f"recipient {one}": done_to for one in others if not c.any_actor(done_to, one)}
    strangers = [x for x in doers if not c.any_actor([x], [*wanted, *others])]
    if wanted and 2 * len(strangers) > len(doers):
        problems["more strangers than actors"] = strangers
    both = wanted and others and not g.get("mutual")
    if both and (c.any_actor(actors, others) or c.any_actor(recipients, wanted)):
        problems["actor and recipient at once"] = actors
    if g.get("time") and not starts(row.get("time"), g["time"]):
        problems[f"time {g['time']}"] = value_of(row.get("time"))
    if g.get("status") and row.get("status") not in g["status"]:
        problems[f"status {g['status']}"] = row.get("status")
    if g.get("place") and not c.is_actor(row.get("place"), g["place"]):
        problems[f"place {g['place']}"] = row.get("place")
    return problems
