"""A small record made by hand: two reports of one signing that quote it differently."""

from __future__ import annotations

from dragoman.model.document import Block
from dragoman.model.record import (
    Agreement,
    Assertion,
    Attribution,
    Claim,
    ComplianceRow,
    Corroboration,
    Difference,
    DifferenceItem,
    DocumentRow,
    Entity,
    Event,
    Evidence,
    ProvisionRow,
    Quantity,
    Record,
    SignatoryRow,
    Story,
    TimelineEntry,
)
from dragoman.model.time import Time

FIRST = (
    "Ruritania and Graustark signed a border pact on 4 May. It sends 900 guards. “We share one gate,” said Anna Berg."
)
SECOND = "The pact was signed by Anna Berg. “We share one old gate,” Berg said. A source said it was not kept."
DAY = Time(value="2026-05-04", earliest="2026-05-04", latest="2026-05-04")
ONE = Corroboration(documents=2, outlets=2, origins=("Anna Berg",), independent_origins=1, level="one-origin")


def words(document: str, text: str, field: str | None = None) -> Evidence:
    """Evidence for the first place where a text stands in one of the two reports."""
    start = {"d_1": FIRST, "d_2": SECOND}[document].index(text)
    return Evidence(document=document, start=start, end=start + len(text), text=text, field=field)


def report(id: str, text: str, **more: object) -> DocumentRow:
    """A report that is one paragraph."""
    values: dict[str, object] = {
        "file": f"{id}.txt",
        "url": None,
        "title": None,
        "publisher": f"Paper {id}",
        "authors": (),
        "language": "en",
        "published": DAY,
        "published_basis": "metadata",
        "story": "s_1",
        "blocks": (Block(kind="paragraph", start=0, end=len(text)),),
        **more,
    }
    return DocumentRow(id=id, text=text, **values)  # type: ignore[arg-type]


def entity(id: str, name: str, kind: str, *mentions: Evidence) -> Entity:
    """An entity with one name."""
    return Entity(
        id=id,
        name=name,
        aliases=(name,),
        kind=kind,
        country=None,
        sector=None,  # type: ignore[arg-type]
        external_ids={},
        latitude=None,
        longitude=None,
        roles=(),
        mentions=mentions,
    )


def claim(id: str, document: str, text: str, source: str) -> Claim:
    """A direct quotation."""
    at, by = words(document, text), words(document, source)
    link = Attribution(
        name=source,
        entity="e_berg",
        kind="person",
        cue="said",
        document=document,
        start=by.start,
        end=by.end,
        text=source,
    )
    return Claim(
        id=id,
        document=document,
        start=at.start,
        end=at.end,
        text=text,
        voice="direct",
        quotes=(at,),
        attribution=(link,),
        modality="asserted",
        negated=False,
        said=None,
    )


def small_record(title: str = "A border pact") -> Record:
    """The record of the two reports."""
    guards = words("d_1", "900 guards")
    one, two = (
        claim("c_1", "d_1", "We share one gate", "Anna Berg"),
        claim("c_2", "d_2", "We share one old gate", "Berg"),
    )
    kept = words("d_2", "it was not kept")
    return Record(
        documents=(report("d_1", FIRST), report("d_2", SECOND)),
        entities=(
            entity("e_rur", "Ruritania", "country", words("d_1", "Ruritania")),
            entity("e_gra", "Graustark", "country", words("d_1", "Graustark")),
            entity("e_berg", "Anna Berg", "person", words("d_1", "Anna Berg"), words("d_2", "Anna Berg")),
        ),
        claims=(one, two),
        quantities=(
            Quantity(
                id="q_1",
                document="d_1",
                start=guards.start,
                end=guards.end,
                text="900 guards",
                low=900.0,
                high=900.0,
                comparator="=",
                unit=None,
                of="guards",
                change=None,
                claim=None,
            ),
        ),
        events=(
            Event(
                id="ev_1",
                type="SUPPORT",
                mode=None,
                contexts=(),
                actors=("e_rur", "e_gra"),
                recipients=(),
                place=None,
                time=DAY,
                status="occurred",
                summary="Ruritania and Graustark signed a border pact.",
                agreement="a_1",
                claims=(),
                quantities=(),
                evidence=(words("d_1", "signed a border pact"),),
                corroboration=ONE,
            ),
        ),
        agreements=(
            Agreement(
                id="a_1",
                name="border pact",
                kind="border",
                form="agreement",
                parties=("e_rur", "e_gra"),
                signatories=(SignatoryRow(person="e_berg", party=None, role=None),),
                witnesses=(),
                mediators=(),
                signed=DAY,
                place=None,
                status="signed",
                aims=(),
                relations=(),
                corroboration=ONE,
                provisions=(
                    ProvisionRow(
                        text="sends 900 guards",
                        obligor=None,
                        beneficiary=None,
                        action="send",
                        object="900 guards",
                        sector=None,
                        modality="committed",
                        condition=None,
                        deadline=None,
                        claims=(),
                        evidence=(words("d_1", "sends 900 guards"),),
                    ),
                ),
                compliance=(
                    ComplianceRow(
                        verdict="not-met", by=(), party=None, text="it was not kept", time=None, evidence=(kept,)
                    ),
                ),
                evidence=(words("d_1", "a border pact"), words("d_1", "on 4 May", "signed"), words("d_2", "The pact")),
            ),
        ),
        assertions=(
            Assertion(
                id="as_1", text="We share one gate", claims=("c_1", "c_2"), quantities=(), events=(), corroboration=ONE
            ),
        ),
        stories=(
            Story(
                id="s_1",
                title=title,
                documents=("d_1", "d_2"),
                first=DAY,
                last=DAY,
                timeline=(
                    TimelineEntry(
                        time=DAY,
                        event="ev_1",
                        agreement="a_1",
                        summary="Ruritania and Graustark signed a border pact.",
                        evidence=(words("d_1", "signed a border pact"),),
                    ),
                ),
            ),
        ),
        differences=(
            Difference(
                id="x_1",
                story="s_1",
                kind="quote",
                about="Anna Berg",
                summary="Anna Berg is quoted differently",
                items=(
                    DifferenceItem(
                        document="d_1", value="We share one gate", evidence=(words("d_1", "We share one gate"),)
                    ),
                    DifferenceItem(
                        document="d_2", value="We share one old gate", evidence=(words("d_2", "We share one old gate"),)
                    ),
                ),
            ),
        ),
    )
