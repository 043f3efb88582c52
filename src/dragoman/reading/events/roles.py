"""Who stands where round a trigger: its subject, its object, and its prepositional phrases.

The answers are the heads of noun phrases, followed through the passive, participles that modify a noun,
relative clauses, infinitives and conjoined verbs.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.text.grammar import is_passive

_RELATIVE = ("that", "which", "who", "whom")
_FIRST_TO_LAST = 5  # clauses climbed in search of a shared subject
_SPEECH = ("demand", "call", "urge", "accuse", "blame", "condemn", "denounce", "warn", "promise", "threaten", "reject",
           "deny", "criticise", "criticize", "vow", "pledge", "welcome", "praise", "thank", "appeal", "ask", "insist")
_RELATIVE_CLAUSES = ("relcl", "acl")  # the small pipeline takes some relative clauses for participles


def subject(verb: Token, climb: int = _FIRST_TO_LAST) -> Token | None:
    """Who does what a verb says, or None where the sentence doesn't tell."""
    by = agent_phrase(verb) or _agent_of_last(verb)
    if by is not None:
        return by
    if is_passive(verb) or _joins_passive(verb) or _modifies_its_object(verb) or _opens_as_passive(verb):
        return None
    # The small pipeline at times takes "The" for a subject, and "rights group" in "the rights group Alarme said".
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ != "the"]
    if subjects:
        before = [c for c in subjects if c.i < verb.i]
        return _antecedent(verb, before[-1] if before and subjects[0] in before else subjects[0])
    for child in verb.children:
        if child.dep_ == "csubj" and child.tag_ == "VBG":  # "shelling by the rebels killed two"
            return child if not any(c.dep_ == "dobj" for c in child.children) else None
    return (_taken_for_day(verb) or _shared_subject(verb, climb - 1)) if climb else None


def patient(verb: Token) -> Token | None:
    """To whom or what it is done: the object, or the subject of the passive."""
    for child in verb.children:
        if child.dep_ == "nsubjpass" and child.lower_ != "the":
            return _antecedent(verb, child)
    if _modifies_its_object(verb):
        return verb.head
    objects = [c for c in verb.children if c.dep_ in ("dobj", "obj", "attr", "oprd")]
    for found in sorted(objects, key=lambda c: c.dep_ not in ("dobj", "obj")):
        return _antecedent(verb, found)
    for child in verb.children:  # "holds Minsk responsible", "let the airliners back"
        if child.dep_ == "ccomp" and child.pos_ in ("ADJ", "ADV") and child.i > verb.i:
            small = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if small is not None and not any(c.dep_ in ("aux", "mark") for c in child.children):
                return small
    opener = _opening_phrase(verb)
    if opener is not None:
        return opener
    if (is_passive(verb) or _joins_passive(verb)) and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return patient(verb.head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
        return patient_subject(verb.head)  # "Asked about the raid, he …"
    if verb.dep_ == "relcl" and not any(c.lower_ in _RELATIVE and c.dep_.startswith("nsubj") for c in verb.children):
        return verb.head  # "the pact the two signed"
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == "VBN" and is_passive(verb.head):
        return patient(verb.head)  # "was seized and burned"
    return None


def _joins_passive(verb: Token) -> bool:
    """ "Was chased, boarded and stripped of its catch": a participle that shares the passive's auxiliary."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or any(
            c.dep_ in ("nsubj", "aux", "dobj", "ccomp", "xcomp", "prt") for c in verb.children):
        return False
    return is_passive(verb.head) or _joins_passive(verb.head)


def _agent_of_last(verb: Token) -> Token | None:
    """The agent that joined passives share: "was chased, boarded and stripped by a patrol"."""
    if not (is_passive(verb) or _joins_passive(verb)):
        return None
    last = next((c for c in verb.children if c.dep_ == "conj"), None)
    if last is None or not _joins_passive(last):
        return None
    return agent_phrase(last) or _agent_of_last(last)


def _taken_for_day(verb: Token) -> Token | None:
    """ "In February Turkey shut …": the subject that the parse takes for part of the month before it."""
    for lead in verb.children:
        if lead.dep_ != "prep" or lead.i > verb.i or lead.lower_ not in ("in", "on", "since", "by"):
            continue
        for noun in lead.children:
            named = noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.ent_type_ != "DATE"
            if named and noun.i == verb.i - 1 and any(
                    c.dep_ == "compound" and c.ent_type_ == "DATE" for c in noun.children):
                return noun
    return None


def _opening_phrase(verb: Token) -> Token | None:
    """ "Under the deal, struck in Oslo, the army …": the noun that a participle at the head of a sentence rests on."""
    if verb.tag_ not in ("VBN", "VBD") or verb.i < 3 or verb.nbor(-1).text != ",":
        return None
    noun = verb.nbor(-2)
    return noun if noun.dep_ == "pobj" and noun.head.head.i == verb.i and noun.pos_ == "NOUN" else None


def _opens_as_passive(verb: Token) -> bool:
    """A participle clause without auxiliary: "Asked about the raid, …"."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(
        c.dep_ in ("aux", "auxpass", "nsubj", "dobj") for c in verb.children)


def agent_phrase(verb: Token) -> Token | None:
    """The noun of a by-phrase that tells who acts."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and child.i > verb.i
                                     and (is_passive(verb) or _joins_passive(verb))):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def phrases(word: Token, names: tuple[str, ...]) -> list[Token]:
    """The nouns of a word's prepositional phrases with one of some prepositions, in order."""
    found: list[Token] = []
    for child in word.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in names:
            found.extend(c for c in child.children if c.dep_ in ("pobj", "pcomp"))
            for inner in child.children:  # "out of Mali"
                if inner.dep_ == "prep":
                    found.extend(c for c in inner.children if c.dep_ == "pobj")
        elif child.dep_ == "dative" and "to" in names and child.pos_ in ("NOUN", "PROPN", "PRON"):
            found.append(child)
    return found


def nouns_of_attack(verb: Token) -> list[Token]:
    """The nouns through which harm came: "was killed in a raid by the army", "shelling by the rebels killed two"."""
    found = [c for c in verb.children if c.dep_ in ("nsubj", "csubj")]
    return found + (phrases(verb, ("in", "by", "during")) if is_passive(verb) else [])


def complement(verb: Token) -> Token | None:
    """The infinitive or clause that a verb governs: `leave` in "urged them to leave"."""
    return next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX")), None)


def governing_verb(word: Token) -> Token | None:
    """The verb that a noun hangs on, through prepositions and other nouns."""
    for _ in range(8):
        if word.head.i == word.i:
            return None
        word = word.head
        if word.pos_ in ("VERB", "AUX") and word.dep_ != "prep":  # "following" is a preposition
            return word
    return None


def _modifies_its_object(verb: Token) -> bool:
    """A participle before or after the noun that it is done to: "the newly signed pact", "a pact signed in May"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("acl", "amod") or _is_main(verb):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)


def _is_main(verb: Token) -> bool:
    """ "Its president, Ana Ruiz, called on …": a main verb that the small pipeline takes for a participle."""
    head = verb.head
    return (verb.tag_ == "VBD" and verb.dep_ == "acl" and head.dep_ == "ROOT" and head.pos_ in ("NOUN", "PROPN")
            and verb.nbor(-1).text == ",")


def _antecedent(verb: Token, word: Token) -> Token:
    """The word itself, or the noun that it stands for as a relative pronoun."""
    return verb.head if word.lower_ in _RELATIVE and verb.dep_ in _RELATIVE_CLAUSES else word


def _shared_subject(verb: Token, climb: int) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    inserted = _inserted_speaker(verb)
    if inserted is not None:
        return inserted
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return patient_subject(head) if is_passive(head) and verb.tag_ == "VBN" else subject(head, climb)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "dep") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ == "ccomp" and verb.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        controlled = next((c for c in head.children if c.dep_ == "dobj"), None) if verb.dep_ == "xcomp" else None
        return controlled or subject(head, climb) or patient_subject(head)
    if (verb.dep_ == "acl" and verb.tag_ == "VBG") or _is_main(verb):
        return head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        if head.dep_ == "prep" and head.lower_ in ("of", "from", "for"):
            accused = patient(head.head)
            if accused is not None:
                return accused
        return subject(head.head, climb) or patient_subject(head.head)
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
        return subject(head.head, climb)
    if head.ent_type_ == "DATE" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        holder = governing_verb(head)  # "blocked the road for a second day to demand cheaper fuel"
        return subject(holder, climb) if holder is not None else None
    return None


def _inserted_speaker(verb: Token) -> Token | None:
    """ "Police held two men, Bogotá said, and demanded …": after an inserted "said" the speaker goes on."""
    if verb.dep_ != "conj" or verb.lemma_ not in _SPEECH or verb.head.lemma_ in _SPEECH:
        return None
    inserted = [c for c in verb.head.children if c.dep_ == "parataxis" and verb.head.i < c.i < verb.i]
    speakers = [c for said in inserted[-1:] for c in said.children if c.dep_ == "nsubj"]
    return speakers[-1] if speakers else None


def patient_subject(verb: Token) -> Token | None:
    """The subject of a passive verb."""
    return next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
