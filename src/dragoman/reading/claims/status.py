"""Modality and negation of a claim's content."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.model.reading import Modality
from dragoman.text.factuality import OBLIGATIONS, status_of

_EXPECTED = frozenset(("expect", "anticipate", "predict", "forecast", "foresee", "hope", "project"))
_DISCUSSED = frozenset(("consider", "discuss", "mull", "weigh", "contemplate"))
_PLANNED = frozenset(("plan", "intend", "vow", "pledge", "promise", "threaten", "aim", "agree", "propose", "undertake"))


def claim_status(head: Token, within: tuple[int, int]) -> tuple[Modality, bool]:
    """The status of a content's main word, as the content itself gives it. An obligation is asserted as one."""
    status, negated = status_of(head, within)
    if status == "asserted" and head.lemma_ in _DISCUSSED and head.tag_ == "VBG":
        status = "discussed"
    if status in ("asserted", "planned", "discussed") and _on_condition(head, within):
        status = "conditional"
    if status == "possible" and any(c.dep_ == "aux" and c.lower_ in OBLIGATIONS for c in head.children):
        status = "asserted"
    return status, negated


def _on_condition(head: Token, within: tuple[int, int]) -> bool:
    """Does a clause with "provided that" or "if" stand in the content, wherever the parser hung it?"""
    doc = head.doc
    return any(doc[i].lower_ in ("provided", "providing") and doc[i + 1].lower_ == "that"
               for i in range(head.i + 1, within[1]))


def by_cue(lemma: str, kind: str, denies: bool, status: Modality) -> Modality:
    """What the cue makes of the content: it denies it, expects it, plans it."""
    if denies:
        return "denied"
    if status == "asserted":
        if lemma in _EXPECTED and kind in ("clause", "aim", "phrase"):
            return "expected"
        if lemma in _PLANNED and kind in ("clause", "aim", "phrase"):
            return "planned"
        if kind == "aim":
            return "planned"
        if lemma in _DISCUSSED and kind == "phrase":
            return "discussed"
    return status


def main_word(words: list[Token]) -> Token | None:
    """The main predicate of a stretch of words: the first that hangs on none of the others, a verb if there is one."""
    inside = {w.i for w in words}
    tops = [w for w in words if w.head is w or w.head.i not in inside]
    verbs = [w for w in tops if w.pos_ in ("VERB", "AUX")]
    if verbs:
        return verbs[0]
    later = [w for w in words if w.pos_ in ("VERB", "AUX") and w.dep_ in ("ROOT", "ccomp", "conj")]
    return next(iter(later or tops), None)
