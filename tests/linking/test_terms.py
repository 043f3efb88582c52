from __future__ import annotations

import msgspec
import pytest
from tests.linking.handmade import report

from dragoman.linking.cluster import connect
from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.terms import term_differences
from dragoman.linking.entities import link_entities
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, AgreementStatus, Reading
from dragoman.model.record import Agreement, Difference

STATES = (("Norrland", "NOR"), ("Svenland", "SWE"), ("Finland", "FIN"))


def treaty(n: int, parties: tuple[int, ...], status: AgreementStatus | None = None, end: str = "") -> Reading:
    text = (f"Herring treaty, part {n}\n"
            f"The herring treaty of Norrland, Svenland and Finland was told of on page {n}{end}.")
    reading = report(text, states=STATES)
    at = text.index("The herring treaty")
    mention = AgreementMention(name="herring treaty", kind="economic", parties=parties, status=status,
                               evidence=(Span(start=at, end=at + len("The herring treaty")),))
    return msgspec.structs.replace(reading, agreements=(mention,))


def differences(*found: Reading) -> list[Difference]:
    readings = {r.document.id: r for r in sorted(found, key=lambda r: r.document.id)}
    named = link_entities(readings)
    rows = Rows(readings, named.of)
    story = Comparison("story", tuple(readings), Weights(30, {}), (), (), connect("claim", (), ()))
    deal = Agreement(id="agreement_1", name="herring treaty", kind="economic", form=None, parties=(), signatories=(),
                     witnesses=(), mediators=(), signed=None, place=None, status=None, aims=(), provisions=(),
                     compliance=(), relations=(), evidence=(), corroboration=Origins(rows, {}).corroborate(()))
    return list(term_differences(rows, story, {(d, 0): deal.id for d in readings}, {deal.id: deal},
                                 {e.id: e for e in named.entities}))


def test_parties_that_exclude_each_other_are_a_difference_and_a_shorter_list_is_none() -> None:
    (found,) = differences(treaty(1, (0, 1)), treaty(2, (0, 2)))
    assert found.kind == "party"
    assert {i.value for i in found.items} == {"Norrland, Svenland", "Norrland, Finland"}
    assert differences(treaty(1, (0, 1)), treaty(2, (0, 1, 2))) == []


def test_a_third_state_is_a_difference_where_another_report_speaks_of_the_two() -> None:
    (found,) = differences(treaty(1, (0, 1), end=" by the two countries"), treaty(2, (0, 1, 2)))
    assert found.kind == "party"


@pytest.mark.parametrize(("one", "other", "kinds"), [
    ("in-force", "suspended", ["status"]), ("signed", "suspended", []), ("in-force", "ratified", [])])
def test_a_status_that_excludes_the_other_is_a_difference(
    one: AgreementStatus, other: AgreementStatus, kinds: list[str],
) -> None:
    assert [d.kind for d in differences(treaty(1, (0, 1), one), treaty(2, (0, 1), other))] == kinds
