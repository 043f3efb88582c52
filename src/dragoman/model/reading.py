"""A reading: what one report says, as read from its text alone.

Rows refer to each other by their position in the reading's tuples (an int named after the thing, such
as `Source.chain` or `EventMention.time`), and to the text by offsets. Ids and links between reports are
the business of linking.
"""

from __future__ import annotations

from typing import Literal

from dragoman.model.base import Row, Span
from dragoman.model.document import Document
from dragoman.model.time import TimeBasis, TimexType

EntityKind = Literal[
    "person", "country", "place", "government", "organization", "armed-group", "media", "group"
]
# `metonym`: a capital or building that stands for the government that sits there ("Ankara said").
MentionForm = Literal["name", "role", "pronoun", "nationality", "description", "metonym"]
Voice = Literal["direct", "indirect", "mixed", "outlet"]
Modality = Literal["asserted", "planned", "possible", "conditional", "expected", "discussed", "denied"]
SourceKind = Literal[
    "person", "official", "anonymous", "agency", "outlet", "organization", "experts", "document", "group"
]
Comparator = Literal["=", ">", ">=", "<", "<=", "~", "between"]
Change = Literal["rise", "fall"]
EventStatus = Literal["occurred", "ongoing", "planned", "discussed", "denied", "hypothetical"]
AgreementKind = str  # the ontology's: defence, peace, ceasefire, trade, …
AgreementForm = Literal[
    "treaty", "agreement", "memorandum", "declaration", "plan", "contract", "understanding"
]
AgreementStatus = Literal[
    "proposed", "negotiating", "agreed", "signed", "ratified", "in-force",
    "suspended", "broken", "terminated", "expired",
]
ProvisionModality = Literal["committed", "permitted", "intended", "discussed"]
Verdict = Literal["met", "partly-met", "not-met", "disputed", "pending"]
RelationKind = Literal["part-of", "follows", "implements", "replaces", "amends", "parallel"]


class Mention(Row, frozen=True):
    """One occurrence of a name, or of what stands for it: a role, a pronoun, a nationality word."""

    start: int
    end: int
    form: MentionForm = "name"


class Role(Row, frozen=True):
    """A title or office that the text gives to a person, with whom they hold it for (a chain)."""

    title: str
    span: Span
    of: int | None = None
    former: bool = False


class Chain(Row, frozen=True):
    """The mentions of one person, body, place or group in one report.

    `name` is the fullest form seen and `aliases` every named form (never a pronoun or a bare role).
    `country` is ISO 3166-1 alpha-3; `sector` a PLOVER code. Coordinates are of places only.
    `known` is the fullest name of a well-known body that the lexicon has under one of the forms.
    """

    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    roles: tuple[Role, ...] = ()
    external_ids: dict[str, str] = {}
    latitude: float | None = None
    longitude: float | None = None
    known: str | None = None


class TimeExpression(Row, frozen=True):
    """A TIMEX3 expression. `relative` says how its value is counted from the document's date, so that
    linking can count again when another report settles that date; null where the value is explicit."""

    start: int
    end: int
    type: TimexType
    value: str
    earliest: str | None = None
    latest: str | None = None
    basis: TimeBasis = "explicit"
    relative: str | None = None


class QuantityMention(Row, frozen=True):
    """A number with its bounds, unit and what it counts or measures.

    `low` and `high` are equal for a plain number; one is null for an open bound. `of_spans` are the
    words that `of` was taken from.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    comparator: Comparator = "="
    unit: str | None = None
    of: str | None = None
    of_spans: tuple[Span, ...] = ()
    change: Change | None = None


class Source(Row, frozen=True):
    """One link of an attribution: `name` as written at start:end, whom it stands for, and the cue."""

    name: str
    start: int
    end: int
    kind: SourceKind
    chain: int | None = None
    cue: str | None = None
    cue_span: Span | None = None


class ClaimMention(Row, frozen=True):
    """A statement that the report passes on, or (voice `outlet`) makes itself.

    start:end is the content without the "X said". `attribution` goes from the nearest source to the
    ultimate origin, and is empty for the outlet's own voice. `said` is a time expression's position.
    """

    start: int
    end: int
    voice: Voice
    modality: Modality = "asserted"
    negated: bool = False
    quotes: tuple[Span, ...] = ()
    attribution: tuple[Source, ...] = ()
    said: int | None = None


class Signatory(Row, frozen=True):
    """Who signed, witnessed or mediated, for which party, in which role; all but `role` are chains."""

    person: int
    party: int | None = None
    role: str | None = None


class Aim(Row, frozen=True):
    """What an agreement is for, in the report's words."""

    text: str
    evidence: tuple[Span, ...]


class Provision(Row, frozen=True):
    """One thing that an agreement commits to, permits, intends or leaves under discussion."""

    text: str
    evidence: tuple[Span, ...]
    modality: ProvisionModality
    obligor: int | None = None
    beneficiary: int | None = None
    action: str | None = None
    object: str | None = None
    sector: str | None = None
    condition: str | None = None
    deadline: int | None = None


class Compliance(Row, frozen=True):
    """What somebody says of an obligation's being kept. `by` is the attribution, empty for the outlet."""

    verdict: Verdict
    text: str
    evidence: tuple[Span, ...]
    by: tuple[Source, ...] = ()
    party: int | None = None
    time: int | None = None


class StatusChange(Row, frozen=True):
    """A step of an agreement's life as a report tells it: `time` is the position of the expression that dates
    it, `by` the attribution, empty for the outlet."""

    status: AgreementStatus
    evidence: tuple[Span, ...]
    time: int | None = None
    by: tuple[Source, ...] = ()


class AgreementRelation(Row, frozen=True):
    """How an agreement stands to another of the same reading, by position."""

    kind: RelationKind
    agreement: int
    evidence: tuple[Span, ...]


class AgreementMention(Row, frozen=True):
    """One agreement as one report tells of it. `signed` is a time expression; parties and places are chains.

    `near_kinds` are the kinds that another report may give it; empty where no word of its own tells the kind.
    """

    name: str
    kind: AgreementKind
    evidence: tuple[Span, ...]
    form: AgreementForm | None = None
    parties: tuple[int, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    witnesses: tuple[Signatory, ...] = ()
    mediators: tuple[Signatory, ...] = ()
    signed: int | None = None
    place: int | None = None
    status: AgreementStatus | None = None
    aims: tuple[Aim, ...] = ()
    provisions: tuple[Provision, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    relations: tuple[AgreementRelation, ...] = ()
    history: tuple[StatusChange, ...] = ()
    near_kinds: tuple[AgreementKind, ...] = ()


class EventMention(Row, frozen=True):
    """One PLOVER event as one report tells of it. The first evidence span without a field is its trigger's clause."""

    type: str
    evidence: tuple[Span, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    place: int | None = None
    time: int | None = None
    status: EventStatus = "occurred"
    agreement: int | None = None
    trigger: str = ""
    cameo: str | None = None


class Reading(Row, frozen=True):
    """All that one report says. A pure function of the document, the ontology and the reader's version.

    `document` is the document with the publication date that the reader inferred, where none was given.
    """

    document: Document
    reader: str
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    chains: tuple[Chain, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    claims: tuple[ClaimMention, ...] = ()
    agreements: tuple[AgreementMention, ...] = ()
    events: tuple[EventMention, ...] = ()
