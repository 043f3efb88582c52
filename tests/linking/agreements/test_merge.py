"""One row from several reports: whom linking leaves out of the parties."""

from __future__ import annotations

from dragoman.documents.text import document_from_text
from dragoman.linking.agreements.compare import Told, tell
from dragoman.linking.agreements.merge import _parties
from dragoman.linking.rows import Rows
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, Chain, Mention, Reading, Signatory


def reading(text: str, chains: tuple[Chain, ...], agreement: AgreementMention) -> Reading:
    return Reading(document=document_from_text(text), reader="by hand", chains=chains, agreements=(agreement,))


def chain(name: str, kind: str, country: str | None = None) -> Chain:
    return Chain(name=name, kind=kind, country=country, mentions=(Mention(start=0, end=4),))  # type: ignore[arg-type]


def pact(parties: tuple[int, ...], signatories: tuple[Signatory, ...] = ()) -> AgreementMention:
    return AgreementMention(name="pact", kind="border", evidence=(Span(start=0, end=4),), parties=parties,
                            signatories=signatories)


def parties(second_name: str) -> tuple[str, ...]:
    """The parties of two reports, of which one names who signed and the other takes a name for a party."""
    full = reading("Peru's Ana Quispe signed the pact with Chile.", (
        chain("Peru", "country", "PER"), chain("Chile", "country", "CHL"), chain("Ana Quispe", "person")),
        pact((0, 1), (Signatory(person=2, party=0),)))
    bare = reading(f"{second_name} and Chile have a pact.", (
        chain(second_name, "organization"), chain("Chile", "country", "CHL")), pact((0, 1)))
    readings = {r.document.id: r for r in (full, bare)}
    rows = Rows(readings, {(d, n): c.name for d, r in readings.items() for n, c in enumerate(r.chains)})
    told: list[Told] = list(tell(rows, {}))
    return _parties(rows, told)


def test_a_signatorys_bare_surname_is_no_party() -> None:
    assert parties("Quispe") == ("Peru", "Chile")


def test_another_body_stays_a_party() -> None:
    assert parties("Andean Union") == ("Peru", "Chile", "Andean Union")
