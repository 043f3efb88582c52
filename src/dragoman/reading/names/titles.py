"""Titles and offices: where they stand, who bears them, and with whom they are held."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.ontology.names import NameWords
from dragoman.reading.names.found import TitlePhrase
from dragoman.reading.names.words import Block

_POSTFIX = ("general", "general-designate", "elect")
_BEFORE_GENERAL = ("secretary", "director", "attorney", "consul", "governor", "inspector", "undersecretary")
# Nouns that are a rank or office in capitals, or after an article, and something else anywhere else.
_ORDINARY = {
    "general",
    "private",
    "major",
    "captain",
    "justice",
    "fellow",
    "anchor",
    "crown",
    "representative",
    "chair",
    "head",
    "lead",
    "chief",
    "star",
    "regent",
    "officer",
    "general staff",
    "trader",
    "whip",
}
_ENVOYS = ("delegate", "counsellor", "plenipotentiary", "designate", "mentor")
_SPEAKS_FOR = {"government": "GOV", "presidential": "GOV", "cabinet": "GOV", "ministry": "GOV", "foreign": "GOV",
               "military": "MIL", "army": "MIL", "navy": "MIL", "police": "COP", "parliamentary": "LEG"}
_OF_POLICE = {"chief", "commissioner", "inspector", "commander", "director", "officer", "colonel", "general"}
_OF_WORDS = {"staff", "state", "mission", "protocol", "affairs", "party", "delegation"}
_MONTHS = {"may"}
# What a word of work has before it in an office: "Chief of Naval Staff", "Director of Public Information".
_BEFORE_WORK = {"naval", "air", "general", "public", "joint", "civil", "internal", "external", "media", "army",
                "strategic",
                "national", "special", "military", "legal", "human", "defence", "defense", "police", "rural", "urban"}
_WORK = {"staff", "operations", "service", "services", "department", "office", "police", "guard", "forces", "army",
         "works"}
_SPELLED = {"gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain",
            "sgt": "sergeant",
            "adm": "admiral", "brig": "brigadier", "cmdr": "commander", "gov": "governor", "sen": "senator",
            "rep": "representative", "pres": "president", "premier": "prime minister"}
_PLURALS = {
    "minister",
    "president",
    "leader",
    "envoy",
    "ambassador",
    "secretary",
    "general",
    "spokesman",
    "chief",
    "governor",
    "senator",
    "premier",
    "chancellor",
    "negotiator",
    "king",
    "delegate",
    "commander",
}


def title_phrases(block: Block, index: int, lexicon: NameWords) -> Iterator[TitlePhrase]:
    """Every title or office of a block, the longest at each place, in order."""
    n = 0
    while n < len(block.words):
        found = _title_at(block, index, n, lexicon)
        if found is None:
            n += 1
            continue
        yield found
        n = found.last + 1


def _is_part(lower: str, lexicon: NameWords) -> bool:
    return (
        _head_of(lower, lexicon.title_sectors) is not None
        or lower in lexicon.title_modifiers
        or lower in lexicon.portfolios
        or lower in lexicon.title_sectors
        or lower in lexicon.former
        or lower.startswith("ex-")
    )


def _is_subject(block: Block, n: int, lexicon: NameWords) -> bool:
    """Is a word what an office is for, though no portfolio ("Repatriation Commissioner", "reconstruction minister")?"""
    word = block.words[n]
    if not lexicon.is_subject(word.lower) or word.owner or n + 1 >= len(block.words) or block.gap(n) != " ":
        return False
    if word.capital and (block.words[n + 1].capital or not word.initial):
        return block.words[n + 1].capital and not word.initial
    token = block.token(word.start)
    return token is not None and token.dep_ == "compound" and token.head.lower_ in lexicon.title_sectors


def _near(gap: str) -> bool:
    return gap in (" ", "-", ". ")


def _title_at(block: Block, index: int, n: int, lexicon: NameWords) -> TitlePhrase | None:
    words, sectors = block.words, lexicon.title_sectors
    last = n
    if not _is_part(words[n].lower, lexicon) and not _is_subject(block, n, lexicon):
        return None
    while (
        not words[last].owner
        and last + 1 < len(words)
        and _near(block.gap(last))
        and (_is_part(words[last + 1].lower, lexicon) or _is_subject(block, last + 1, lexicon))
        and last - n < 8
    ):
        if words[last + 1].capital and not words[last].capital and _head_of(words[last].lower, sectors) is not None:
            break  # "spokesman Colonel X" bears two titles
        last += 1
    head = next(
        (
            k
            for k in range(last, n - 1, -1)
            if _head_of(words[k].lower, sectors) is not None
            and not (
                k > n
                and words[k].lower == "general"
                and words[k - 1].lower in _BEFORE_GENERAL
                and words[k - 1].lower in sectors
            )
        ),
        None,
    )
    if head is None:
        return None
    lower = words[head].lower
    if lower in _ORDINARY or words[head].lower == "deputy":
        token = block.token(words[head].start)
        if (
            token is None
            or token.pos_ not in ("NOUN", "PROPN")
            or (token.dep_ == "compound" and not words[head].capital and not _leads_name(block, head))
        ) and (head == n or (not words[head].capital and lower not in ("chief", "head"))):
            return None
    end = head
    after = words[end + 1].lower if end + 1 < len(words) and _near(block.gap(end)) and not words[end].owner else ""
    end += (after in _POSTFIX and lower in _BEFORE_GENERAL) or (after in _ENVOYS and lower == "minister")
    end = _continue(block, end, lexicon)
    first = _former_before(block, n, lexicon)
    text = block.text[words[first].start : words[end].end]
    modifiers = tuple(w.lower for w in words[first : end + 1] if w.lower != lower)
    before = words[first - 1].lower if first else ""
    return TitlePhrase(
        index,
        block.offset + words[first].start,
        block.offset + words[end].end,
        n,
        end,
        text,
        _head_of(lower, sectors) or lower,
        _sector(lower, modifiers, lexicon),
        plural=words[head].lower.endswith("s") and words[head].lower != _head_of(lower, sectors),
        former=any(m in lexicon.former or m.startswith("ex-") for m in (*modifiers, lower)),
        modifiers=modifiers,
        definite=before in ("the", "its", "their", "his", "her", "our"),
    )


def _leads_name(block: Block, n: int) -> bool:
    """Does a name follow the word: "the general Paolo Bruni"?"""
    return n + 1 < len(block.words) and block.words[n + 1].capital and block.gap(n) == " "


def _former_before(block: Block, n: int, lexicon: NameWords) -> int:
    """The word that makes the title at word n a past one over a nationality: "former" of "former Kenyan minister"."""
    for before in (n - 2, n - 3):
        words = block.words[max(before, 0) : n]
        if (
            before >= 0
            and words[0].lower in lexicon.former
            and all(w.capital for w in words[1:])
            and all(block.gap(k) == " " for k in range(before, n))
        ):
            return before
    return n


def _head_of(lower: str, sectors: dict[str, str]) -> str | None:
    plain = lower.removeprefix("ex-")
    if plain in sectors:
        return plain
    if plain.endswith("s") and plain[:-1] in sectors and plain[:-1] in _PLURALS:
        return plain[:-1]
    if plain.endswith("ies") and plain[:-3] + "y" in sectors:
        return plain[:-3] + "y"
    if plain.endswith(("men", "people")) and plain.removesuffix("people").removesuffix("men") + "man" in sectors:
        return plain.removesuffix("people").removesuffix("men") + "man"
    if "-" in plain and plain.rsplit("-", 1)[1] in sectors and plain.rsplit("-", 1)[0] in ("vice", "deputy", "co"):
        return plain.rsplit("-", 1)[1]
    return None


def _continue(block: Block, end: int, lexicon: NameWords) -> int:
    """Go on over "of Defence", "of Staff", "of State for Defence", "of Energy, Mining and Mineral Resources"."""
    words = block.words
    while (
        end + 2 < len(words)
        and words[end + 1].lower in ("of", "for")
        and block.gap(end) == " "
        and not words[end].owner
    ):
        after = end + 2
        office = _of_work(block, after, lexicon) if words[end].capital else None
        if office is not None:
            return office
        if (words[after].lower not in lexicon.portfolios and words[after].lower not in _OF_WORDS) or (
            words[after].lower == "state" and words[after].initial
        ):
            break
        end = after
        while end + 1 < len(words) and not words[end].owner:
            skip = 2 if block.gap(end) in (" ", ", ") and words[end + 1].lower == "and" else 1
            if end + skip >= len(words) or block.gap(end) not in (" ", ", "):
                break
            word = words[end + skip]
            if (word.lower not in lexicon.portfolios and word.lower not in _OF_WORDS) or word.lower in _MONTHS:
                break
            if not word.capital and words[after].capital:
                break
            end += skip
    return end


def _of_work(block: Block, n: int, lexicon: NameWords) -> int | None:
    """The end of what an office with capitals is of, if the whole run says so: "of Defence Media Operations, X"."""
    words = block.words
    n += n + 1 < len(words) and words[n].lower == "the"
    last = n
    while last + 1 < len(words) and words[last + 1].capital and block.gap(last) == " " and not words[last].owner:
        last += 1
    run = [w.lower for w in words[n : last + 1]]
    works = run[-1] in _WORK or run[-1] in lexicon.portfolios or lexicon.is_subject(run[-1])
    before = all(w in _BEFORE_WORK or w in lexicon.portfolios or lexicon.is_subject(w) for w in run[:-1])
    return last if words[n].capital and last > n and works and before else None


def spelled_out(head: str) -> str:
    """The head of a title as it is written in full ("gen" is general), for a rank that is spoken of again."""
    return _SPELLED.get(head, head)


def _sector(head: str, modifiers: tuple[str, ...], lexicon: NameWords) -> str:
    if head == "general" and {"attorney", "solicitor", "surgeon"} & set(modifiers):
        return "GOV" if "surgeon" in modifiers else "JUD"
    if head in ("chief", "director", "head") and "intelligence" in modifiers:
        return "SPY"
    if head in _OF_POLICE and "police" in modifiers:
        return "COP"
    if head.startswith("spokes"):
        return next((_SPEAKS_FOR[m] for m in modifiers if m in _SPEAKS_FOR), "")
    if head == "chief" and ("staff" in modifiers or {"army", "navy", "military", "force"} & set(modifiers)):
        return "MIL"
    if head == "secretary" and not set(modifiers) & (lexicon.portfolios | {"general", "permanent", "under"}):
        return ""
    if head == "secretary" and "general" in modifiers:
        return ""
    return lexicon.title_sectors.get(_head_of(head, lexicon.title_sectors) or head, "")
