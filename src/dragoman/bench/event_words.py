"""Words that tell the same event: verbs with the nouns made of them and their near synonyms.

One sense a line, as a thesaurus for editors would have it; a word stands in one line at most. Winning and
losing, or killing and dying, are one line, because they tell one event from its two sides. Kept apart from
linking/synonyms.py, where a wrong synonym joins figures: there a death is no murder.
"""

from __future__ import annotations

from dragoman.linking.words import stem

_SENSES = """
kill murder slay slaying killing die death dead homicide fatality assassinate assassination deadly fatal fatally execute
shoot shooting shot gunfire gun gunshot shootout crossfire
win victory beat defeat triumph lose loss
earthquake quake tremor temblor
issue release publish publication
find discover discovery locate
accuse charge indict indictment accusation
damage destroy destruction devastate devastation ruin wreck flatten demolish raze
fire blaze inferno
sack dismiss dismissal axe oust
hit strike jolt shake rattle
robbery heist raid theft rob steal stolen burglary
injure wound injury hurt
sever severance cut
outage disruption disrupt downtime interruption interrupt blackout
explode explosion blast detonate detonation
riot rioting unrest clash
protest demonstration demonstrate rally
arrest detain apprehend detention
hijack hijacking
name appoint appointment cast select selection choose pick replace replacement nominate nomination
buy purchase acquire acquisition takeover
announce announcement unveil
launch start begin
crash collide collision
attack assault
stab stabbing
convict conviction
sentence sentencing
try trial
plead plea
hang hanging suicide
fix plug patch repair restore restoration resolve
retain defend keep
confirm confirmation
decide decision
negotiate negotiation talk
resign resignation quit
retire retirement
elect election vote
transfer transport
escape flee breakout
erupt eruption
marry wedding marriage wed
divorce separate
arson torch
trigger spark unleash
invest investment
investigate investigation probe inquiry
inspire inspiration
end conclude finish
perform performance
bomb bombing bombard bombardment
rescue save
drown drowning
evacuate evacuation
sue lawsuit suit
agree agreement
approve approval
invade invasion
rehab rehabilitation treatment
offer bid proposal
merge merger
expand expansion
pay payment
celebrate celebration
award prize
threaten threat
warn warning
kidnap abduct abduction kidnapping
smuggle smuggling
suspend suspension
fight battle brawl
suspect suspicion
put place
overturn reverse
clinch secure
reduce reduction
""".strip()

_SPEAKING = """
say tell announce announcement report confirm add claim argue explain note state statement call ask comment think
believe know want hope expect
"""

# Nouns of states and relations: two tellings of one text seldom mean the same, and those of two reports never surely
_ABSTRACT = """
problem cause reason security emergency career experience history need support help way situation condition result
effect case thing part respect chance opportunity
"""

_SENSE: dict[str, str] = {}
for _line in _SENSES.splitlines():
    for _word in _line.split():
        _SENSE[_word] = _SENSE[stem(_word)] = _line.split()[0]

SPEAKING = frozenset(_SENSE.get(word, stem(word)) for word in _SPEAKING.split())
ABSTRACT = frozenset(stem(word) for word in _ABSTRACT.split())


def event_sense(word: str, lemma: str) -> str:
    """What a word tells, given its form and lemma in lower case: the first word of its line, or the lemma's stem.

    >>> event_sense("slain", "slay") == event_sense("death", "death")
    True
    """
    return next((_SENSE[form] for form in (lemma, word, stem(lemma), stem(word)) if form in _SENSE), stem(lemma))
