"""Chains of event mentions over documents, the mentions given.

Two mentions of one story are the same event where their head words tell the same (a verb, the noun made of
it, a near synonym). Who says something tells one saying from another. Nouns that tell no event of their own
(a problem, a reason) and pronouns stay alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from spacy.tokens import Token

from dragoman.bench.event_words import ABSTRACT, SPEAKING, event_sense

_MentionId = tuple[str, int, int, int]
_SUBJECTS = ("nsubj", "nsubjpass")
_NO_WORD = ("PRON", "PUNCT", "ADP")


def cluster_events(
    mentions: Iterable[_MentionId], story: Mapping[str, Hashable], heads: Mapping[_MentionId, Token | None]
) -> dict[_MentionId, Hashable]:
    """The cluster of each mention; `story` leads from a document's name to its story."""
    return {m: _event(m, story[m[0]], heads[m]) for m in mentions}


def _event(mention: _MentionId, story: Hashable, head: Token | None) -> Hashable:
    if head is None or head.pos_ in _NO_WORD:
        return mention
    told = event_sense(head.lower_, head.lemma_.lower())
    if told in ABSTRACT:
        return mention
    return (story, told, _speaker(head)) if told in SPEAKING else (story, told)


def _speaker(verb: Token) -> str | None:
    """The last word of a verb's subject, or of that of the verb that it is joined to."""
    while True:
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return child.lower_
        if verb.dep_ not in ("conj", "xcomp"):
            return None
        verb = verb.head
