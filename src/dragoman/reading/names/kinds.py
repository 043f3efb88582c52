"""What kind of thing a name names, from its form, its neighbours, and the pipeline's own opinion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from dragoman.ontology.names import NameWords
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.words import Block, Word
from dragoman.text.names import fold_name

Votes = dict[str, float]
_LABELS: dict[str, Votes] = {
    "PERSON": {"person": 2},
    "GPE": {"place": 2},
    "LOC": {"place": 1.5},
    "FAC": {"place": 1},
    "ORG": {"organization": 0.8},
    "NORP": {"group": 0.5},
    "WORK_OF_ART": {"none": 0.5},
    "LAW": {"none": 2},
    "EVENT": {"none": 2},
    "PRODUCT": {"none": 1.5},
}
_CAPITAL, _TOWN = 3.0, 1.5  # what place_weight gives at least to a capital or region, and to a town
_KNOWN_WORDS = 2  # a name of the lexicon with as many words needs no other ground in a headline
_ARTICLES = ("the", "a", "an", "his", "her", "its", "their", "whose")
_OWNED = re.compile("(?:[a-z]+-)?(?:owned|listed|based|run|backed|controlled|registered|headquartered)")
_ANONYMOUS = re.compile(r",? (?:on condition of anonymity|in an interview|by (?:satellite )?(?:tele)?phone)\b")
_DEALINGS = ("sell", "buy", "stop", "suspend", "halt", "hire", "invest", "launch", "open", "close", "expand", "build",
             "acquire", "appeal", "comply", "cooperate", "withdraw", "resume", "cut")
_MOTION = ("return", "travel", "fly", "move", "march", "flee", "drive", "sail", "advance", "retreat", "withdraw",
           "deploy")
# Whom companies and unions have, and towns and states have not.
_OFFICERS = ("chief executive", "managing director", "executive director", "chairman", "chairwoman", "chairperson",
             "ceo",
             "general manager", "finance director", "operating officer", "executive officer", "secretary-general")
_TRADES = ("sell", "buy", "acquire", "nationalise", "nationalize", "privatise", "privatize", "own", "liquidate",
           "purchase")
_SEATS = ("stronghold", "capital", "outpost", "enclave", "hub", "birthplace", "seat", "gateway")
# What a preposition says for the place that may follow it.
_PREPOSITIONS = {"in": 2.5, "near": 3.5, "around": 2.5, "into": 2.5, "outside": 2, "at": 1}


def decide(
    names: Sequence[Found],
    titles: Sequence[TitlePhrase],
    blocks: Sequence[Block],
    lexicon: NameWords,
    place_weight: Callable[[str], float],
    publisher: str | None = None,
) -> None:
    """Set the kind of each name that has none: equal names of one report get one kind. "none" names nobody."""
    seen = {w.lower for b in blocks for w in b.words if w.capital and not w.initial and not b.shouting}
    by_key: dict[str, list[Found]] = defaultdict(list)
    for name in names:
        if blocks[name.block].shouting and (name.kind is not None or place_weight(name.text) < _CAPITAL):
            _trim_headline(name, blocks[name.block], seen, lexicon)
        if name.kind is None and len(name.text) > 1:
            by_key[fold_name(name.text)].append(name)
    bearers = {(t.block, t.last) for t in titles}
    starts = {(t.block, t.first) for t in titles}
    votes: dict[str, Votes] = {}
    priors = {key: place_weight(found[0].text) * min(len(found), 4) for key, found in by_key.items()}
    stands, own = _Standing(blocks, seen, lexicon), fold_name(publisher or "")
    for key, found in by_key.items():
        total: Votes = defaultdict(float)
        for name in found:
            for kind, weight in _votes(name, blocks[name.block], lexicon, bearers, starts).items():
                total[kind] += weight
        stand = not all(f.initial for f in found) or stands(found[0], total, priors[key])
        total["place"] += priors[key]
        if own and key in (own, own.removeprefix("the ")):
            total["media"] += 4 * len(found)  # who publishes the report
        votes[key] = total if stand else {"none": 1.0}
    _borrow(by_key, votes, priors)
    _owned_by_people(by_key, votes, blocks)
    _shorten(by_key, votes, lexicon, [n for n in names if (n.kind == "media" or n.sector == "BUS") and n.sure])
    for name in names:
        name.arms = name.kind not in ("country", "place") and _in_arms(name, blocks[name.block], lexicon)
    for key, found in by_key.items():
        kind = max(sorted(votes[key]), key=lambda k: votes[key][k], default="none")
        kind = kind if votes[key].get(kind, 0) > 0 else "none"
        for name in found:
            name.kind = kind  # type: ignore[assignment]
            name.sector = name.sector or ("JRN" if kind == "media" else None)
    for name in names:
        _as_told(name, blocks[name.block], lexicon)
    for name in names:
        name.kind = name.kind or "none"  # type: ignore[assignment]


def _trim_headline(name: Found, block: Block, seen: set[str], lexicon: NameWords) -> None:
    """In a headline whose words all have capitals, cut a name down to words that are capitalized in the text, too."""
    words = block.words[name.first : name.last + 1]
    small = [w.lower in seen or w.text in lexicon.particles or w.lower in ("of", "for", "the", "and") for w in words]
    if name.form == "nationality" or all(small) or (name.sure and name.last - name.first < _KNOWN_WORDS):
        return
    if not small[0] or name.kind is not None:
        name.kind = "none"  # type: ignore[assignment]
        return
    name.last = name.first + small.index(False) - 1
    name.end = block.offset + block.words[name.last].end
    name.text = block.text[block.words[name.first].start : block.words[name.last].end]


@dataclass(frozen=True)
class _Standing:
    """Is a name that always stands first in its sentence, or in a headline, a name at all?"""

    blocks: Sequence[Block]
    seen: set[str]
    lexicon: NameWords

    def __call__(self, name: Found, votes: Votes, place: float) -> bool:
        words = self.blocks[name.block].words[name.first : name.last + 1]
        if any(w.lower in self.seen for w in words) or votes.get("person", 0) >= 3 or votes.get("media", 0) >= 3:
            return True
        if words[0].lower in self._plain or (len(words) == 1 and words[0].lower in self._common):
            return False
        labelled = max(votes.values(), default=0) > 0
        if len(words) > 1 and not self.blocks[name.block].shouting and labelled:
            return True
        return place >= _CAPITAL or (place >= _TOWN and labelled)

    @cached_property
    def _plain(self) -> set[str]:
        return {w.lower for b in self.blocks for w in b.words if not w.capital}

    @cached_property
    def _common(self) -> set[str]:
        x = self.lexicon
        return {*x.body_heads, *x.group_words, *x.title_sectors, *x.things, *x.places}


def _in_arms(name: Found, block: Block, lexicon: NameWords) -> bool:
    """Does a word for people in arms stand right before a name or after it, or have it in its of-phrase?"""
    words, first, last = block.words, name.first, name.last
    beside = [
        words[n].lower
        for n, gap in ((first - 1, first - 1), (last + 1, last))
        if 0 <= n < len(words) and block.gap(gap) == " " and not words[n].owner and not (n > last and name.owner)
    ]
    if any(word in lexicon.arms for word in beside):
        return True
    before = [w.lower for w in words[max(0, first - 3) : first]]
    return "of" in before[-2:] and before[0] in lexicon.arms if len(before) == 3 else False


def _owned_by_people(by_key: dict[str, list[Found]], votes: dict[str, Votes], blocks: Sequence[Block]) -> None:
    """ "Hudec's Hlas Regiónov lost a vote": what people own is nobody, but may be a body."""
    owners = {(f.block, f.last): key for key, found in by_key.items() for f in found if f.owner}
    for key, found in by_key.items():
        for name in found:
            owner = owners.get((name.block, name.first - 1))
            if owner is None or owner == key or blocks[name.block].gap(name.first - 1)[-1:] != " ":
                continue
            person = votes[owner].get("person", 0)
            if person > 0 and person == max(votes[owner].values()) and name.last > name.first:
                votes[key]["person"] = votes[key].get("person", 0) - 4
                votes[key]["organization"] = votes[key].get("organization", 0) + 2


def _borrow(by_key: dict[str, list[Found]], votes: dict[str, Votes], priors: dict[str, float]) -> None:
    """A surname alone is the person whose full name ends with it; so is the first name of one full name."""
    people = {
        key for key, v in votes.items() if " " in key and max(sorted(v), key=lambda k: v[k], default="") == "person"
    }
    last = {w for key in people for w in (key.split()[0], *key.split()[-2:])}
    for key in by_key:
        shown = votes[key].get("place", 0) - priors[key]  # that it is a place here, and not only somewhere
        if " " not in key.replace("al ", "") and key.split()[-1] in last and shown < 3:
            votes[key]["person"] = votes[key].get("person", 0) + 3 + priors[key]


def shortens(short: str, full: str, lexicon: NameWords) -> bool:
    """Is a name a body's name without its head ("Northern" News Agency), or its head with what stands before it?"""
    if full.startswith(short + " "):
        rest = full[len(short) + 1 :]
        last = lexicon.body_heads.get(rest.split()[-1])
        return rest in lexicon.body_heads or (last is not None and last.sector == "BUS")
    return full.endswith(" " + short) and short.rsplit(maxsplit=1)[-1] in lexicon.body_heads


def _shorten(
    by_key: dict[str, list[Found]], votes: dict[str, Votes], lexicon: NameWords, bodies: Sequence[Found]
) -> None:
    """A name that a fuller name of a body begins or ends with is that body's: "Northern", "the Tribune"."""
    longer: dict[str, dict[str, Found]] = defaultdict(dict)
    for body in bodies:
        words = fold_name(body.text).removeprefix("the ").split()
        for cut in range(1, len(words)):
            longer[" ".join(words[:cut])][" ".join(words)] = body
            longer[" ".join(words[cut:])][" ".join(words)] = body
    for key in by_key:
        fits = [b for name, b in longer.get(key, {}).items() if shortens(key, name, lexicon)]
        if len(fits) == 1:
            votes[key][str(fits[0].kind)] = votes[key].get(str(fits[0].kind), 0) + 3


def _votes(
    name: Found, block: Block, lexicon: NameWords, bearers: set[tuple[int, int]], starts: set[tuple[int, int]]
) -> Votes:
    """What speaks for each kind, from the pipeline's label, the neighbours, the form, and the grammar."""
    votes: Votes = defaultdict(float)
    start, end = name.start - block.offset, name.end - block.offset
    span = block.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return votes
    for label, share in block.labels(span):
        for kind, weight in _LABELS.get(label, {}).items():
            votes[kind] += weight * share
    _person_by_titles(name, block, votes, bearers, starts)
    _word_before(name, block, votes, lexicon)
    _words_after(name, block, votes, lexicon)
    _titles_after(name, block, votes, starts, lexicon)
    if block.doc.user_data.get("kind") == "dateline" and block.text[start - 1 : start] == "(":
        votes["media"] += 5  # "NAIROBI, May 3 (Harbour Press) -"
    owned = name.first > 0 and block.words[name.first - 1].owner and block.gap(name.first - 1) == " "
    _shape(name, votes, block.text[end : end + 14], block.words[name.first : name.last + 1], owned=owned)
    _grammar(span.root, votes, lexicon)
    if block.words[name.last].lower in lexicon.things:
        votes["none"] += 4
    return votes


def _person_by_titles(
    name: Found, block: Block, votes: Votes, bearers: set[tuple[int, int]], starts: set[tuple[int, int]]
) -> None:
    gap = block.gap(name.first - 1) if name.first else ""
    if name.honorific:
        votes["person"] += 4
    _held_at(name, block, votes, bearers)
    after_title = (name.block, name.first - 1) in bearers and gap in (" ", ", ", ". ")
    after_state = (name.block, name.first - 3) in bearers and gap == ", "  # "Ambassador of X, Y"
    if after_title or after_state or (gap == ", " and _after_office(name, block, bearers)):
        votes["person"] += 3
    if block.gap(name.last) == ", " and not name.owner and not block.words[name.last + 1].capital:
        votes["person"] += 2 * any((name.block, name.last + k) in starts for k in (1, 2, 3))


def _held_at(name: Found, block: Block, votes: Votes, bearers: set[tuple[int, int]]) -> None:
    """ "The Chief Executive of X, Mr Y": what has such an officer is a body."""
    n = name.first
    if n > 1 and block.words[n - 1].lower in ("of", "at") and block.gap(n - 1) == " " and (name.block,
    n - 2) in bearers:
        two = " ".join(w.lower for w in block.words[max(0, n - 3) : n - 1])
        one = two.rsplit(maxsplit=1)[-1]
        votes["organization"] += 4 * (one in _OFFICERS or two in _OFFICERS)


def _after_office(name: Found, block: Block, bearers: set[tuple[int, int]]) -> bool:
    """Does a name come after an office and whom it is held for: "the head of state-owned X, Y, ..."?"""
    for n in range(name.first - 2, max(0, name.first - 9), -1):
        if block.gap(n)[:1] in (",", ".", ";"):
            return False
        if (name.block, n - 1) in bearers and block.words[n].lower in ("of", "for", "at"):
            return block.gap(name.last)[:1] == ","
    return False


def _word_before(name: Found, block: Block, votes: Votes, lexicon: NameWords) -> None:
    words = block.words
    gap = block.gap(name.first - 1) if name.first else ""
    if _OWNED.fullmatch(gap.strip(" -")) and gap[:1] == "-":
        votes["organization"] += 3  # "Osh-based X"
    if gap == ", " and words[name.first - 1].lower in lexicon.trades and block.gap(name.last)[:1] == ",":
        votes["organization"] += 3  # "a joint venture, X, will ..."
    if gap != " ":
        return
    before = words[name.first - 1]
    if before.lower in lexicon.leanings and not before.capital:
        votes["organization"] += 3 + 2 * (name.last > name.first)  # "the right-wing New Force"
    if _OWNED.fullmatch(before.lower) and "-" in before.lower:
        votes["organization"] += 3  # "state-owned X"
    for kind, nouns in lexicon.announcers.items():
        if before.lower in nouns and not before.owner:
            votes[kind] += 4.5 if kind in ("organization", "armed-group") else 3  # "the rights group X"
    if before.lower in lexicon.place_prepositions:
        of_its = name.owner and name.last > name.first  # "into Tom Joyner's programme"
        votes["place"] += _PREPOSITIONS.get(before.lower, 0.5) / (2 if of_its else 1)
    if before.lower == "the" and not name.owner and not _modifies(name, block):  # English gives people no article
        votes["person"] -= 3
        votes["organization"] += 1
        if name.text.lower() in lexicon.body_heads:
            votes["organization"] += 4  # "The Mission"
    _noun_before(name, block, votes, lexicon)


def _noun_before(name: Found, block: Block, votes: Votes, lexicon: NameWords) -> None:
    """What a noun says of the name in its phrase: "shares in X", "the siege of X", "Agreement on X"."""
    words = block.words
    before = words[name.first - 1]
    if before.lower in ("in", "of") and name.first > 1 and words[name.first - 2].lower in lexicon.assets:
        votes["organization"] += 5  # "shares in X"
    if before.lower == "of" and name.first > 1 and words[name.first - 2].lower in lexicon.place_owners:
        votes["place"] += 5 if words[name.first - 2].lower in lexicon.announcers["place"] else 1.5
    if before.lower in lexicon.things and not before.owner:
        votes["none"] += 4
    thing = words[name.first - 2] if name.first > 1 and block.gap(name.first - 2) == " " else before
    if before.lower in ("on", "for", "against") and thing.capital and thing.lower in lexicon.things:
        votes["none"] += 5  # "the Lagos Agreement on Coastal Waters"


def _modifies(name: Found, block: Block) -> bool:
    """Does the name stand before a noun that it tells of ("the Merkel government")?"""
    root = block.head(name.start - block.offset, name.end - block.offset)
    return root is None or root.dep_ in ("compound", "amod", "nmod", "poss")


def _words_after(name: Found, block: Block, votes: Votes, lexicon: NameWords) -> None:
    ahead = [w.lower for w in block.words[name.last + 1 : name.last + 3] if not w.capital]
    if block.text.startswith(("-based", "-headquartered", "-registered"), name.end - block.offset):
        votes["place"] += 5
    for kind in _told_after(name, block, lexicon):
        votes[kind] += 4
    if not name.owner and ahead and block.gap(name.last) == " ":
        votes["place"] += 2 * (ahead[0] in lexicon.places or ahead[1:] == ["field"])
        for kind, nouns in lexicon.announcers.items():
            if ahead[0] in nouns and ahead[0] in lexicon.followers:
                # "the Harar channel", "his Bread and Work party"
                votes[kind] += 5 if _has_article(name, block) else 2 + (name.last > name.first)
    if name.owner and ahead and ahead[0] in lexicon.assets:
        votes["organization"] += 3
    noun = _apposed(name, block)
    if noun in lexicon.places or noun in _SEATS or noun in lexicon.announcers["place"]:
        votes["place"] += 3
    elif noun in lexicon.anaphors:
        votes[lexicon.anaphors[noun][0]] += 3


def _has_article(name: Found, block: Block) -> bool:
    """Does "the", "a" or "his" stand before a name, with a word between at most ("the ruling Hope party")?"""
    words = [w.lower for w in block.words[max(0, name.first - 2) : name.first]]
    near = words[-1:] if block.gap(name.first - 1) == " " else []
    return any(w in _ARTICLES for w in near) or (bool(near) and not near[0].istitle() and words[0] in _ARTICLES)


def _titles_after(
    name: Found, block: Block, votes: Votes, starts: set[tuple[int, int]], lexicon: NameWords
) -> None:
    """"Harbour Lines chief executive X", "Harbour Lines' chairwoman": who has such an office is a body."""
    after = name.last + 1
    if (name.block, after) not in starts or block.words[after].capital:
        return
    words = [w.lower for w in block.words[after : after + 3]]
    of_a_body = words[0] in lexicon.company_offices or " ".join(words[:2]) in lexicon.company_offices
    if (name.owner and of_a_body) or (not name.owner and block.gap(name.last) == " "):
        votes["organization"] += 4


def _apposed(name: Found, block: Block) -> str:
    """The noun of what stands in apposition to a name: "town" in "X, the largest town of Y"; else ""."""
    words, n = block.words, name.last + 1
    if name.owner or n + 1 >= len(words) or block.gap(name.last) != ", " or words[n].lower not in ("a", "an", "the"):
        return ""
    for after in range(n + 1, min(n + 6, len(words))):
        token = block.token(words[after].start)
        if token is None or words[after].capital or block.gap(after - 1) != " " or token.pos_ in ("ADP", "VERB"):
            return ""
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            return words[after].lower
    return ""


def _told_after(name: Found, block: Block, lexicon: NameWords) -> list[str]:
    """What an apposition says that a name is: "X, a breakaway faction of …", "Y, an independent broadcaster"."""
    root = block.head(name.start - block.offset, name.end - block.offset)
    if root is None or name.owner or block.gap(name.last) != ", ":
        return []
    heads = [c for c in root.children if c.dep_ == "appos" and any(d.lower_ in _ARTICLES for d in c.children)]
    return [kind for head in heads[:1] for kind, nouns in lexicon.announcers.items() if head.lower_ in nouns]


def _as_told(name: Found, block: Block, lexicon: NameWords) -> None:
    """Correct or complete what a body is by the noun that the report gives it: "X, a rebel group", "the airline X"."""
    if name.kind == "media" and name.first and block.words[name.first - 1].lower in lexicon.trades:
        name.kind, name.sector = "organization", "BUS"  # "the airline Savanna Star"
    if name.kind == "media" and not name.owner and name.form == "name":
        root = block.head(name.start - block.offset, name.end - block.offset)
        told = {t.lower_ for t in _appositions(root, name, block)} if root is not None else set()
        if told & lexicon.announcers["organization"] and not told & lexicon.announcers["media"]:
            name.kind, name.sector = "organization", "NGO" if "watchdog" in told or "charity" in told else None
    if name.kind not in ("organization", "government") or name.form != "name":
        return
    root = block.head(name.start - block.offset, name.end - block.offset)
    nouns = [t.lower_ for t in _appositions(root, name, block)] if root is not None else []
    if set(nouns) & (lexicon.arms | lexicon.announcers["armed-group"]):
        name.kind, name.sector = "armed-group", "REB"
        return
    if name.first and block.gap(name.first - 1) == " " and not block.words[name.first - 1].owner:
        nouns.append(block.words[name.first - 1].lower)
    after = block.words[name.last + 1] if name.last + 1 < len(block.words) else None
    if after is not None and not name.owner and not after.capital and block.gap(name.last) == " ":
        nouns.append(after.lower)
    if "party" in nouns and name.kind == "government" and name.sector == "LEG":
        name.kind, name.sector = "organization", "PTY"  # "the Nepali Congress, an opposition party"
    if name.kind == "organization" and name.sector is None:
        if any(n in lexicon.trades for n in nouns):
            name.sector = "BUS"
        elif "party" in nouns or any(n in lexicon.leanings for n in nouns):
            name.sector = "PTY"


def _appositions(root: Token, name: Found, block: Block) -> list[Token]:
    """The noun in apposition after a name, with the words before it that tell more: "a Nuer rebel group"."""
    if name.owner or block.gap(name.last) not in (", ", " (") or root.head is root:
        return []
    heads = [c for c in root.children if c.dep_ == "appos" and any(d.lower_ in ("a", "an", "the") for d in c.children)]
    return [t for head in heads[:1] for t in (*(c for c in head.children if c.dep_ in ("compound", "amod")), head)]


def _shape(name: Found, votes: Votes, after: str, block_words: Sequence[Word], *, owned: bool) -> None:
    letters = name.text.replace(".", "").replace("-", "")
    if letters.isupper() and 2 <= len(letters) <= 6 and not name.initial:
        votes["organization"] += 2
        votes["person"] -= 2
    first = block_words[0].text
    capitals = [w.text.isupper() for w in block_words]
    if capitals[0] and "." not in first and 1 < len(first) < 5 and not all(capitals):
        votes["organization"] += 3  # "DP Harbour"
        votes["person"] -= 2
    elif name.last > name.first:
        votes["person"] += 1 + 0.75 * owned  # "Greece's Eleni Dimou"
    if after.startswith((", who", " who ")):
        votes["person"] += 3
    elif after.startswith((", which", " which")):  # is never said of people
        votes["person"] -= 6
        votes["organization"] += 1
    if re.match(r" of [A-Z]", after) and name.last > name.first:
        votes["person"] += 1
    if re.match(r" (accord|agreement|declaration|process|talks|protocol|summit)", after):
        votes["place"] += 1
    if any(c.isdigit() for c in letters):
        votes["none"] += 2


def _of_it(clause: Token) -> bool:
    """Is a clause of what "it" does as firms and bodies do, and not of a plan ("it would help") or the weather?"""
    return clause.lemma_.lower() in _DEALINGS and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in clause.children)


def _grammar(root: Token, votes: Votes, lexicon: NameWords) -> None:
    head = root.head
    if root.dep_ == "nsubj" and head.lemma_.lower() in lexicon.saying_verbs:
        votes["person"] += 1
        if any(c.dep_ == "ccomp" and _of_it(c) for c in head.children):
            votes["organization"] += 4  # "X said it would close the port"
    if root.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_.lower() in _MOTION:
        votes["place"] += 1.5
    if root.dep_ == "dobj" and head.lemma_.lower() == "visit":
        votes["place"] += 1.5
    if root.dep_ == "dobj" and head.lemma_.lower() in _TRADES:
        votes["organization"] += 2  # nobody sells people
        votes["person"] -= 3
    if root.dep_ in ("dobj", "dative", "iobj") and head.lemma_.lower() == "tell":
        votes["media"] += 1.5
        if _ANONYMOUS.match(root.doc.text, root.idx + len(root)):
            votes["media"] += 4
    if root.dep_ == "dobj" and head.lemma_.lower() == "cite":
        votes["media"] += 0.5
