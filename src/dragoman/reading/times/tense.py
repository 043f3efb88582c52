"""Which way a time expression points: what the tense of its clause says of it.

A report names a weekday or a month without saying which one; the reader goes by the verb. "Met on
Thursday" is the last one, "will meet on Thursday" the next, "was to meet on Thursday" was still to come
when it was said.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from dragoman.ontology.times import TimeWords

Direction = Literal["past", "future", "prospective", "present", "none"]
_UP_TO = ("by", "until", "till", "through")
_AHEAD = ("by", "until", "till", "before", "from", "starting", "beginning", "through")


def direction(token: Token, words: TimeWords, lead: str = "") -> Direction:
    """Where the clause of a time expression stands to the report: before it (`past`), after it (`future`), after
    some past moment (`prospective`), or in the present tense; `none` where no verb says.

    `token` is the expression's last word and `lead` the word before its first, "by" of "by noon on Friday"."""
    preposition = token.head.lower_ if token.head.tag_ in ("IN", "VBG") else ""
    preposition = lead if lead in _AHEAD and preposition in ("on", "of", "") else preposition
    if preposition == "since":
        return "past"
    word = token
    for _ in range(10):
        if word is not token and word.lemma_.lower() in words.expected and word.tag_ in ("VBN", "JJ", "RB"):
            return _expected(word)
        if word.tag_[:2] == "VB" or word.tag_ == "MD":
            said = _of_verb(word, words)
            if said is not None:
                if token.dep_ == "poss" and said == "prospective":
                    return "past"  # "ways to get around Wednesday's ruling"
                ahead = preposition in _AHEAD or word.lemma_ in words.scheduled
                if preposition in _UP_TO and said == "past" and word.lemma_ in words.deferring:
                    return "prospective"  # "gave them until November"
                return "future" if said == "present" and ahead else said
        if word.head is word:
            break
        word = word.head
    return "future" if preposition in _UP_TO else "none"  # a headline's "Until Friday"




def _expected(word: Token) -> Direction:
    """Of what is or was expected, due, scheduled: the tense of the being so."""
    helpers = [c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")] + [word.head.lower_]
    if "had" in helpers:
        return "past"  # and is no longer expected
    return "future" if any(h in ("is", "are", "'s", "'re", "will") for h in helpers) else "prospective"


def _of_verb(verb: Token, words: TimeWords) -> Direction | None:
    """What one verb with its auxiliaries says; None where it takes its time from the verb that governs it."""
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(h in words.future_modals for h in helpers):
        return "future"
    if any(h in words.open_modals for h in helpers):
        return "prospective"
    if verb.tag_ == "VBD" or any(h in ("had", "did", "was", "were") for h in helpers):
        return "past"
    if verb.tag_ in ("VB", "VBG") and "to" in helpers:
        return _of_infinitive(verb, words)
    if verb.tag_ == "VBG" and any(h in ("is", "are", "'s", "'re", "'m", "am") for h in helpers):
        return "future"  # "is meeting on Thursday"
    if verb.tag_ == "VBN":
        return "present" if any(h in ("is", "are", "'s", "'re", "be") for h in helpers) else "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return None


def _of_infinitive(verb: Token, words: TimeWords) -> Direction:
    """Of "to meet on Thursday": still to come, from where the governing verb stands."""
    governor = verb.head
    if governor is verb:
        return "future"  # a headline's "to"
    if governor.lemma_.lower() in words.expected and governor.tag_[:2] != "VB":
        return _expected(governor)
    if governor.lemma_.lower() in words.prospective or governor.lower_ in ("is", "are", "'s"):
        return "prospective" if governor.tag_ in ("VBD", "VBN") else "future"
    if governor.tag_ == "VBD":
        return "prospective" if governor.lemma_ in ("be", "have") else "past"
    return "prospective"
