"""Fields of provisions and people of agreements, as people correct them."""

from __future__ import annotations

import pytest

from dragoman.linking.judged.fields import at, hint, is_field, names, provision_at
from dragoman.linking.judged.values import Given, correct_rows
from dragoman.model.record import Agreement, ComplianceRow, Corroboration, Evidence, ProvisionRow, SignatoryRow
from dragoman.model.time import Time


def provision(start: int, text: str) -> ProvisionRow:
    words = Evidence(document="d_1", start=start, end=start + len(text), text=text)
    return ProvisionRow(text=text, obligor=None, beneficiary=None, action=None, object=None, sector=None,
                        modality="committed", condition=None, deadline=None, claims=(), evidence=(words,))


PROMISES = (provision(10, "open the bridge"), provision(60, "free the crews"), provision(90, "count the nets"))
VERDICT = ComplianceRow(verdict="met", by=(), party=None, text="The crews are free.", time=None, evidence=(),
                        provision=1)
ACCORD = Agreement(
    id="agreement_1", name="the Vardo accord", kind="peace", form=None, parties=(), witnesses=(), mediators=(),
    signatories=(SignatoryRow(person="entity_a", party="entity_x", role="envoy"),), signed=None, place=None,
    status=None, aims=(), provisions=PROMISES, compliance=(VERDICT,), relations=(), evidence=(),
    corroboration=Corroboration(documents=1, outlets=1, origins=("a",), independent_origins=1, level="single-source"))


def corrected(**given: object) -> Agreement:
    values = {name.replace("P0", at(PROMISES[0])).replace("P1", at(PROMISES[1])): v for name, v in given.items()}
    (row,) = correct_rows([ACCORD], [Given("agreement_1", values)], {})
    return row


def test_a_field_of_a_provision_is_corrected_alone() -> None:
    day = Time(value="2026-03-01", earliest="2026-03-01", latest="2026-03-01")
    made = corrected(**{"P1/deadline": day, "P1/obligor": "entity_x"})
    assert (made.provisions[1].deadline, made.provisions[1].obligor) == (day, "entity_x")
    assert made.provisions[::2] == PROMISES[::2]
    assert made.compliance == ACCORD.compliance


def test_what_is_no_provision_goes_and_verdicts_follow_the_others() -> None:
    made = corrected(P0=None)
    assert made.provisions == PROMISES[1:]
    assert made.compliance[0].provision == 0
    assert corrected(P1=None).compliance[0].provision is None


def test_people_keep_what_reports_say_of_them() -> None:
    made = corrected(signatories=("entity_b", "entity_a"))
    assert made.signatories == (SignatoryRow(person="entity_b", party=None, role=None), *ACCORD.signatories)


def test_a_provision_is_found_by_its_words_and_no_others() -> None:
    assert [provision_at(at(p), PROMISES)[0] for p in PROMISES] == [0, 1, 2]
    assert provision_at("provisions/d_1:40-50/deadline", PROMISES) == (None, "deadline")
    assert provision_at("provisions/d_2:10-25", PROMISES) == (None, None)


@pytest.mark.parametrize(("field", "known"), [
    ("provisions/d_1:10-25/deadline", True), ("provisions/d_1:10-25", True), ("provisions/d_1:10-25/text", False),
    ("provisions/d_1", False), ("signatories", True), ("provisions", False)])
def test_which_fields_an_agreement_has(field: str, known: bool) -> None:
    assert is_field("agreement", field) is known
    assert not is_field("event", field)


def test_what_fields_name_and_hold() -> None:
    assert (names("provisions/d_1:1-2/obligor"), names("provisions/d_1:1-2/condition")) == ("entity", None)
    assert hint("agreement", "provisions/d_1:1-2") is None
    assert hint("agreement", "mediators") == tuple[str, ...]
