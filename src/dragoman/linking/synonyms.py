"""Words that reporters use for one another when they count or tell the same thing.

Each line is one sense, as a thesaurus for editors would have it. A word stands in one line at most:
comparison replaces it by the line's first word. Kept short on purpose; a wrong synonym joins what
is two, while a missing one only leaves two things apart.
"""

from __future__ import annotations

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
obligation commitment undertaking promise pledge
prolong extend extension renew
sign conclude seal
collapse fail unravel
halt stop suspend cease end
shell shelling bombard bombardment artillery
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
""".strip()

_SAME = {stem(word): stem(line.split()[0]) for line in _SENSES.splitlines() for word in line.split()}


def sense(word: str) -> str:
    """The first word of a stem's sense, or the stem itself.

    >>> sense(stem("lorries")) == sense(stem("trucks"))
    True
    """
    return _SAME.get(word, word)
