"""Which phrases mean the same agreement.

Read from the top: each phrase is compared with the agreements met so far, and joins the best one that
nothing speaks against, or opens another. What is never identified by a party, a date or a name is no
agreement that a record can keep.
"""

from __future__ import annotations

from dragoman.ontology.agreements import AgreementWords
from dragoman.reading.agreements.calendar import Calendar
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.makings import Making
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import FIRM, Scene, offsets
from dragoman.text.grammar import SUBJECTS, subject
from dragoman.text.parse import kind_of

_ORDINALS = frozenset(("second", "third", "fourth", "fifth", "other", "another"))
_REMEMBERED = 40  # agreements that a phrase is compared with: the first, and so many last ones
_RESTS = ("pause", "lull")  # of guns, where the sentence tells of fighting
_HEAD = ("title", "standfirst", "heading", "caption")


class Resolver:
    """Joins the phrases of one report."""

    def __init__(self, scene: Scene, makings: list[Making]):
        self.scene, self.calendar = scene, Calendar(scene)
        self.lexicon: AgreementWords = scene.lexicon
        self.drafts: list[Draft] = []
        self.makings_of: dict[Phrase, list[Making]] = {}
        for making in makings:
            for phrase in making.phrases:
                self.makings_of.setdefault(phrase, []).append(making)
        self.last: list[Draft] = []  # by the last time each was spoken of
        self.plural: Making | None = None

    def resolve(self, phrases: list[Phrase]) -> list[Draft]:
        """The agreements of a report, in the order of first mention."""
        ordered = sorted(phrases, key=lambda p: (p.span.start, p.span.end))
        for phrase in ordered:
            if phrase.plural:
                self._note_group(phrase)
            elif phrase.noun.opens == "never" and phrase.reference in ("indefinite", "bare") \
                    and not (self.plural is not None and phrase.modifiers & _ORDINALS):
                continue
            else:
                self._place(phrase, ordered)
        return [d for d in self.drafts if self._is_identified(d)]

    def _note_group(self, phrase: Phrase) -> None:
        """ "Two agreements on Thursday": what is said of the group holds for those named next."""
        for making in self.makings_of.get(phrase, []):
            if making.verb.lemma_ in self.lexicon.dating and making.factuality == "asserted":
                self.plural = making

    def _place(self, phrase: Phrase, ordered: list[Phrase]) -> None:
        if phrase.reference == "pronoun":
            self._point_back(phrase)
            return
        start = max(0, len(self.drafts) - _REMEMBERED)
        known = [(n, self.drafts[n]) for n in (*range(min(1, start)), *range(start, len(self.drafts)))]
        fits = [(score, n) for n, d in known if (score := self._score(phrase, d)) is not None]
        best = self.drafts[max(fits, key=lambda x: (x[0], -x[1]))[1]] if fits else None
        if best is None or self._opens(phrase, best):
            if not self._may_open(phrase):
                return
            best = Draft(base=self._base(phrase, ordered), group=self._group(phrase))
            self.drafts.append(best)
        self._join(phrase, best)

    def _point_back(self, phrase: Phrase) -> None:
        """ "It" is the agreement that the sentence, or the one before, has as its subject, or has last."""
        docs = self.scene.parse.docs
        place = next(n for n, d in enumerate(docs) if d is phrase.head.doc)
        opens = phrase.sentence.start == 0 and place > 0  # the paragraph's first sentence looks back to the one before
        doc = docs[place - 1] if opens and not any(p.head.doc is phrase.head.doc and p.head.i < phrase.head.i
                                                   for d in self.drafts for p in d.phrases) else phrase.head.doc
        reach = 0 if doc is not phrase.head.doc else doc[max(0, phrase.sentence.start - 1)].sent.start
        near = [(p.head.dep_ in SUBJECTS and p.sentence == phrase.sentence, p.head.dep_ in SUBJECTS, p.span.start, n)
                for n, d in enumerate(self.drafts) for p in d.phrases[-_REMEMBERED:]
                if p.head.doc is doc and reach <= p.head.i and p.span.start < phrase.span.start]
        if near:
            self._join(phrase, self.drafts[max(near)[3]])
        elif phrase.head.pos_ == "VERB" and self.last:
            self._join(phrase, self.last[-1])  # who "signed in Oslo" signed what was spoken of last

    def _may_open(self, phrase: Phrase) -> bool:
        """Can a phrase speak of an agreement by itself?"""
        if phrase.modifiers & _ORDINALS and self.plural is not None:
            return True  # "a third text" of the three that were signed
        if phrase.noun.opens == "never" or phrase.reference == "pronoun" or (phrase.faceless and not phrase.words):
            return False
        if phrase.noun.family == "extension" and self._is_of_other(phrase):
            return False
        if phrase.head.lemma_.lower() in _RESTS and "ceasefire" not in count_kinds(self.lexicon, phrase.sentence):
            return False
        made = bool(self.makings_of.get(phrase)) or phrase.when is not None or phrase.noun.derived is not None \
            or (phrase.noun.opens == "made" and len(phrase.parties) > 1)
        named = phrase.reference == "definite" and bool(phrase.words)
        return phrase.noun.opens == "identified" or made or named or self._is_of_group(phrase)

    def _is_of_other(self, phrase: Phrase) -> bool:
        """ "Renewal of the act": what is prolonged is no agreement."""
        of = [p for c in phrase.head.children if c.lower_ == "of" for p in c.children if p.pos_ in ("NOUN", "PROPN")]
        return bool(of) and not any(p.lemma_.lower() in self.lexicon.noun_of for p in of)

    def _group(self, phrase: Phrase) -> Making | None:
        """The signing of several texts that this one may be of: where it has no date, or the same."""
        when, group = self._when(phrase), self.plural
        if when is None or group is None or group.when is None:
            return group if when is None else None
        return group if self.calendar.meet(when, group.when) else None

    def _is_of_group(self, phrase: Phrase) -> bool:
        """Is it one of several of that noun that were signed together?"""
        return self.plural is not None and phrase.reference == "definite" and any(
            p.noun.family == phrase.noun.family != "any" for p in self.plural.phrases)

    def _join(self, phrase: Phrase, draft: Draft) -> None:
        draft.phrases.append(phrase)
        draft.topic |= phrase.topic
        draft.lemmas.add(phrase.head.lemma_.lower())
        draft.fixed = draft.fixed or phrase.noun.kind
        draft.named = draft.named or phrase.name is not None
        draft.only_headlines = draft.only_headlines and kind_of(phrase.sentence) in _HEAD
        draft.words |= phrase.words
        draft.kinds.update(phrase.kinds)
        if draft.family == "any":
            draft.family = phrase.noun.family
        draft.derived = draft.derived or phrase.noun.derived
        draft.parties.update(dict.fromkeys(phrase.parties))
        if phrase.when is not None:
            draft.dates.append(phrase.when)
        for making in self.makings_of.get(phrase, []):
            draft.makings.append(making)
            if making.verb.lemma_ in self.lexicon.dating:
                draft.parties.update(dict.fromkeys(making.parties))
            elif making.status in ("ratified", "negotiating", "suspended", "terminated") \
                    and making.factuality != "conditional":
                draft.parties.update((p, None) for p in making.parties
                                     if self.scene.chains[p].kind in FIRM)
            if making.verb.lemma_ in self.lexicon.dating and making.when is not None \
                    and making.factuality == "asserted":
                draft.dates.append(making.when)
        if draft in self.last:
            self.last.remove(draft)
        nested = bool(self.last) and any(p.holds(phrase.head) for p in self.last[-1].phrases if p is not phrase)
        self.last.insert(len(self.last) - nested, draft)

    def _base(self, phrase: Phrase, ordered: list[Phrase]) -> Draft | None:
        """The agreement that an annex or addendum is of: the one named with it, else the one last spoken of."""
        if phrase.noun.derived is None:
            return None
        named = [p for p in ordered if p is not phrase and phrase.holds(p.head)]
        inside = [d for d in self.drafts for p in named if self._score(p, d) is not None and not d.derived]
        rest = [d for d in reversed(self.last) if not d.derived]
        return next(iter(inside), next(iter(rest), None))

    def _opens(self, phrase: Phrase, best: Draft) -> bool:
        """Does a phrase with a possible antecedent nevertheless speak of a new agreement?"""
        if phrase.modifiers & _ORDINALS and self.plural is not None:
            return True
        if self._share_name(phrase, best) or phrase.noun.opens == "never":
            return False
        if phrase.other or (phrase.earlier and (phrase.reference != "definite" or best is self.drafts[0])):
            return True
        when = self._when(phrase)
        if kind_of(phrase.sentence) == "heading" and when is None:
            return False
        if phrase.sought and best.phrases[0].sought and best is self.drafts[-1]:
            return False  # what is sought is named again
        if phrase.reference == "indefinite":
            return self._opens_indefinite(phrase, best, when)
        if phrase.reference == "bare" and not best.only_headlines:
            return when is not None and not best.dates
        if when is not None and not best.dates and self.calendar.is_old(when):
            if phrase.reference == "definite" and not self._is_news(best) and not self._is_singled_out(phrase):
                return False  # "quits a pact with B ... the 2009 agreement": the report dates what it spoke of
            return not best.only_headlines or phrase.noun.family not in ("any", best.family)
        return when is not None and bool(best.dates) and not self.calendar.overlap([when], best.dates)

    def _opens_indefinite(self, phrase: Phrase, best: Draft, when: int | None) -> bool:
        """Does "an accord" speak of another than the one told of before?"""
        if phrase.noun.family == best.family != "any" and self._is_theirs(phrase):
            return False
        if phrase.head.dep_ in ("attr", "oprd") or phrase.head.head.lower_ == "as":
            return False
        if phrase.head.dep_ == "ROOT" and not self.makings_of.get(phrase) and when is None:
            return False  # a fragment in apposition: "An accord that the movement is to honour."
        if self._is_bare(best) and self._is_first_making(phrase, when):
            return False  # "a local truce" of the opening is told in full: "the two sides agreed to a truce …"
        same_day = when is not None and best.dates and self.calendar.overlap([when], best.dates)
        return not (best.only_headlines or (same_day and set(self._parties(phrase)) <= set(best.parties)
                                            and phrase.noun.family == best.family))

    def _is_bare(self, draft: Draft) -> bool:
        """Has the report only named it so far, and not said who made it, when or how it fared?"""
        first = draft.phrases[0]
        return draft is self.drafts[0] and len(self.drafts) == 1 and not (draft.makings or draft.dates or draft.words) \
            and not (first.sought or first.other or first.earlier or first.faceless)

    def _is_first_making(self, phrase: Phrase, when: int | None) -> bool:
        dated = [m for m in self.makings_of.get(phrase, []) if m.verb.lemma_ in self.lexicon.dating]
        return any(m.factuality == "asserted" and not m.negated for m in dated) and not (
            when is not None and self.calendar.is_old(when)) and phrase.noun.family != "any"

    def _is_theirs(self, phrase: Phrase) -> bool:
        """ "They signed a contract and have not honoured it": whoever quotes this speaks of one that is known."""
        quoted = self.scene.is_quoted(phrase.span.start, phrase.span.end) and self._when(phrase) is None
        makers = [subject(m.verb) for m in self.makings_of.get(phrase, [])]
        return quoted and bool(makers) and all(w is not None and w.pos_ == "PRON" for w in makers)

    def _when(self, phrase: Phrase) -> int | None:
        if phrase.when is not None:
            return phrase.when
        return next((m.when for m in self.makings_of.get(phrase, [])
                     if m.when is not None and m.verb.lemma_ in self.lexicon.dating), None)

    def _parties(self, phrase: Phrase) -> tuple[int, ...]:
        made = [p for m in self.makings_of.get(phrase, []) for p in m.parties
                if m.verb.lemma_ in self.lexicon.dating or (m.unmakes and self.scene.chains[p].kind == "country")]
        return tuple(dict.fromkeys((*phrase.parties, *made)))

    def _score(self, phrase: Phrase, draft: Draft) -> float | None:
        """How well a phrase fits an agreement, or None where something speaks against it."""
        shared = self._share_name(phrase, draft)
        if self._conflict(phrase, draft, shared):
            return None
        when, parties = self._when(phrase), set(self._parties(phrase))
        score = 4.0 * shared
        score += 2.0 * (when is not None and bool(draft.dates))
        score += 1.0 * bool(parties & set(draft.parties))
        score += 1.5 * (phrase.noun.family != "any" and phrase.noun.family == draft.family)
        score += 0.75 * (phrase.head.lemma_.lower() in draft.lemmas)
        kind = phrase.noun.kind or (phrase.kinds.most_common(1)[0][0] if phrase.kinds else None)
        score += 1.0 * (kind is not None and kind == draft.kind)
        first = draft.phrases[0]
        unmade = (first.other or first.sought) and not any(m.factuality == "asserted" for m in draft.makings)
        if draft in self.last[-1:] and not (unmade and phrase.noun.opens == "never"):
            here = any(p.head.doc is phrase.head.doc for p in draft.phrases[-1:])
            score += 2.0 if here or phrase.noun.opens == "never" else 0.5
            score += bool(phrase.modifiers & {"that", "this", "its"})
        score += 2.0 * ("new" in phrase.modifiers and draft is self._news())
        return score + min(1.0, 0.2 * len(draft.phrases)) + 0.5 * (draft is self.drafts[0])

    def _is_singled_out(self, phrase: Phrase) -> bool:
        """ "The truce that A signed in 1994": a clause without a comma tells which of several is meant."""
        doc = phrase.head.doc
        return any(m.verb.dep_ in ("relcl", "acl") and doc[phrase.right:phrase.right + 1].text != ","
                   for m in self.makings_of.get(phrase, []))

    def _is_news(self, draft: Draft) -> bool:
        """Is an agreement made in the report, or still to be made, so that no old date can be its own?"""
        made = any(m.verb.lemma_ in self.lexicon.dating for m in draft.makings)
        return made or any(p.sought or "new" in p.modifiers or p.other for p in draft.phrases)

    def _news(self) -> Draft | None:
        """The agreement made last of those that the report does not date by a bare year."""
        made = [d for d in self.drafts if any(m.verb.lemma_ in self.lexicon.dating for m in d.makings)
                and not any(self.scene.times[n].value.isdigit() for n in d.dates)]
        return made[-1] if made else None

    def _share_name(self, phrase: Phrase, draft: Draft) -> bool:
        """Has a phrase a word of the draft's name, or are its topic words in it: "the gas link agreement"?"""
        return bool(phrase.words & draft.words) or bool(phrase.topic and phrase.topic <= draft.words)

    def _conflict(self, phrase: Phrase, draft: Draft, shared: bool) -> bool:
        """Does something speak against it: another name, date, family, kind or pair of parties?"""
        if any(_beside(phrase, p) for p in draft.phrases[-3:]) or self._other_name(phrase, draft, shared):
            return True
        family, other = phrase.noun.family, draft.family
        if draft.derived and phrase.noun.derived is None and phrase.noun.opens != "never":
            return True
        if phrase.noun.derived and not draft.derived:
            return True
        if "any" not in (family, other) and family != other:
            return True
        particular = family not in ("any", other) and phrase.head.lemma_.lower() not in draft.lemmas
        if particular and draft.words and not shared:
            return True
        about = draft.topic | draft.words
        if family == other != "any" and phrase.topic and about and not phrase.topic & about and not shared:
            return not draft.only_headlines  # "the fishing protocol" is not the protocol on ports
        when, parties = self._when(phrase), set(self._parties(phrase))
        if when is not None and draft.dates and not self.calendar.overlap([when], draft.dates):
            return True
        if shared or phrase.noun.opens == "never":
            return False
        kind = phrase.noun.kind or (phrase.kinds.most_common(1)[0][0] if phrase.kinds else None)
        if not self.lexicon.near(kind, draft.kind):
            return True
        return self._other_parties(phrase, draft, parties)

    def _other_parties(self, phrase: Phrase, draft: Draft, parties: set[int]) -> bool:
        mine = set(draft.parties)
        if phrase.reference == "definite":
            only = not phrase.parties and len(self.drafts) == 1 and not draft.phrases[0].sought
            if only and not (phrase.other or phrase.earlier):
                return False  # "the accord" is the only one that there is, whoever else signed it
            if draft.named and phrase.head.lemma_ == "convention" in draft.lemmas:
                return False  # states join a convention one by one
        if not parties or not mine or parties <= mine or mine <= parties:
            return False
        if draft.only_headlines and parties & mine:
            return False
        return len(mine) > 1 or len(parties) > 1 or not draft.only_headlines

    def _other_name(self, phrase: Phrase, draft: Draft, shared: bool) -> bool:
        """Does a phrase bear a name that is not the draft's?"""
        nickname = draft.only_headlines and not draft.named
        if phrase.words and draft.words and not shared and not nickname and not self._is_by_place(phrase, draft):
            return True
        return bool(phrase.words) and phrase.reference == "definite" and not draft.words and not self._same_name(
            phrase, draft)

    def _same_name(self, phrase: Phrase, draft: Draft) -> bool:
        """May a named agreement be one that had no name so far: new in a headline, of its place, of its day?"""
        when = self._when(phrase)
        places = {w.lower() for m in draft.makings if m.place for w in self.scene.chains[m.place[0]].name.split()}
        follows = draft in self.last[-1:] and not draft.named and when is None and phrase.noun.family == draft.family
        return draft.only_headlines or follows or self._gives_name(phrase, draft) or bool(places & phrase.words) or (
            when is not None and bool(draft.dates) and all(self.scene.times[n].earliest for n in (when, *draft.dates)))

    def _is_spoken_of(self, draft: Draft) -> bool:
        """Does the report speak of it as known: "the trade protocol", "the truce"?"""
        return any(p.kinds and p.noun.family != "any" for p in draft.phrases
                   if p.reference == "definite" and not p.faceless)

    def _gives_name(self, phrase: Phrase, draft: Draft) -> bool:
        """ "A suspended a pact with B. … Under the X Protocol, signed in 2019, each side may …": the pact's own name.

        It must be what the report is about, and known before; a convention of many states is none of two.
        """
        mine = draft is self.drafts[0] and not draft.named and not self._is_news(draft) and bool(draft.parties)
        families = {phrase.noun.family, draft.family}
        return mine and ("any" in families or len(families) == 1) and self._is_under(phrase) \
            and phrase.head.lemma_.lower() not in ("convention", "charter")

    def _is_by_place(self, phrase: Phrase, draft: Draft) -> bool:
        """Is one of the two names that of the place where the other was signed: "the X Accord", "signed in X"?"""
        made = [(draft.words, self.makings_of.get(phrase, [])), (phrase.words, draft.makings)]
        return any(words and words <= {w.lower() for m in makings if m.place
                                       for w in self.scene.chains[m.place[0]].name.split()}
                   for words, makings in made)

    def _tells_terms(self, draft: Draft) -> bool:
        """Does the report tell of its terms as known ones: "under the contract, A is to …", "it obliges A to …"?"""
        known = [p for p in draft.phrases if p.reference == "definite" and not (p.faceless or p.other or p.sought)]
        if not any(p.noun.opens == "identified" for p in known) or kind_of(known[0].sentence) in _HEAD:
            return False
        return any(self._is_under(p) or self._binds(p) for p in draft.phrases if p in known or p.reference == "pronoun")

    def _is_under(self, phrase: Phrase) -> bool:
        """ "Under the contract", at the head of a sentence."""
        head = phrase.head
        return head.dep_ == "pobj" and head.head.lower_ == "under" and head.head.i <= phrase.sentence.start + 1 \
            and phrase.reference == "definite" and any(t.tag_ in ("MD", "VBZ", "VBP") for t in phrase.sentence)

    def _binds(self, phrase: Phrase) -> bool:
        """ "The contract obliges A to report"."""
        verb = phrase.head.head
        if phrase.head.dep_ not in SUBJECTS or self.lexicon.content_of.get(verb.lemma_.lower()) is None \
                or verb.tag_ not in ("VBZ", "VBP"):
            return False
        names = self.scene.parties_in(*offsets(verb.doc[verb.i:phrase.sentence.end]), places=True)
        return bool(names)

    def _is_identified(self, draft: Draft) -> bool:
        based = (draft.base is not None and any(
            p is not q and p.holds(q.head) for p in draft.phrases for q in draft.base.phrases)) or any(
            p.modifiers & {"its"} for p in draft.phrases)
        if draft.derived and not (based or draft.dates or draft.makings):
            return False
        beside = any(p.modifiers & {"parallel", "separate"} for p in draft.phrases)
        grouped = draft.group is not None
        facts = bool(draft.parties or draft.dates or draft.words or based or beside or grouped) or self._tells_terms(
            draft) or any(
            m.pair or m.when is not None or (m.verb.lemma_ in self.lexicon.dating and m.factuality == "asserted")
            for m in draft.makings) or self._is_spoken_of(draft)
        made = grouped or any(p.noun.opens == "identified" or p.words for p in draft.phrases) or bool(
            draft.makings) or bool(draft.dates) or based
        wished = bool(draft.makings) and all(m.factuality in ("conditional", "possible") for m in draft.makings)
        never = bool(draft.makings) and all(m.factuality == "conditional" for m in draft.makings)
        return facts and made and not never and not (wished and not draft.parties)


def _beside(phrase: Phrase, other: Phrase) -> bool:
    """Are two phrases subject and object of one verb, and so two things: "the deal leaves the treaty untouched"?"""
    one, two = phrase.head, other.head
    if one.doc is not two.doc or one.i == two.i or "attr" in (one.dep_, two.dep_):
        return False
    if (one.dep_ in SUBJECTS) == (two.dep_ in SUBJECTS):
        return False
    doer, thing = (one, two) if one.dep_ in SUBJECTS else (two, one)
    return thing.dep_ == "dobj" and thing.head.pos_ == "VERB" and subject(thing.head) == doer
