"""Words that reporters use for one another when they count or tell the same thing.

Each line is one sense, as a thesaurus for editors would have it. A word stands in one line at most:
comparison replaces it by the line's first word. Kept short on purpose; a wrong synonym joins what
is two, while a missing one only leaves two things apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.linking.words import stem

_SENSES = """
person people civilian man woman resident inhabitant villager citizen national individual
captive prisoner detainee inmate hostage
soldier troop personnel serviceman fighter combatant militant gunman rebel insurgent crew
kill dead die death fatality slay toll
wound injure hurt
free release liberate
truck lorry vehicle
agreement accord deal pact treaty protocol memorandum
truce ceasefire armistice pause
obligation commitment undertaking promise pledge oblige commit undertake
prolong extend extension renew
sign conclude seal
collapse fail unravel
halt stop suspend cease end
shell shelling bombard bombardment artillery gun howitzer mortar cannon
withdraw withdrawal pull retreat
strike airstrike raid bombing
cost price expense
pipeline pipe
vessel ship boat warship
plane aircraft jet airplane
flight sortie
army military
approve approval ratify ratification
lawmaker deputy legislator parliamentarian
parliament assembly legislature
payment pay sum fee
border frontier
begin start commence launch
last run remain
capability capacity
hidden cache conceal hide
number figure total count tally
body corpse
win winner victory victor
fall decrease decline drop cut reduce reduction shrink
fuel refuel
permit let allow authorize authorise permission
coup putsch takeover
provide foresee envisage
transfer receive deliver delivery
breach violation infringement
port harbour harbor
close shut closure
farmer grower
shipment consignment cargo
expert specialist
lease rent
mine landmine
child children pupil schoolchild schoolchildren schoolboy schoolgirl
guard watchman watchmen
motorcycle motorbike
abduct kidnap
rocket missile
protester demonstrator
arrest detain detention apprehend
prison jail imprison imprisonment
weapon arm armament
escape flee
seize confiscate impound
send dispatch deploy deployment
ban prohibit forbid
expel deport
explosion blast explode detonate detonation
court tribunal
convict conviction
worker employee labourer laborer
collision collide
negotiate negotiation
accuse accusation allege allegation
""".strip()

# Set phrases that say what one word says
_PHRASES = (
    (re.compile(r"(?i)\bremains(?= of\b)|(?<=\b(?:the|all|his|her)\s)remains\b(?=\s*[.,;]|\s+(?:to|were|are)\b)"),
     "bodies"),
    (re.compile(r"(?i)\b(?:lose|loses|lost|losing) (?:his|her|its|their) (?:life|lives)\b"), "killed"),
    (re.compile(r"(?i)\b(?:hand|turn)(?:s|ed|ing)? over\b|\bhandovers?\b"), "transfer"),
    (re.compile(r"(?i)\bpull(?:s|ed|ing)? (?:back|out)\b|\bpull(?:back|out)\b"), "withdraw"),
    (re.compile(r"(?i)\b(?:put|puts|putting) off\b"), "postpone"),
    (re.compile(r"(?i)\b(?:carry|carries|carried|carrying) out\b"), "implement"),
    (re.compile(r"(?i)\bseiz(?:e|ed|es|ing|ure of) power\b"), "coup"),
)

_SAME = {stem(word): stem(line.split()[0]) for line in _SENSES.splitlines() for word in line.split()}


def sense(word: str) -> str:
    """The first word of a stem's sense, or the stem itself.

    >>> sense(stem("lorries")) == sense(stem("trucks"))
    True
    """
    return _SAME.get(word, word)


@lru_cache(maxsize=8192)  # a claim is compared with many others
def plain(text: str) -> str:
    """A text with a word in place of each set phrase.

    >>> plain("Ten people lost their lives before the handover")
    'Ten people killed before the transfer'
    """
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return text
