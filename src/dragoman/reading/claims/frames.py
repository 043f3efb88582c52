"""The frames of cues: what a verb of saying, calling, accusing, putting takes as its content.

Each frame is a function from a cue verb to the stretches of its content (pairs of token positions of
its block, both included) and their main word, or None where the verb does not stand in the frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.ontology.cues import Cues
from dragoman.reading.claims.layout import Layout, Range

_ABOUT = frozenset(("for", "about", "to", "of", "against", "on", "with"))
_INVERTED = frozenset(("say", "report", "announce", "warn"))  # "…, said the minister", without a quotation
_COUNTS = frozenset(("count", "estimate", "record", "report", "put", "speak"))
# What a report calls a statement where it comments on it: "…, a claim that the army denies".
_COMMENTS = frozenset(("claim", "charge", "allegation", "accusation", "assertion", "figure", "statement", "version",
                       "demand", "denial", "suggestion"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# What belongs to the cue's own clause, beside its content.
_OWN = frozenset(("nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "dative", "prep", "npadvmod", "prt",
                  "agent", "expl", "dobj", "mark", "acomp", "oprd", "tmod", "nmod", "intj"))


@dataclass(frozen=True)
class Frame:
    """Content found: its stretches, its main word, and the kind of frame."""

    kind: str
    ranges: tuple[Range, ...]
    head: Token | None


def unit_of(verb: Token) -> set[int]:
    """The positions of the cue's own clause: subject, auxiliaries, hearers, when and where, without the content."""
    unit = {verb.i}
    chain = [verb]
    while chain[-1].dep_ == "xcomp" and chain[-1].head is not chain[-1]:
        chain.append(chain[-1].head)
    for word in chain:
        unit.add(word.i)
        for child in word.children:
            if child.dep_ == "prep" and any(c.tag_ in ("WDT", "WP") for c in child.children):
                continue  # "in which, the ministry says, …"
            behind = child.dep_ in ("advcl", "acl") and child.tag_ in ("VBG", "VBN") and child.i > word.i
            if behind or (child.dep_ in _OWN and child not in chain):
                unit.update(t.i for t in child.subtree)
    return unit


def clause_frame(verb: Token, layout: Layout) -> Frame | None:
    """A clause as content: "said that …", "…, he said", "…, he said, …"."""
    here = layout.segment_at[verb.i]
    clauses = [c for c in verb.children
               if c.dep_ == "ccomp" and layout.segment_at[c.i] == here and not _opens_sentence(c, verb)]
    if verb.dep_ == "xcomp" and not clauses:
        clauses = [c for c in verb.head.children if c.dep_ == "ccomp" and c.i < verb.i]
    if not clauses:
        return None
    head = clauses[0] if _precedes(clauses[0], verb) else next((c for c in clauses if c.i > verb.i), clauses[0])
    if head.i > verb.i:
        return Frame("clause", (_after(verb, head, layout),), head)
    unit = unit_of(verb) - {t.i for c in clauses for t in c.subtree}
    low, high = min(unit | {verb.i}), max(unit | {verb.i})
    tops = (verb, verb.head) if verb.dep_ == "xcomp" else (verb,)
    speakers = [c for top in tops for c in top.children if c.dep_ in _SUBJECTS and c.i > head.i]
    if verb.lemma_ not in _INVERTED:
        speakers = [c for c in speakers if c.i < verb.i]
    if not speakers and not _follows_quote(verb, layout):
        return None  # "The text keeps the halt, adds a line": a list of verbs
    first, last = layout.segment(verb)
    ranges = [(first, low - 1)] if low > first else []
    right = [t.i for t in head.subtree if t.i > high and t.i <= last]
    if right:
        ranges.append((min(right), max(right)))
    return Frame("clause", tuple(ranges), head) if ranges else None


def _follows_quote(verb: Token, layout: Layout) -> bool:
    """Does a cue stand right behind a quotation: "'…,' said the minister"?"""
    return verb.i > 0 and layout.quote_at[verb.i - 1] >= 0


def _opens_sentence(clause: Token, verb: Token) -> bool:
    """A participle before the cue is no content of it: "Asked whether …, she said"."""
    return clause.i < verb.i and clause.tag_ in ("VBN", "VBG") and clause.left_edge is clause and not any(
        c.dep_ in _SUBJECTS or c.dep_ in ("aux", "auxpass") for c in clause.children)


def _precedes(clause: Token, verb: Token) -> bool:
    """Does the content stand before its cue, with the cue's subject behind it?"""
    return clause.i < verb.i and any(c.dep_ in _SUBJECTS and c.i > clause.i for c in verb.children)


def that_frame(verb: Token, layout: Layout) -> Frame | None:
    """A that-clause that the parser hung on another word: "told the weekly N. that the deal was …"."""
    last = layout.segment(verb)[1]
    for i in range(verb.i + 1, min(verb.i + 10, last)):
        word = layout.doc[i]
        if word.text in (",", '"', ":", "as") or word.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        if word.lower_ == "that" and word.dep_ == "mark" and word.head.i > i:
            return Frame("clause", ((i, min(word.head.right_edge.i, last)),), word.head)
    return None


def _after(verb: Token, head: Token, layout: Layout) -> Range:
    """A clause behind its cue, with what the parser hung on the cue though it stands behind the clause."""
    first, last = head.left_edge.i, head.right_edge.i
    that = next((c for c in head.children if c.dep_ == "mark" and c.lower_ == "that" and c.i > verb.i), None)
    if that is not None:
        first = max(first, that.i)
    if first <= verb.i:  # a crossing parse: begin behind the verb
        first = verb.i + 1
    for child in sorted(verb.children, key=lambda c: c.i):
        if child.i > last and child.left_edge.i <= last + 2:
            if child.dep_ in ("advcl", "prep", "npadvmod", "advmod") and not _is_comment(child):
                last = child.right_edge.i
            elif not child.is_punct:
                break
    if verb.dep_ == "ccomp" and verb.head.i > last and layout.segment_at[verb.head.i] == layout.segment_at[verb.i]:
        last = verb.head.right_edge.i  # "finds that A, B and C": the parser made C the main clause
    else:
        last = _without_background(head, first, last, layout)
    return first, min(last, layout.segment(verb)[1])


def _without_background(head: Token, first: int, last: int, layout: Layout) -> int:
    """A reported clause without what the report adds behind a comma: "…, which came to power in May"."""
    for i in range(head.i + 1, last - 1):
        if layout.doc[i].text == "," and layout.quote_at[i] < 0 and layout.doc[i + 1].lower_ in ("a", "an") and (
                any(t.lower_ in _COMMENTS for t in layout.doc[i + 2:i + 4])):
            last = i - 1
            break
    for _ in range(3):
        ending = (layout.doc[last], *layout.doc[last].ancestors)  # no other phrase ends there
        tails = [t for t in sorted(ending, key=lambda t: t.i)
                 if first <= t.i <= last and t.right_edge.i == last and _comma_before(t, layout) > head.i
                 and layout.quote_at[t.left_edge.i] < 0 and _adds(t)]
        if not tails:
            return last
        last = _comma_before(tails[0], layout) - 1
    return last


def _comma_before(word: Token, layout: Layout) -> int:
    """The position of the comma that sets a word's clause off, before its "but" if it has one; -1 if there is none."""
    i = word.left_edge.i - 1
    if i > 0 and layout.doc[i].lower_ == "but":
        i -= 1
    return i if i > 0 and layout.doc[i].text == "," else -1


def _adds(tail: Token) -> bool:
    """A relative clause, "a claim that …", "a day after …", "but did not say": the report's, not the speaker's."""
    opener = tail.left_edge
    if tail.dep_ == "relcl":
        return opener.lower_ in ("which", "who", "whose", "whom")
    if tail.dep_ == "appos":
        return any(c.dep_ in ("acl", "relcl") and c.right_edge.i == tail.right_edge.i for c in tail.children) and (
            opener.lower_ in ("a", "an"))
    if tail.dep_ == "conj":
        return opener.i > 0 and opener.nbor(-1).lower_ == "but" and not any(
            c.dep_ in _SUBJECTS for c in tail.children)
    if tail.dep_ == "advcl":
        return any(
            c.lower_ in ("after", "hours", "days") and c.dep_ in ("mark", "npadvmod") for c in tail.children)
    return False


def _is_comment(word: Token) -> bool:
    """A clause on the saying and not on what is said: "though he did not say when", "adding that"."""
    if word.lower_ in ("provided", "providing", "unless", "if"):
        return False
    if word.dep_ != "advcl":
        return word.dep_ == "prep" and word.left_edge.nbor(-1).text == ","
    marks = {c.lower_ for c in word.children if c.dep_ in ("mark", "advmod")}
    return word.tag_ == "VBG" or bool(marks & {"though", "although", "as", "while", "when", "after"})


def inserted_frame(verb: Token, layout: Layout) -> Frame | None:
    """A cue set into its content by commas, where the parser hung it on the content: "The gap, he said, is …"."""
    top = verb
    while top.dep_ == "xcomp" and top.head is not top:
        top = top.head
    if top.dep_ not in ("parataxis", "ccomp", "advcl", "dep", "ROOT", "relcl", "conj"):
        return None
    own = [c.dep_ for c in top.children]
    turned = verb.lemma_ in _INVERTED or _follows_quote(verb, layout)
    speaks = any(c.dep_ in _SUBJECTS and (turned or c.i < verb.i) for c in top.children)
    if not speaks or "mark" in own or ("dobj" in own and verb.lemma_ != "tell"):
        return None
    unit = unit_of(verb)
    low, high = min(unit), max(unit)
    if high - low + 1 > len(unit) + 4:
        return None
    doc, (first, last) = layout.doc, layout.segment(verb)
    before = doc[low - 1].text if low > first else ""
    after = doc[high + 1].text if high < last else "."
    opens = before in (",", '"', "''", "'", "-", "–", "—", "?", "!")
    closes = after in (",", ".", '"', "''", ":", "-", "–", "—", "?", "!") or high >= last
    if not (opens and closes):
        return None
    relative = next((i for i in range(low - 1, max(first, low - 4), -1) if doc[i].tag_ in ("WDT", "WP")), None)
    if any(doc[i].tag_ in ("WDT", "WP", "WP$") for i in unit):
        return None
    ranges = [] if relative is not None else [(first, low - 1)]
    if high + 1 < last and after == ",":
        ranges.append((high + 1, last))
    if not ranges:
        return None
    head = top.head if top.dep_ != "ROOT" else None
    return Frame("clause", tuple(ranges), head)


def as_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "…, as the minister put it": the content is the clause that the as-clause hangs on."""
    mark = next((c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod") and c.i < verb.i), None)
    if mark is None or any(c.dep_ == "ccomp" for c in verb.children):
        return None
    first, last = layout.segment(verb)
    if verb.dep_ != "advcl":  # the parser made the as-clause the main one
        if mark.i <= first or layout.doc[mark.i - 1].text not in (",", '"', "''"):
            return None
        return Frame("clause", ((first, mark.i - 1),), None)
    low, high = verb.left_edge.i, verb.right_edge.i
    left = (first, low - 1) if low > first else None
    right = (high + 1, last) if high < last else None
    kept = tuple(r for r in (left, right) if r is not None and layout.trimmed(*r))
    return Frame("clause", kept, verb.head) if kept else None


def describe_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "called the review unbalanced", "described the convoy as 'a fraction'"."""
    parts = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "acomp", "attr") and c.i > verb.i]
    as_phrase = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i]
    inner = [p for c in parts if c.dep_ == "dobj" for p in c.children if p.dep_ == "prep" and p.lower_ == "as"]
    complement = [c for c in parts if c.dep_ in ("oprd", "ccomp", "acomp", "attr")] or as_phrase or inner
    if not as_phrase and (not complement or any(c.dep_ == "ccomp" and c.pos_ == "VERB" for c in parts)):
        return None
    words = parts + as_phrase
    if not words:
        return None
    return Frame("describe", ((min(w.left_edge.i for w in words), max(w.right_edge.i for w in words)),), complement[0])


def accuse_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "accused the army of using the lull", "blamed the strike on rebels"."""
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if goal is None:
        return None
    phrases = [c for w in (verb, goal) for c in w.children
               if c.dep_ == "prep" and c.lower_ in ("of", "for", "on", "with") and c.i > goal.i]
    for phrase in phrases:
        inside = next((c for c in phrase.children if c.dep_ in ("pcomp", "pobj")), None)
        if inside is not None and (inside.dep_ == "pcomp" or phrase.lower_ in ("of", "for")):
            return Frame("accuse", ((phrase.i + 1, phrase.right_edge.i),), inside)
    blamed = next((p for p in phrases if p.lower_ == "on"), None)
    if blamed is not None and goal.dep_ == "dobj":
        return Frame("accuse", ((goal.left_edge.i, blamed.right_edge.i),), goal)
    return None


def gauge_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "put the dead at four", "which the ministry puts at 110 million"."""
    last = layout.segment(verb)[1]
    own = [c for c in verb.children if c.i > verb.i and c.dep_ in
           ("dobj", "prep", "advmod", "acomp", "oprd", "xcomp", "ccomp", "npadvmod", "dative", "advcl")]
    start = verb.i + 1
    end = start - 1
    for child in sorted(own, key=lambda c: c.i):
        if child.left_edge.i > end + 1 or child.left_edge.i > last:
            break
        end = child.right_edge.i
    end = min(end, last)
    words = [layout.doc[i] for i in range(start, end + 1)]
    scale = next((w for w in words if w.lower_ in ("at", "as", "nearer", "closer", "between")), None)
    number = any(w.like_num or w.ent_type_ in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY") for w in words)
    if scale is None or not number:
        return None
    if scale.i == start and scale.lower_ in ("at", "as"):
        start += 1
    return Frame("gauge", ((start, end),), None)


def count_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "counted 318", "estimates 20,000 dead": a number as the object."""
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "npadvmod") and c.i > verb.i), None)
    if verb.lemma_ == "speak":
        of = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        goal = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if goal is None:
        return None
    number = (goal.like_num and goal.lower_ != "one") or any(c.dep_ == "nummod" for c in goal.children)
    return Frame("gauge", ((goal.left_edge.i, goal.right_edge.i),), None) if number else None


def ascribe_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "attributes the shortfall to floods"."""
    goal = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if goal is None:
        return None
    to = next((c for w in (verb, goal) for c in w.children if c.dep_ in ("prep", "dative") and c.lower_ == "to"), None)
    return Frame("ascribe", ((goal.left_edge.i, to.right_edge.i),), goal) if to is not None and to.i > goal.i else None


def aim_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "urged the two sides to stop", "plans to go", "called on them to leave"."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp", "advcl"):
            to = next((c for c in child.children if c.dep_ == "aux" and c.lower_ == "to"), None)
            if to is not None:
                return Frame("aim", ((to.i, child.right_edge.i),), child)
    for phrase in verb.children:
        if phrase.dep_ == "prep" and phrase.lower_ in ("on", "for", "to"):
            for word in phrase.children:
                for child in word.children:
                    if child.dep_ in ("acl", "relcl", "xcomp") and any(
                            c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
                        return Frame("aim", ((child.left_edge.i, child.right_edge.i),), child)
    return None


def phrase_frame(verb: Token, layout: Layout) -> Frame | None:
    """ "denied the attack", "called for elections": a noun phrase."""
    goal = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if goal is not None:
        return Frame("phrase", ((goal.left_edge.i, goal.right_edge.i),), goal)
    for phrase in verb.children:
        if phrase.dep_ == "prep" and phrase.i > verb.i and phrase.lower_ in _ABOUT:
            word = next((c for c in phrase.children if c.dep_ in ("pobj", "pcomp")), None)
            if word is not None:
                return Frame("phrase", ((phrase.i + 1, phrase.right_edge.i),), word)
    return None


def frames(verb: Token, layout: Layout, cues: Cues) -> Iterator[Frame]:
    """The frames in which a cue verb may stand, the most telling first."""
    lemma, verbs = verb.lemma_.lower(), cues.verbs
    clausal = lemma in verbs.say or lemma in verbs.think or lemma in verbs.deny
    tried = (
        (as_frame, clausal or lemma in verbs.describe),
        (gauge_frame, lemma in verbs.gauge), (count_frame, lemma in _COUNTS),
        (accuse_frame, lemma in verbs.accuse), (describe_frame, lemma in verbs.describe),
        (aim_frame, lemma in verbs.urge or lemma in verbs.intend),
        (clause_frame, clausal), (that_frame, clausal), (inserted_frame, lemma in verbs.say or lemma in verbs.think),
        (ascribe_frame, lemma in verbs.ascribe), (phrase_frame, lemma in verbs.stance or lemma in verbs.deny),
    )
    for frame, wanted in tried:
        if wanted:
            found = frame(verb, layout)
            if found is not None:
                yield found
