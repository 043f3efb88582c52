"""Does a capital or a building act, so that it stands for the government that sits in it?"""

from __future__ import annotations

from dragoman.ontology.names import NameWords
from dragoman.reading.names.found import Found
from dragoman.reading.names.words import Block

# Whoever is thanked, accused or warned is somebody: "thanked Washington".
ADDRESSED = ("thank", "accuse", "urge", "warn", "blame", "criticise", "criticize", "condemn", "praise", "press",
              "pressure", "ask", "tell", "inform", "assure", "threaten", "invite", "rebuke", "denounce", "persuade",
              "sanction", "antagonise", "antagonize", "consult", "notify", "reassure", "congratulate", "defy", "anger",
              "force", "support", "back", "help", "aid", "arm", "fund", "oppose", "isolate", "embarrass", "please",
              "encourage",
              "convince", "deter", "punish", "reward", "pay", "owe", "oblige", "commit", "bind", "push", "prod",
              "lobby", "court",
              "woo", "surprise", "alarm", "worry", "irritate", "infuriate", "humiliate", "compensate", "sue", "pit",
              "appease",
              "mollify", "placate", "distrust", "trust", "entitle", "require", "forgive", "fault", "implore", "beseech")
# What only a government has: "Rabat's decision".
_POLICY = ("decision", "refusal", "offer", "demand", "threat", "proposal", "stance", "policy", "objection",
           "insistence", "accusation", "claim", "warning", "request", "condemnation", "veto", "reply", "retaliation",
           "answer", "plan", "position", "response", "silence", "promise", "pledge", "vow", "consent", "approval",
           "bid", "move",
           "hope", "fear", "concern", "interest", "ally", "backing", "denial", "apology", "ultimatum", "complaint",
           "argument",
           "view", "patience", "failure", "readiness", "willingness", "intention", "strategy", "word", "suspicion",
           "anger",
           "desire", "wish", "aim", "goal", "commitment", "obligation", "support", "diplomat", "negotiator", "ambition")
_SIDES = ("with", "by", "against")
# What only governments have among them, exert on, get from or are something for: "talks between Oslo and Bern".
_DEALINGS = {
    "between": ("talk", "deal", "agreement", "relation", "tie", "dispute", "quarrel", "trust", "tension", "negotiation",
                "dialogue", "accord", "pact", "cooperation", "rivalry", "understanding", "row", "feud", "treaty",
                "mediate", "contact", "rapprochement", "rift"),
    "on": ("pressure", "sanction", "ultimatum", "demand", "leverage", "tariff", "embargo"),
    "from": ("reply", "answer", "word", "support", "guarantee", "pressure", "permission", "approval", "condemnation",
             "protest", "response", "denial", "signal", "concession", "assurance", "consent"),
    "for": ("blow", "victory", "defeat", "embarrassment", "setback", "win", "relief", "headache", "humiliation",
    "lesson"),
    "to": ("according", "offer", "promise", "sell", "lend", "owe", "propose", "apologise", "apologize", "complain",
    "appeal",
           "concede", "say", "reply", "respond", "message", "warning", "concession", "threat", "loyalty"),
}


def acts(name: Found, block: Block, lexicon: NameWords) -> bool:
    """Is it the subject of an active verb, the agent of a passive one, a source, or a side in a dealing?"""
    root = block.head(name.start - block.offset, name.end - block.offset)
    if root is None:
        return False
    while root.dep_ == "conj" and root.head.pos_ == "PROPN":
        root = root.head  # "Oslo and Bern agreed"
    head = root.head
    if root.dep_ == "nsubj":
        attitude = any(c.dep_ == "acomp" and c.lower_ in lexicon.attitudes for c in head.children)
        return attitude or (head.pos_ in ("VERB", "AUX") and head.lemma_.lower() not in lexicon.not_acting_verbs)
    if any(c.dep_ == "relcl" and c.lemma_.lower() not in lexicon.not_acting_verbs and any(
            x.dep_ == "nsubj" and x.lower_ == "which" for x in c.children) for c in root.children):
        return True  # "from Rabat, which recalled its envoy"
    if root.dep_ == "poss":
        return head.lemma_.lower() in _POLICY
    if root.dep_ in ("dative", "iobj") and head.pos_ == "VERB":
        return True  # "gave Bern until Friday"
    if root.dep_ == "dobj" and head.lemma_.lower() in ADDRESSED:
        return True
    if root.dep_ == "pobj":
        if head.dep_ == "agent" or head.lower_ in _SIDES:
            return True
        dealings = _DEALINGS.get(head.lower_, ())
        return head.head.lower_ in dealings or head.head.lemma_.lower() in dealings  # "according" is no lemma
    return False


def is_agentive(name: Found, block: Block, lexicon: NameWords) -> bool:
    """Is a state spoken of as one that acts or owns, and not as the place or the other side of something?"""
    if name.form == "metonym":
        return True
    root = block.head(name.start - block.offset, name.end - block.offset)
    if root is None:
        return False
    if name.form == "nationality":  # "Chinese state media" say nothing of China's acting
        noun = root.head.lower_
        return noun != "media" and noun not in lexicon.announcers["media"] and noun not in lexicon.announcers["place"]
    while root.dep_ in ("conj", "appos") and root.head is not root:
        root = root.head
    if root.dep_ == "pobj":
        return root.head.dep_ == "agent" or (
            root.head.lower_ == "of" and root.head.head.lower_ in ("government", "republic", "sultanate")
        )
    return root.dep_ in ("nsubj", "nsubjpass", "poss", "amod", "compound", "nmod", "ROOT", "agent")
