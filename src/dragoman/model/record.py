"""The rows of the record, with the names and meanings that its export promises.

Every row that states something about the world carries `evidence`: exact spans of documents. Lists of
ids name rows of another kind. What the reports do not give is null. `judged` lists the ids of the judgements
of people that act on a row: what they say in it is no longer the machine's.
"""

from __future__ import annotations

from dragoman.model.base import Row
from dragoman.model.document import Block, PublishedBasis
from dragoman.model.judgement import Judgement
from dragoman.model.reading import (
    AgreementForm,
    AgreementStatus,
    Change,
    Comparator,
    EntityKind,
    EventStatus,
    Modality,
    ProvisionModality,
    RelationKind,
    SourceKind,
    Verdict,
    Voice,
)
from dragoman.model.time import Time, TimeBasis, TimexType


class Evidence(Row, frozen=True):
    """Words of a document: `text` is exactly its slice start:end; `field` the attribute that they support.

    Evidence sorts by document and place, then by field; what supports the row as a whole comes first.
    """

    document: str
    start: int
    end: int
    text: str
    field: str | None = None

    def __lt__(self, other: Evidence) -> bool:
        mine = (self.document, self.start, self.end, self.field or "")
        return mine < (other.document, other.start, other.end, other.field or "")


class DocumentRow(Row, frozen=True):
    """A report that was read. `copy_of` is the document that it repeats, `story` the story it belongs to.

    `version_of` is the first version of the article of which this is a later one; `updated` and the document's id
    put the versions in order. `unread` says why a report was kept but not read.
    """

    id: str
    file: str | None
    url: str | None
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    language: str | None
    published: Time | None
    published_basis: PublishedBasis | None
    text: str
    blocks: tuple[Block, ...]
    copy_of: str | None = None
    story: str | None = None
    updated: Time | None = None
    agency: str | None = None
    unread: str | None = None
    version_of: str | None = None
    judged: tuple[str, ...] = ()


class TimeRow(Row, frozen=True):
    """A time expression in a document, with its TIMEX3 type and value."""

    id: str
    document: str
    start: int
    end: int
    text: str
    type: TimexType
    value: str
    earliest: str | None
    latest: str | None
    basis: TimeBasis
    judged: tuple[str, ...] = ()


class EntityRole(Row, frozen=True):
    """A title that reports give to an entity, and whom it is held for (an entity id)."""

    title: str
    of: str | None
    evidence: tuple[Evidence, ...]
    former: bool = False


class Entity(Row, frozen=True):
    """A person, body, place or group, over all reports."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    sector: str | None
    external_ids: dict[str, str]
    latitude: float | None
    longitude: float | None
    roles: tuple[EntityRole, ...]
    mentions: tuple[Evidence, ...]
    judged: tuple[str, ...] = ()


class Attribution(Row, frozen=True):
    """One link of a claim's chain of sources; `entity` is whom the name stands for."""

    name: str
    entity: str | None
    kind: SourceKind
    cue: str | None
    document: str
    start: int
    end: int
    text: str


class Claim(Row, frozen=True):
    """A statement that a report passes on or makes."""

    id: str
    document: str
    start: int
    end: int
    text: str
    voice: Voice
    quotes: tuple[Evidence, ...]
    attribution: tuple[Attribution, ...]
    modality: Modality
    negated: bool
    said: Time | None
    judged: tuple[str, ...] = ()


class Quantity(Row, frozen=True):
    """A figure in a document, what it counts or measures, and the claim that it stands in."""

    id: str
    document: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None
    of: str | None
    change: Change | None
    claim: str | None
    judged: tuple[str, ...] = ()


class Corroboration(Row, frozen=True):
    """On whose word something rests. Origins are counted, not outlets: copies are not confirmation."""

    documents: int
    outlets: int
    origins: tuple[str, ...]
    independent_origins: int
    level: str  # single-source, one-origin or independent
    why: str = ""


class Event(Row, frozen=True):
    """Something that was done, by whom to whom, coded in PLOVER."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: Time | None
    status: EventStatus
    summary: str
    agreement: str | None
    claims: tuple[str, ...]
    quantities: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    corroboration: Corroboration
    cameo: str | None = None
    judged: tuple[str, ...] = ()


class SignatoryRow(Row, frozen=True):
    """Who signed, witnessed or mediated: entity ids, and the role in words."""

    person: str
    party: str | None
    role: str | None


class AimRow(Row, frozen=True):
    """What an agreement is for."""

    text: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class ProvisionRow(Row, frozen=True):
    """One thing that an agreement commits to, permits, intends or leaves under discussion."""

    text: str
    obligor: str | None
    beneficiary: str | None
    action: str | None
    object: str | None
    sector: str | None
    modality: ProvisionModality
    condition: str | None
    deadline: Time | None
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class ComplianceRow(Row, frozen=True):
    """Who says that an obligation is kept or not; `by` is the attribution chain.

    `provision` is the place in the agreement's list of the one that is judged, `event` what was done, and
    `why` how linking came to see a deed, or the want of one, as this provision's.
    """

    verdict: Verdict
    by: tuple[Attribution, ...]
    party: str | None
    text: str
    time: Time | None
    evidence: tuple[Evidence, ...]
    provision: int | None = None
    event: str | None = None
    why: str = ""


class StatusRow(Row, frozen=True):
    """A step of an agreement's life. `time` is when it was, or no later than the report that tells of it;
    `by` is the attribution chain, empty where reports tell it in their own voice."""

    status: AgreementStatus
    time: Time | None
    by: tuple[Attribution, ...]
    evidence: tuple[Evidence, ...]


class RelationRow(Row, frozen=True):
    """How an agreement stands to another."""

    kind: RelationKind
    agreement: str
    evidence: tuple[Evidence, ...]


class Agreement(Row, frozen=True):
    """An agreement over all reports that speak of it."""

    id: str
    name: str
    kind: str
    form: AgreementForm | None
    parties: tuple[str, ...]
    signatories: tuple[SignatoryRow, ...]
    witnesses: tuple[SignatoryRow, ...]
    mediators: tuple[SignatoryRow, ...]
    signed: Time | None
    place: str | None
    status: AgreementStatus | None
    aims: tuple[AimRow, ...]
    provisions: tuple[ProvisionRow, ...]
    compliance: tuple[ComplianceRow, ...]
    relations: tuple[RelationRow, ...]
    evidence: tuple[Evidence, ...]
    corroboration: Corroboration
    history: tuple[StatusRow, ...] = ()
    judged: tuple[str, ...] = ()


class Assertion(Row, frozen=True):
    """One distinct thing that is asserted, however many claims assert it."""

    id: str
    text: str
    claims: tuple[str, ...]
    quantities: tuple[str, ...]
    events: tuple[str, ...]
    corroboration: Corroboration
    judged: tuple[str, ...] = ()


class TimelineEntry(Row, frozen=True):
    """One step of a story."""

    time: Time | None
    event: str | None
    agreement: str | None
    summary: str
    evidence: tuple[Evidence, ...]


class Chapter(Row, frozen=True):
    """A part of a long story: the reports from one day to another that speak of the same.

    `title` tells the event that most of them tell of (`event`, where there is one) or is the first one's headline;
    `why` says what parts it from the chapter before.
    """

    title: str
    first: Time | None
    last: Time | None
    documents: tuple[str, ...]
    event: str | None
    why: str


class Story(Row, frozen=True):
    """The documents about the same events, with what happened in order of time, and its chapters where it is long."""

    id: str
    title: str
    documents: tuple[str, ...]
    first: Time | None
    last: Time | None
    timeline: tuple[TimelineEntry, ...]
    chapters: tuple[Chapter, ...] = ()
    judged: tuple[str, ...] = ()


class DifferenceItem(Row, frozen=True):
    """What one report says where reports part."""

    document: str
    value: str
    evidence: tuple[Evidence, ...]


class Difference(Row, frozen=True):
    """Where the reports of one story part: figure, date, party, quote, attribution, relation, status, only-in."""

    id: str
    story: str
    kind: str
    about: str
    summary: str
    items: tuple[DifferenceItem, ...]
    judged: tuple[str, ...] = ()


class Link(Row, frozen=True):
    """A scored decision that two things are one. `kind` names the things' list; left and right are their own ids."""

    id: str
    kind: str
    left: str
    right: str
    score: float
    reasons: tuple[str, ...]
    judged: tuple[str, ...] = ()


class Redirect(Row, frozen=True):
    """An id that was, or may have been, published for a row that is now part of another."""

    id: str
    to: str


class Record(Row, frozen=True):
    """The whole record, each list in the order of its ids unless order means something."""

    documents: tuple[DocumentRow, ...] = ()
    times: tuple[TimeRow, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    stories: tuple[Story, ...] = ()
    differences: tuple[Difference, ...] = ()
    links: tuple[Link, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    judgements: tuple[Judgement, ...] = ()
