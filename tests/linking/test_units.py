"""Stories are linked each by itself, and agreements from what their stories come to."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from dragoman.linking.link import Linker, joined, link
from dragoman.linking.memory import Memory
from dragoman.model.reading import Reading
from dragoman.model.record import Record

Read = Callable[..., Reading]

SIGNED = """Peru and Bolivia sign Titicaca Accord

LA PAZ, 3 May 2024 (Andes Wire) - Peru and Bolivia signed the Titicaca Accord on water in La Paz on Friday.

Under the accord, Bolivia is to release 40 detained miners by 30 June. Delegates had argued for nine weeks over \
quotas, sluices and the pumping of the lake, and over who would pay for a new gauge at Desaguadero.

Fishermen on both shores have complained of falling water since 2016. Foreign Minister Elvira Choque called the \
ceremony in the old customs hall a beginning.
"""
COPIED = """Lake accord is signed

LA PAZ, 4 May 2024 - Peru and Bolivia signed the Titicaca Accord on water in La Paz on Friday. Delegates had argued \
over quotas, sluices and the pumping of the lake.

Foreign Minister Elvira Choque called the ceremony in the customs hall a beginning. Fishermen on both shores have \
complained of falling water.
"""
RECALLED = """Wildfire burns eleven houses in Juliaca

JULIACA, 20 August 2024 (Pacific Post) - A wildfire burned eleven houses and a sawmill in Juliaca on Tuesday night, \
Mayor Rosa Mamani said. Three firemen were treated for smoke. Strong wind drove the flames through dry eucalyptus.

"The hydrants were empty," said Mamani. Hundreds slept in a stadium, and the airport was closed until noon. Burnt \
roofs lay across the railway, where a freight train had stopped among sparks. A helicopter dropped foam.

Schools stay shut for a week. Insurers expect claims for timber, cattle and cars; a widow lost her bakery.

Bolivia released 40 detained miners in June under the Titicaca Accord of 3 May with Peru.
"""
OTHER = """Orchestra of Oslo plays in a mine

OSLO, 21 August 2024 - The Oslo orchestra played Grieg in a silver mine at Kongsberg on Wednesday.
"""


@pytest.fixture(scope="module")
def readings(read: Read) -> dict[str, Reading]:
    found = [read(text) for text in (SIGNED, COPIED, RECALLED, OTHER)]
    return {r.document.id: r for r in found}


def run(readings: dict[str, Reading], memory: Memory, come: Iterable[str], each: Any = map) -> list[Record]:
    linker = Linker(memory, lambda ids: {d: readings[d] for d in ids}, each=each)
    return list(linker.update((), {d: readings[d] for d in sorted(come)}))


def test_stories_far_apart_share_an_agreement_that_both_name(readings: dict[str, Reading]) -> None:
    record = link(readings.values())
    (accord,) = [a for a in record.agreements if "Titicaca" in a.name]
    documents = {e.document for e in accord.evidence}
    stories = {d.story for d in record.documents if d.id in documents}
    assert len(documents) == 3
    assert len(stories) == 2


def test_what_one_story_did_is_set_against_what_another_promised(readings: dict[str, Reading]) -> None:
    record = link(readings.values())
    (accord,) = [a for a in record.agreements if "Titicaca" in a.name]
    assert [c.verdict for c in accord.compliance] == ["met"]


def test_units_can_be_linked_in_any_process_and_order(readings: dict[str, Reading]) -> None:
    def elsewhere(work: Callable[[Any], Any], units: Iterable[Any]) -> Iterator[Any]:
        sent = [pickle.dumps((work, unit)) for unit in units]
        made = {}
        for n in reversed(range(len(sent))):
            here, unit = pickle.loads(sent[n])  # noqa: S301
            made[n] = pickle.dumps(here(unit))
        return (pickle.loads(made[n]) for n in range(len(sent)))  # noqa: S301

    assert joined(run(readings, Memory(), readings, elsewhere)) == joined(run(readings, Memory(), readings))


def test_one_report_more_touches_its_story_and_the_agreements_that_it_tells_of(readings: dict[str, Reading]) -> None:
    signed, copied, recalled, other = readings
    memory = Memory()
    run(readings, memory, (signed, recalled, other))
    parts = run(readings, memory, (copied,))
    told = {d.id for part in parts if not part.agreements for d in part.documents}
    assert told == {signed, copied}
    (accord,) = [a for part in parts for a in part.agreements]
    assert {e.document for e in accord.evidence} == {signed, copied, recalled}
