"""Entities over reports: who is one and who is two. All names are made up."""

from __future__ import annotations

from itertools import permutations

from dragoman.linking.entities import LinkedEntities, link_entities
from dragoman.model.base import Span
from dragoman.model.document import Block, Document
from dragoman.model.reading import Chain, EntityKind, Mention, Reading, Role


def chain(
    name: str,
    kind: EntityKind = "person",
    *,
    country: str | None = None,
    aliases: tuple[str, ...] = (),
    title: str | None = None,
    geonames: str | None = None,
    form: str = "name",
) -> Chain:
    roles = (Role(title=title, span=Span(start=0, end=1)),) if title else ()
    return Chain(
        name=name,
        kind=kind,
        country=country,
        aliases=(name, *aliases),
        roles=roles,
        mentions=(Mention(start=0, end=4, form=form),),  # type: ignore[arg-type]
        external_ids={"geonames": geonames} if geonames else {},
        latitude=1.0 if geonames else None,
        longitude=1.0 if geonames else None,
    )


def reading(key: str, *chains: Chain) -> Reading:
    document = Document(id=key, text=f"{key} text of some report", blocks=(Block(kind="paragraph", start=0, end=10),))
    return Reading(document=document, reader="test", chains=chains)


def link(*readings: Reading) -> LinkedEntities:
    return link_entities({r.document.id: r for r in sorted(readings, key=lambda r: r.document.id)})


def together(one: Chain, two: Chain) -> bool:
    return len(link(reading("a", one), reading("b", two)).entities) == 1


def test_spellings_of_one_name_are_one() -> None:
    assert together(chain("Yusuf Güner", country="TUR"), chain("Yusuf Guner", country="TUR"))
    assert together(chain("Abdulmalik al-Hadi"), chain("Abdel-Malek Al Hadi"))
    assert together(chain("Said bin Omar Al Saidi", country="OMN"), chain("Saeed al-Saidi", country="OMN"))
    assert together(
        chain("Lahtaw Zau Ra", country="MMR", title="spokesman"), chain("Zau Ra", country="MMR", title="spokesman")
    )


def test_a_surname_alone_joins_nobody() -> None:
    assert not together(chain("Karim Sane", country="SEN"), chain("Mariam Sane", country="SEN"))
    assert not together(chain("Karim Sane"), chain("Sane"))
    assert not together(chain("Sane", country="SEN"), chain("Sane", country="SEN"))


def test_a_surname_in_one_affair_joins_the_only_one_it_fits() -> None:
    place = [chain("Port Ami", "place"), chain("Ami Relief Council", "organization")]
    linked = link(reading("a", chain("Karim Sane"), *place), reading("b", chain("Sane"), *place))
    assert len([e for e in linked.entities if e.kind == "person"]) == 1
    reasons = [x.reasons for x in linked.links if any("surname" in r for r in x.reasons)]
    assert any("both reports speak of" in r for r in reasons[0])
    two = link(
        reading("a", chain("Karim Sane"), *place),
        reading("b", chain("Sane"), *place),
        reading("c", chain("Mariam Sane"), *place),
    )
    assert len([e for e in two.entities if e.kind == "person"]) == 3


def test_states_bodies_and_acronyms() -> None:
    assert together(chain("Turkey", "country", country="TUR"), chain("Türkiye", "country", country="TUR"))
    assert together(chain("Northern Front", "armed-group", aliases=("NF",)), chain("NF", "organization"))
    assert together(
        chain("Defence Ministry", "government", country="CHL"),
        chain("Ministry of Defense", "government", country="CHL"),
    )
    assert not together(
        chain("Defence Ministry", "government", country="CHL"), chain("Defence Ministry", "government", country="PER")
    )
    assert not together(chain("Defence Ministry", "government"), chain("Defence Ministry", "government"))
    assert not together(
        chain("National Front", "organization", aliases=("NF",)),
        chain("Northern Forum", "organization", aliases=("NF",)),
    )


def test_places_by_id_or_name() -> None:
    assert together(chain("Bhamo", "place", geonames="1"), chain("Banmaw", "place", geonames="1"))
    assert together(chain("Nam Hu", "place", country="MMR"), chain("Nam Hu", "place"))
    assert together(chain("Nam Hu", "place", country="MMR"), chain("Nam Hu", "person"))


def test_order_of_documents_changes_nothing() -> None:
    readings = [
        reading("a", chain("Karim Sane", country="SEN", title="minister"), chain("Oman", "country", country="OMN")),
        reading("b", chain("Karim Sané", title="interior minister"), chain("Oman", "country", country="OMN")),
        reading("c", chain("K. Sane"), chain("Karim Sane")),
    ]
    results = [link_entities({r.document.id: r for r in order}) for order in permutations(readings)]
    assert all(
        r.entities == results[0].entities and r.of == results[0].of and r.redirects == results[0].redirects
        for r in results
    )


def test_every_link_tells_score_and_reasons() -> None:
    linked = link(reading("a", chain("Yusuf Güner", country="TUR")), reading("b", chain("Yusuf Guner", country="TUR")))
    assert len(linked.links) == len(linked.redirects) == 1
    assert linked.links[0].score >= 0.5
    assert "both of TUR" in linked.links[0].reasons
    (entity,) = linked.entities
    assert entity.aliases == ("Yusuf Guner", "Yusuf Güner")
    assert {m.document for m in entity.mentions} == {"a", "b"}
