"""Scanning a block for names: runs of capitalized words, cut into countries, bodies, people and places."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from typing import TypeVar

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from dragoman.model.reading import EntityKind
from dragoman.ontology.gazetteer import name_key
from dragoman.ontology.geography import Country, Geography
from dragoman.ontology.names import Body, NameWords
from dragoman.reading.names.defined import agency_in_dateline, apart, defined_names
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.openers import BEFORE_PLACES, FIRMS, HEAD_FIRST, OF_PLACES, PARTIES
from dragoman.reading.names.places import sites
from dragoman.reading.names.titles import title_phrases
from dragoman.reading.names.words import Block, joins, read_block, runs
from dragoman.text.kept import by_block

_LONGEST = 9  # words of a name in a lexicon, at most
_MAY_BE_IN = ("organization", "armed-group")
_FUNCTION_WORDS = STOP_WORDS - {"front", "us", "call", "move", "show", "side", "top"}  # these may begin a name
_CONNECTORS = ("of", "for", "on", "de", "du", "des", "to", "against")
_COMPASS = ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower")
_SENT = ("mission", "operation", "force")  # to a land, which is in their names
_LOCAL = ("front", "movement", "army")  # whose names say where they are, be it a district
_NO_STATE_AFTER_IN = ("EDU", "BUS", "JRN", "LEG")  # "the Institute for Peace in Osh" is one that is in Osh

Named = TypeVar("Named", Found, TitlePhrase)


@by_block
def _of_block(doc: Doc, lexicon: NameWords, geography: Geography) -> tuple[list[Found], list[TitlePhrase]]:
    """The names and titles of a block, with offsets that count in it."""
    scanner = Scanner(lexicon, geography)
    scanner.look_through(read_block(doc, 0, lexicon), 0)
    return scanner.names, scanner.titles


def _placed(found: Named, block: Block, index: int) -> Named:
    """A name or title of its own for the block that has it here, since more will be said of it there."""
    placed = copy(found)
    placed.block, placed.start, placed.end = index, block.offset + found.start, block.offset + found.end
    return placed


@dataclass
class Scanner:
    """Finds the names of one report's blocks, in order."""

    lexicon: NameWords
    geography: Geography
    names: list[Found] = field(default_factory=list)
    titles: list[TitlePhrase] = field(default_factory=list)

    def scan(self, block: Block, index: int) -> None:
        """Add the names and titles of a block."""
        names, titles = _of_block(block.doc, self.lexicon, self.geography)
        self.names += [_placed(name, block, index) for name in names]
        self.titles += [_placed(title, block, index) for title in titles]

    def look_through(self, block: Block, index: int) -> None:
        """Look for the names and titles of a block word by word."""
        titles = list(title_phrases(block, index, self.lexicon))
        in_title = {n: t for t in titles for n in range(t.first, t.last + 1)}
        defined = {n: last for n, (last, _) in defined_names(block).items() if self._defines(block, n, last)}
        defined |= agency_in_dateline(block)
        free, before = 0, len(self.names)
        for first, last in apart(runs(block, self.lexicon), defined):
            if first in defined:
                printed = block.doc.user_data.get("kind") == "dateline"
                agency = Found(index, 0, 0, first, last, "", "media", "JRN", sure=True)
                free = self._add(
                    block, index, first, last, agency if printed else self._spelled_out(block, first, last)
                )
            elif last >= free:
                free = self._cut(block, index, max(first, free), last, in_title)
        inside = [(f.first, f.last) for f in self.names[before:] if f.kind is not None]
        taken = {n for a, b in inside for n in range(a, b + 1)}
        self.titles += [t for t in titles if not taken & set(range(t.first, t.last + 1))]

    def _defines(self, block: Block, first: int, last: int) -> bool:
        """Is what letters in brackets spell a body, and not an agreement or a place?"""
        head = self._spoken_head(block, first, last)
        things = self.lexicon.things
        return block.words[head].lower not in things and block.words[last].lower not in things

    @staticmethod
    def _spoken_head(block: Block, first: int, last: int) -> int:
        """The word before the first small word of a name: "Commission" in "Commission for Peace in Abyei"."""
        small = (k for k in range(first + 1, last + 1) if block.words[k].lower in (*_CONNECTORS, "in"))
        return next(small, last + 1) - 1

    def _spelled_out(self, block: Block, first: int, last: int) -> Found:
        """The body whose name runs from one word to another."""
        known = self.lookup(block.text[block.words[first].start : block.words[last].end])
        if known is not None:
            return known
        head = self._spoken_head(block, first, last)
        kind, sector = self._head_at(block, first, head) or self._head_at(block, first, last) or ("organization", None)
        if kind == "place":
            kind, sector = "organization", None
        return self._as_body(block, first, last, kind, sector)

    def _as_body(self, block: Block, first: int, last: int, kind: EntityKind, sector: str | None) -> Found:
        """A body with what its name tells: whether it is of many states, or in arms, and its own state."""
        if kind != "media" and sector != "BUS" and self._of_many_states(block, first, last):
            return Found(0, 0, 0, 0, 0, "", "organization", "IGO", sure=True)
        if kind == "organization" and self._armed(block, first, last):
            kind, sector = "armed-group", "REB"
        country = self._country_in(block, first, last)
        return Found(0, 0, 0, 0, 0, "", kind, sector, country.code if country else None, sure=True)

    def _of_many_states(self, block: Block, first: int, last: int) -> bool:
        """Is it a body of the United Nations or of a part of the world ("Inter-American Court of Human Rights")?"""
        text = block.text[block.words[first].start : block.words[last].end].removeprefix("The ")
        opener = next((o for o in self.lexicon.supranational if text.startswith(o + " ")), None)
        rest = text[len(opener) + 1 :].lower() if opener else ""
        return any(word in self.lexicon.supranational_heads for word in rest.split())

    def _cut(self, block: Block, index: int, first: int, last: int, in_title: dict[int, TitlePhrase]) -> int:
        words, n, honorific = block.words, first, None
        while n <= last:
            word = words[n]
            thing = self._thing(block, n)
            if thing is not None:
                n = thing + 1
                continue
            known = self._known(block, n)
            body = None if block.capitals else self._body(block, n, last, in_title)
            land = not known and not body and n not in in_title and self._is_part_of_land(block, n, last, in_title)
            if land or self._town_of_two(block, n):
                n = self._add(block, index, n, n + 1, Found(index, 0, 0, n, n + 1, "", "place", sure=True))
                continue
            if not known and word.lower == "the" and n < last:
                known_after = self._known(block, n + 1)
                if known_after and known_after[1].kind != "media" and (not body or body[0] <= known_after[0]):
                    n += 1  # "The European Commission" is known without its article
                    continue
            if body and (not known or body[0] > known[0]):
                end, found = body
                n = self._add(block, index, n, end, replace(found, honorific=honorific))
                honorific = None
                continue
            if known and not self._opens_person(block, n, known[0], last, in_title):
                n = self._add(block, index, n, known[0], known[1])
                n += known[1].form == "nationality" and self._is_nationality(block, n, last)  # "Bosnian Serb"
                continue
            if n in in_title and in_title[n].last >= n:
                n = in_title[n].last + 1
            elif word.lower.rstrip(".") in self.lexicon.honorifics:
                honorific = word.lower.rstrip(".")
                n += 1
            elif len(word.text) == 1 and n < last and block.gap(n) == ". ":
                end = self._unknown_end(block, n, last, in_title)  # "A. Holm"
                n = self._add(block, index, n, end, Found(index, 0, 0, n, end, "", honorific=honorific))
                honorific = None
            elif (word.lower in self.lexicon.not_names and not self._is_first_name(block, n, last)) or (
                word.lower in _FUNCTION_WORDS and (word.initial or block.shouting)
            ):
                n += 1
            else:
                end = self._unknown_end(block, n, last, in_title)
                n = self._add(block, index, n, end, Found(index, 0, 0, n, end, "", honorific=honorific))
                honorific = None
        return n

    def _add(self, block: Block, index: int, first: int, last: int, found: Found) -> int:
        words = block.words
        found.block, found.first, found.last = index, first, last
        found.start, found.end = block.offset + words[first].start, block.offset + words[last].end
        found.text = block.text[words[first].start : words[last].end]
        found.initial = (words[first].initial or block.shouting) and not found.sure
        found.owner = words[last].owner
        self.names.append(found)
        return last + 1

    def _thing(self, block: Block, n: int) -> int | None:
        """The end of the name of an agreement or the like ("Agreement on Trade"), or of "Port of" before a place."""
        words = block.words
        if n + 2 >= len(words) or words[n].owner or not words[n].capital or block.gap(n) != " ":
            return None
        before = words[n].lower in BEFORE_PLACES and words[n + 1].lower == "of" and words[n + 2].capital
        if before and self._known(block, n) is None:
            return n + 1
        if words[n].lower in self.lexicon.things and words[n + 1].lower in _CONNECTORS:
            end = self._continue(block, n, "thing", None)
            return end if end > n else None
        return None

    def _town_of_two(self, block: Block, n: int) -> bool:
        """Is a name in the possessive the first half of a town's ("Cox's Bazar")?"""
        words = block.words
        if not words[n].owner or n + 1 >= len(words) or not words[n + 1].capital or block.gap(n) != " ":
            return False
        text = block.text[words[n].start : words[n + 1].end]
        return any(site.exact for site in sites(text, self.geography)[:1])

    def _is_part_of_land(self, block: Block, n: int, last: int, in_title: dict[int, TitlePhrase]) -> bool:
        """Do a point of the compass and a land make a name: "South Kivu", "Eastern Ghouta"?"""
        word, after = block.words[n], n + 1
        if word.lower not in _COMPASS or after > last or after in in_title or block.gap(n) != " ":
            return False
        if after < last and after + 1 not in in_title and not block.words[after].owner:
            return False  # "Southern Africa Mine Trace"
        text = block.text[word.start : block.words[after].end]
        if name_key(text) in self.geography.by_region or any(s.exact for s in sites(text, self.geography)[:1]):
            return True
        alone = after == last and block.words[after].lower not in self.lexicon.not_names
        return alone and not (word.initial or block.shouting) and self._known(block, after) is None

    def _is_first_name(self, block: Block, n: int, last: int) -> bool:
        """Is a month's name a person's ("June Hartley")? The pipeline must call it one, and a surname follow."""
        token = block.token(block.words[n].start)
        entity = block.entities.get(token.i) if token is not None else None
        after = block.words[n + 1].lower if n < last else ""
        return (
            entity is not None
            and entity[0] == "PERSON"
            and entity[2] - entity[1] > 1
            and n < last
            and after not in self.lexicon.not_names
            and not block.words[n].owner
        )

    def _known(self, block: Block, n: int) -> tuple[int, Found] | None:
        """The longest name of a lexicon that begins at a word."""
        words = block.words
        last = n
        while (
            last + 1 < len(words) and last - n < _LONGEST - 1 and (joins(block, last) or block.gap(last) in ("-", "' "))
        ):
            last += 1
        for end in range(last, n - 1, -1):
            text = block.text[words[n].start : words[end].end]
            found = self.lookup(text)
            if found:
                return end, found
        return None

    def lookup(self, text: str) -> Found | None:
        """What the lexicons know of a name, in capitals too."""
        for form in dict.fromkeys((text, text.title() if text.isupper() and len(text) > 3 else text)):
            body = self.lexicon.known_names.get(form)
            if body:
                return Found(0, 0, 0, 0, 0, "", body.kind, body.sector, body.country, sure=True)
            country = self.geography.by_name.get(form)
            if country:
                return Found(0, 0, 0, 0, 0, "", "country", None, country.code, sure=True)
            country = self.geography.by_nationality.get(form)
            if country:
                return Found(0, 0, 0, 0, 0, "", "country", None, country.code, form="nationality", sure=True)
        return None

    def _is_nationality(self, block: Block, n: int, last: int) -> bool:
        """Is a word a nationality right after another, and so a people of the first one's state?"""
        word = block.words[n] if n <= last else None
        return word is not None and block.gap(n - 1) == " " and word.text in self.geography.by_nationality

    def _opens_person(self, block: Block, n: int, end: int, last: int, in_title: dict[int, TitlePhrase]) -> bool:
        """Is a country's name a person's first name ("Israel Katz")? The pipeline must say so, and the run go on."""
        if end >= last or end + 1 in in_title or block.words[end].owner:
            return False
        span = block.doc.char_span(block.words[n].start, block.words[end + 1].end, alignment_mode="expand")
        entity = block.entities.get(span.start) if span is not None else None
        return (
            span is not None
            and entity is not None
            and entity[0] == "PERSON"
            and entity[1] <= span.start
            and span.end <= entity[2]
        )

    def _body(
        self, block: Block, n: int, last: int, in_title: dict[int, TitlePhrase]
    ) -> tuple[int, Found] | None:
        """The end of a body's or place's name that begins at a word and has a head, and what the name tells."""
        words = block.words
        if words[n].lower in _FUNCTION_WORDS and words[n].lower != "the":
            return None
        start = n + 1 if words[n].lower == "the" and n < last else n
        opener = words[start].lower if words[start].capital else ""
        whole_of = self._with_of(block, start)
        if whole_of is not None:
            return whole_of
        end = self._end_of_body(block, start, last, in_title)
        if end in (None, start) and opener in HEAD_FIRST and start < last:
            kind = HEAD_FIRST[opener]
            firm = "BUS" if opener in FIRMS else "PTY" if opener in PARTIES else None
            sector = {"media": "JRN", "organization": firm}.get(kind)
            until = last
            if firm != "BUS" or not self._of_a_state(block, last):
                until = self._continue(block, last, kind, sector)
            return until, Found(0, 0, 0, 0, 0, "", kind, sector, sure=True)
        if end is None and opener in OF_PLACES and self._has_of(block, start, ("of",)):
            return self._continue(block, start, "place", None), Found(0, 0, 0, 0, 0, "", "place", sure=True)
        head = self._head_at(block, start, end) if end is not None else None
        if head is None or end is None:
            return None
        kind, sector = head
        if end == start and words[n].lower in self.lexicon.group_words:
            return None  # "Rebels of the Northern Front" are not its name
        alone = end == start and (words[n].initial or kind != "government")
        if alone and not self._has_of(block, end, ("of", "for", "on", "against")):
            return None
        end = self._continue(block, end, kind, sector)
        whole = self.lexicon.body_heads.get(block.text[words[start].start : words[end].end].lower())
        if whole:
            kind, sector = whole.kind, whole.sector
        if kind == "place":
            return end, Found(0, 0, 0, 0, 0, "", "place", country=self._code_in(block, start, end), sure=True)
        return end, self._as_body(block, start, end, kind, sector)

    def _with_of(self, block: Block, start: int) -> tuple[int, Found] | None:
        """A body whose whole name with its "of" is known as a kind: "House of Representatives"."""
        for end in range(min(start + 4, len(block.words) - 1), start + 1, -1):
            text = block.text[block.words[start].start : block.words[end].end]
            body = self.lexicon.body_heads.get(text.lower()) if " of " in text else None
            if body and block.words[end].capital:
                return end, Found(0, 0, 0, 0, 0, "", body.kind, body.sector, sure=True)
        return None

    def _end_of_body(self, block: Block, start: int, last: int, in_title: dict[int, TitlePhrase]) -> int | None:
        """The last word of a run that ends a body's name, unless a title or a verb stands on the way to it."""
        end = next((k for k in range(last, start - 1, -1) if self._head_at(block, start, k)), None)
        if end is None or (block.shouting and self._has_verb(block, start, end)):
            return None
        titles = [in_title[k] for k in range(start, end + 1) if k in in_title]
        if any(t.last > t.first for t in titles) or (titles and end < last):
            return None
        return end

    def _of_a_state(self, block: Block, n: int) -> bool:
        """Does "of" and a state follow a word: "Grupo Salares of Argentina"? A firm that has a name is from there."""
        after = block.words[n + 2 : n + 5]
        texts = (block.text[after[0].start : w.end] for w in after)
        return self._has_of(block, n, ("of",)) and any(t in self.geography.by_name for t in texts)

    @staticmethod
    def _has_of(block: Block, n: int, words: tuple[str, ...]) -> bool:
        return n + 1 < len(block.words) and block.words[n + 1].lower in words and block.gap(n) == " "

    def _head_at(self, block: Block, start: int, end: int) -> tuple[EntityKind, str | None] | None:
        """What the words up to `end` are, if they end in the head of a body's or a place's name."""
        words = block.words
        for first in range(max(start, end - 3), end + 1):
            text = block.text[words[first].start : words[end].end].lower()
            wing = words[end].text.rpartition("-")[2].istitle()  # "Liberation Front-North"
            whole = self.lexicon.body_heads.get(text)
            body: Body | None = whole or (self.lexicon.body_heads.get(text.rpartition("-")[0]) if wing else None)
            if body:
                return body.kind, body.sector
        if words[end].lower in self.lexicon.places and end > start:
            return "place", None
        return None

    def _has_verb(self, block: Block, start: int, end: int) -> bool:
        """Is there a verb among some words of a headline in capitals?"""
        return any(
            (t := block.token(w.start)) is not None and t.pos_ in ("VERB", "AUX") for w in block.words[start : end + 1]
        )

    def _armed(self, block: Block, start: int, end: int) -> bool:
        """Does the name speak of an armed group further in ("Front for the Liberation of the Lakes")?"""
        words = block.words
        pairs = (block.text[words[k].start : words[k + 1].end].lower() for k in range(start, end))
        return any(
            (body := self.lexicon.body_heads.get(pair)) is not None and body.kind == "armed-group" for pair in pairs
        )

    def _code_in(self, block: Block, first: int, last: int) -> str | None:
        country = self._country_in(block, first, last)
        return country.code if country else None

    def _country_in(self, block: Block, first: int, last: int) -> Country | None:
        for n in range(first, last + 1):
            for end in range(min(n + 3, last), n - 1, -1):
                text = block.text[block.words[n].start : block.words[end].end]
                found = self.geography.by_nationality.get(text) or self.geography.by_name.get(text)
                if found:
                    return found
        return None

    def _continue(self, block: Block, end: int, kind: str, sector: str | None) -> int:
        """Go on over "of Democratic Forces of Casamance", "of Energy, Mining and Mineral Resources"."""
        words, first = block.words, end
        while end + 2 < len(words) and not words[end].owner and block.gap(end) == " ":
            after = end + 1
            if words[after].lower not in _CONNECTORS and not (
                words[after].lower == "in"
                and kind in _MAY_BE_IN
                and sector not in _NO_STATE_AFTER_IN
                and (end > first or words[first].lower in _SENT)
                and (words[first].lower in _LOCAL or self._is_land(block, after + 1))
            ):
                break
            after += 1
            if words[after].lower == "the" and after + 1 < len(words):
                after += 1
            text = block.text[words[after].start : words[after].end]
            state = text in self.geography.by_name or (
                words[after].lower in BEFORE_PLACES and self._has_of(block, after, ("of",))  # "of the Republic of X"
            )
            if (
                not words[after].capital
                or (kind == "government" and state)
                or (words[after].lower in self.lexicon.not_names and not self._is_land(block, after))
            ):
                break
            end = after
            while end + 1 < len(words) and not words[end].owner:
                if words[end + 1].capital and joins(block, end):
                    end += 1
                elif (
                    block.gap(end) in (" ", ", ")
                    and words[end + 1].lower == "and"
                    and end + 2 < len(words)
                    and words[end + 2].capital
                    and (kind == "thing" or self._two_subjects(block, end, end + 2))
                ):
                    end += 2
                elif (
                    block.gap(end) == ", "
                    and words[end + 1].lower in self.lexicon.portfolios
                    and words[end + 1].capital
                ):
                    end += 1
                else:
                    break
        return end

    def _is_land(self, block: Block, n: int) -> bool:
        """Does the name of a state or of a part of the world begin at a word ("Mission in South Sudan")?"""
        n += n + 1 < len(block.words) and block.words[n].lower == "the"
        texts = (block.text[block.words[n].start : w.end] for w in block.words[n : n + 4])
        return any(t in self.geography.by_name or name_key(t) in self.geography.by_region for t in texts)

    def _two_subjects(self, block: Block, one: int, two: int) -> bool:
        """Are the words before and after "and" both subjects of work, so that one name has them ("Peace and Unity")?"""
        last = two
        while last + 1 < len(block.words) and block.words[last + 1].capital and joins(block, last):
            last += 1
        after = block.words[two].lower in self.lexicon.portfolios or self.lexicon.is_subject(block.words[two].lower)
        return self.lexicon.is_subject(block.words[one].lower) and (
            after or self.lexicon.is_subject(block.words[last].lower)
        )

    def _unknown_end(self, block: Block, n: int, last: int, in_title: dict[int, TitlePhrase]) -> int:
        end = n
        while end < last and not block.words[end].owner:
            after = end + 1
            lower = block.words[after].lower
            if (after in in_title and in_title[after].last > after) or lower in self.lexicon.not_names:
                break
            if lower.rstrip(".") in self.lexicon.honorifics and after < last:
                break
            if block.text[block.words[after].start : block.words[after].end] in self.geography.by_nationality:
                break
            end = after
        while end > n and block.words[end].text in self.lexicon.particles:
            end -= 1
        return end
