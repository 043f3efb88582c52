from __future__ import annotations

import msgspec
import pytest

from dragoman.linking.summary import summarize
from dragoman.model.record import Corroboration, Entity, Event, Evidence
from dragoman.model.time import Time

NAMES = {
    i: Entity(
        id=i,
        name=name,
        aliases=(name,),
        kind="country",
        country=None,
        sector=None,
        external_ids={},
        latitude=None,
        longitude=None,
        roles=(),
        mentions=(),
    )
    for i, name in (("r", "Ruritania"), ("g", "Graustark"), ("t", "Tarvik"))
}
EVENT = Event(
    id="e",
    type="ASSAULT",
    mode=None,
    contexts=(),
    actors=("r",),
    recipients=("g",),
    place=None,
    time=None,
    status="occurred",
    summary="",
    agreement=None,
    claims=(),
    quantities=(),
    evidence=(),
    corroboration=Corroboration(documents=1, outlets=1, origins=(), independent_origins=0, level="single-source"),
)


@pytest.mark.parametrize(
    ("fields", "agreement", "sentence"),
    [
        ({}, None, "Ruritania attacked Graustark."),
        ({"actors": ()}, None, "An attack on Graustark."),
        ({"place": "t", "time": Time(value="2024-03")}, None, "Ruritania attacked Graustark in Tarvik (March 2024)."),
        ({"status": "denied"}, None, "Denied: Ruritania attacked Graustark."),
        (
            {"type": "SUPPORT", "actors": ("r", "g"), "recipients": ()},
            "river pact",
            "Ruritania and Graustark backed the river pact.",
        ),
        (
            {"type": "SUPPORT", "cameo": "057", "actors": ("r", "g"), "recipients": ()},
            "River Treaty",
            "Ruritania and Graustark signed the River Treaty.",
        ),
        ({"type": "COERCE", "mode": "arrest"}, None, "Ruritania made arrests of Graustark."),
        ({"type": "RETREAT", "mode": "withdraw", "cameo": "0872", "actors": ()}, None, "A withdrawal of Graustark."),
        ({"type": "TOLL", "recipients": ()}, None, "Ruritania toll."),
    ],
)
def test_a_sentence_says_what_the_fields_say(fields: dict[str, object], agreement: str | None, sentence: str) -> None:
    assert summarize(msgspec.structs.replace(EVENT, **fields), NAMES, agreement) == sentence


def told(*clauses: str, **fields: object) -> str:
    evidence = tuple(Evidence(document="d", start=0, end=len(c), text=c) for c in clauses)
    return summarize(msgspec.structs.replace(EVENT, evidence=evidence, **fields), NAMES, None)


@pytest.mark.parametrize(
    ("fields", "clause", "sentence"),
    [
        (
            {"type": "AGREE", "recipients": ()},
            "Ruritania stands by its \"river\" plan,",
            "Ruritania agreed: “Ruritania stands by its river plan”.",
        ),
        (
            {"type": "REJECT", "time": Time(value="2024-03")},
            "will not talk to Graustark",
            "Ruritania refused or denied to Graustark (March 2024): “will not talk to Graustark”.",
        ),
        (
            {"type": "AGREE", "status": "planned"},
            "to give Graustark two ferries",
            "Ruritania promised or planned: “to give Graustark two ferries”.",
        ),
        ({"recipients": ()}, "The raid hit a mill", "Ruritania attacked: “The raid hit a mill”."),
        ({"actors": (), "recipients": ()}, "The raid hit a mill", "An attack: “The raid hit a mill”."),
    ],
)
def test_what_type_and_sides_do_not_tell_is_told_in_the_reports_words(
    fields: dict[str, object], clause: str, sentence: str
) -> None:
    assert told(clause, **fields) == sentence


@pytest.mark.parametrize(
    "fields", [{}, {"type": "CONSULT", "actors": ("r", "g"), "recipients": ()}, {"mode": "ceasefire", "recipients": ()}]
)
def test_what_they_tell_is_not_said_twice(fields: dict[str, object]) -> None:
    assert "“" not in told("The army of Ruritania did it", **fields)


def test_of_several_clauses_a_short_one_that_is_a_clause_is_shown() -> None:
    clauses = ("ouster", "the ouster of the last duke", "the duke, who had ruled for years, was driven out")
    assert told(*clauses, actors=(), recipients=()) == "An attack: “the ouster of the last duke”."
