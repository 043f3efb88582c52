"""What has become of each judgement, told in the rows that it acts on and in itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from dragoman.linking.judged.docket import Docket
from dragoman.linking.judged.fields import provision_at
from dragoman.linking.judged.values import assertion_homes, values_of
from dragoman.model.judgement import Judgement, State
from dragoman.model.record import Record

_LISTS = {"entity": "entities", "event": "events", "agreement": "agreements", "assertion": "assertions",
          "story": "stories", "claim": "claims", "quantity": "quantities", "time": "times", "document": "documents",
          "difference": "differences"}
_Home = Callable[[str], str | None]
_States = dict[str, tuple[State, str | None]]


def mark(record: Record, judgements: Iterable[Judgement], docket: Docket) -> Record:
    """The record with each judgement's state, and each row's judgements."""
    where, states = _homes(record), dict(docket.states)
    _differences(record, docket, states)
    _overrule_values(docket, where, states)
    _provisions(record, docket, where, states)
    marks: dict[tuple[str, str], list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for heard in reversed(docket.standing):
        key = heard.judgement.id
        for thing in (heard.left[0], *heard.right[:1]) if states[key][0] in ("applied", "partly") else ():
            row = where[heard.kind](thing) if heard.kind in where else None
            if row is not None:
                found.setdefault(key, row)
                if key not in marks[heard.kind, row]:
                    marks[heard.kind, row].append(key)
    lists = {name: tuple(_marked(row, marks.get((kind, row.id), ())) for row in getattr(record, name))
             for kind, name in _LISTS.items()}
    told = tuple(msgspec.structs.replace(j, state=states[j.id][0], by=states[j.id][1], row=found.get(j.id))
                 for j in judgements)
    return msgspec.structs.replace(record, **lists, judgements=told)


def _overrule_values(docket: Docket, where: Mapping[str, _Home], states: _States) -> None:
    """Say of the values that later judgements have replaced that they are overruled."""
    latest: dict[tuple[str | None, str], tuple[Any, str]] = {}
    for heard in docket.standing:
        judgement = heard.judgement
        gives = judgement.verdict == "corrected" or (judgement.verdict == "right" and judgement.value is not None)
        if not gives or states[judgement.id][0] not in ("applied", "partly"):
            continue
        row = where[heard.kind](heard.left[0])
        for name, value in values_of(heard, docket.gone).items():
            first, by = latest.setdefault((row, name), (value, judgement.id))
            if first != value and judgement.verdict == "corrected":
                states[judgement.id] = "overruled", by


def _provisions(record: Record, docket: Docket, where: Mapping[str, _Home], states: _States) -> None:
    """Say of the values of provisions that are no more what has become of them: a later judgement took the provision
    out, or nothing is read as one in its words now."""
    rows = {a.id: a for a in record.agreements}
    gone: dict[str, str] = {}
    for heard in docket.standing:
        key, field, state = heard.judgement.id, heard.judgement.field or "", states[heard.judgement.id][0]
        if heard.kind != "agreement" or state not in ("applied", "partly") or not field.startswith("provisions/"):
            continue
        provision, _, of_it = field.removeprefix("provisions/").partition("/")
        row = rows.get(where["agreement"](heard.left[0]) or "")
        if not of_it:
            gone.setdefault(provision, key)
        elif provision in gone:
            states[key] = "overruled", gone[provision]
        elif row is not None and provision_at(field, row.provisions)[0] is None:
            states[key] = "not-applied", None


def _differences(record: Record, docket: Docket, states: _States) -> None:
    """Say what has become of judgements on differences: those that are rejected are in the record no more."""
    documents, known = {d.id for d in record.documents}, {d.id for d in record.differences}
    latest: dict[str, Judgement] = {}
    for heard in docket.standing:
        if heard.kind == "difference":
            judgement = heard.judgement
            first = latest.setdefault(judgement.left, judgement)
            if first.verdict != judgement.verdict:
                states[judgement.id] = "overruled", first.id
            elif not (documents.issuperset(t.document for t in judgement.things) if judgement.verdict == "wrong"
                      else judgement.left in known):
                states[judgement.id] = "not-applied", None


def _marked(row: Any, judged: Iterable[str]) -> Any:
    return msgspec.structs.replace(row, judged=tuple(judged)) if judged else row


def _homes(record: Record) -> Mapping[str, _Home]:
    """For each kind, from a thing to the row that it is part of, or None where there is none."""
    to = {r.id: r.to for r in record.redirects}
    ids = {kind: {row.id for row in getattr(record, name)} for kind, name in _LISTS.items()}
    stories = {d.id: d.story for d in record.documents}
    assertions = assertion_homes(record)

    def home(kind: str) -> _Home:
        known = ids[kind]
        return lambda thing: row if (row := to.get(thing, thing)) in known else None

    return {**{kind: home(kind) for kind in _LISTS}, "story": stories.get,
            "assertion": lambda thing: assertions.get(to.get(thing, thing))}
