"""An agreement while its phrases are being gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dragoman.model.reading import RelationKind
from dragoman.reading.agreements.makings import Making
from dragoman.reading.agreements.phrases import Phrase


@dataclass(eq=False)
class Draft:
    """An agreement while its phrases are being gathered.

    `lemmas` are the nouns that it was called by; `fixed` is the kind that such a noun tells by itself;
    `only_headlines` tells that the text itself has not spoken of it yet.
    """

    phrases: list[Phrase] = field(default_factory=list)
    makings: list[Making] = field(default_factory=list)
    parties: dict[int, None] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    kinds: Counter[str] = field(default_factory=Counter)
    family: str = "any"
    derived: RelationKind | None = None
    dates: list[int] = field(default_factory=list)
    topic: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    fixed: str | None = None
    named: bool = False
    only_headlines: bool = True
    base: Draft | None = None
    group: Making | None = None

    @property
    def kind(self) -> str | None:
        """The kind that its phrases tell, if they do."""
        if self.fixed:
            return self.fixed
        return self.kinds.most_common(1)[0][0] if self.kinds else None
