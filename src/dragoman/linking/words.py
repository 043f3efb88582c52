"""Words as linking compares them: folded, without function words, with endings taken off.

Nothing here knows grammar: a reading keeps no parse, and the comparison must stay cheap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from functools import lru_cache

from dragoman.text.normalize import fold_punctuation

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_WRITTEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+(?:[.,][0-9]+)*")  # the same, of what is in ASCII and lower case
_FUNCTION_WORDS = frozenset("""
a about after again against all also am among an and any are as at be because been before being between both but by
can could did do does doing down during each either even every few for from further had has have having he her here
hers him his how i if in into is it its itself just last may me might more most much must my near nearly neither no nor
not now of off on once one only onto or other our out over own per said same say says she should since so some still
such than that the their them then there these they this those through to too two under until up upon us very was we
were what when where whether which while who whom whose why will with within without would yet you your
""".split())  # noqa: SIM905
_NUMERALS = {w: str(n) for n, w in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))}
_FIGURES = frozenset(_NUMERALS) - {"one"}  # "one" is a pronoun more often than a number

# Words that many reports have whatever they tell of; they tell stories apart badly
_EVERYDAY_WORDS = """
add ago agree announce another area ask back become begin believe big bring call cent come company continue country
day early end evening expect find first follow former get give go good government group half help high hold home house
hundred include international issue keep know large last late lead leader leave left live local long make man many
member million billion thousand minister month morning move national need new news next night north south east west
number office official old open order part pay people per percent photo picture place plan point president public put
report right run second see service set several show side small spokesman spokeswoman start state statement story
support take tell think third time today told tomorrow top town try turn use want way week well woman work world year
yesterday young january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday
"""

# Words that most reports of states and armed groups have, whatever these do; two stories of the field share them
_FIELD_WORDS = """
accord affair agreement ambassador army authority bilateral border capital civilian colonel condition cooperation
counterpart deal deadline defence defense delegation deny deputy diplomat document embassy exchange foreign force
general hour interior joint law meet meeting military million minister ministry ministerial negotiate negotiation
negotiator obligation parliament party permit reach release return security side sign signature signatory signing
soldier source spokesperson talk term text transfer treaty troop two three four five six seven eight nine ten eleven
twelve
"""

_IRREGULAR = {form: base for base, forms in {
    "begin": "began begun", "break": "broke broken", "build": "built", "buy": "bought", "come": "came",
    "die": "died dying", "fall": "fell fallen", "fight": "fought", "give": "gave given", "hold": "held",
    "lose": "lost", "meet": "met", "pay": "paid", "rise": "rose risen", "seek": "sought", "sell": "sold",
    "send": "sent", "shoot": "shot", "strike": "struck", "take": "took taken",
    "undertake": "undertook undertaken", "win": "won",
    "withdraw": "withdrew withdrawn"}.items() for form in forms.split()}


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, folded to lower case without diacritics.

    >>> tokens("Güler’s 1,200 men")
    ['guler', '1,200', 'men']
    """
    plain = fold_punctuation(text)
    if plain.isascii():  # the usual case, for which there is nothing to take apart
        found = _PLAIN_WORD.findall(plain.lower())
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        found = _WORD.findall(plain.casefold())
    return [w.removesuffix("'s") for w in found] if "'" in plain else found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without the endings of English inflection: enough for `signed`, `signs` and `signing` to meet.

    >>> [stem(w) for w in ("signed", "signing", "countries", "troops", "released", "release")]
    ['sign', 'sign', 'country', 'troop', 'releas', 'releas']
    """
    word = _IRREGULAR.get(word, word)
    if word[:1].isdigit() or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[:-len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that say something; numbers up to twelve as digits."""
    return frozenset(stem(_NUMERALS.get(w, w)) for w in tokens(text) if says_something(w))


def in_words(text: str, shared: Container[str], key: Callable[[str], str] = stem) -> str:
    """The words of a text whose stems are among some, as they are written, each stem once: what two texts share.

    >>> in_words("Troops of Güler's army trained there, and train others", {"train", "guler"})
    'Güler trained'
    """
    return " ".join(dict.fromkeys(written for found, written in _spelled(text, key) if found in shared))


@lru_cache(maxsize=8192)  # a text is compared with many others
def _spelled(text: str, key: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """The keys of a text's words with how each is first written."""
    found: dict[str, str] = {}
    for written in _WRITTEN.findall(text):
        for word in tokens(written):
            found.setdefault(key(_NUMERALS.get(word, word)), written.removesuffix("'s").removesuffix("’s"))
    return tuple(found.items())


def says_something(word: str) -> bool:
    """Is a word no function word?"""
    return word not in _FUNCTION_WORDS or word in _FIGURES


EVERYDAY = frozenset(stem(word) for word in _EVERYDAY_WORDS.split())
_OF_THE_FIELD = frozenset(stem(word) for word in _FIELD_WORDS.split())


def is_usual(word: str) -> bool:
    """Does a stem stand in many reports, whatever they tell of? So do small numbers and years."""
    is_year = len(word) == 4 and word[:2] in ("19", "20")
    return word in EVERYDAY or word in _OF_THE_FIELD or (word.isdigit() and (len(word) < 3 or is_year))
