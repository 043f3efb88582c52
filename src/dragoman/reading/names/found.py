"""What the scanning of a block finds before it is known who is who."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.reading import EntityKind, MentionForm


@dataclass(slots=True)
class Found:
    """A stretch of a block that names somebody or something; offsets count in the document.

    `first` and `last` are its words in the block. `kind` is None where its form alone does not tell.
    """

    block: int
    start: int
    end: int
    first: int
    last: int
    text: str
    kind: EntityKind | None = None
    sector: str | None = None
    country: str | None = None
    form: MentionForm = "name"
    sure: bool = False  # the lexicon knows it
    initial: bool = False  # its capital may be owed to its place
    owner: bool = False  # in the possessive
    honorific: str | None = None
    chain: int = -1
    function: str | None = None  # of a body of the state: what tells it from the others of that state
    definite: bool = False
    guessed: bool = False  # its country is that of the state in focus, not its own words'
    called: str | None = None  # a description with the name that it is told by: "Basra provincial council"
    arms: bool = False  # a word for people in arms stands beside it


@dataclass(slots=True)
class TitlePhrase:
    """A title or office in the text: "former justice minister", "Chief of Staff".

    `person` is the mention that bears it and `of` the one that it is held in or for, by position.
    """

    block: int
    start: int
    end: int
    first: int
    last: int
    text: str
    head: str
    sector: str
    former: bool = False
    modifiers: tuple[str, ...] = ()
    person: int | None = None
    of: int | None = None
    definite: bool = False
    plural: bool = False


@dataclass(slots=True)
class Finds:
    """All that was found, in order of place."""

    names: list[Found] = field(default_factory=list)
    titles: list[TitlePhrase] = field(default_factory=list)
