from __future__ import annotations

import msgspec
import pytest

from dragoman.linking.summary import summarize
from dragoman.model.record import Corroboration, Entity, Event
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
