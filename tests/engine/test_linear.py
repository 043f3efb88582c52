"""The time that a report takes grows with its length, whatever its shape: measured, as a ratio.

Within a paragraph it may grow faster, since clauses can hang on clauses; paragraphs are cut at 3,000 characters, and
the shorter of the two texts has as many.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dragoman.documents.text import document_from_text
from dragoman.reading.read import Reader

_TIMES = 3      # as long is the longer of the two
_AT_MOST = 6    # times as much time it may take: nine would be the square

SHAPES = {
    "tiny tokens": "a b c, d. ",
    "brackets": "( ) [ ",
    "quotation marks": '" said. ',
    "cues": "said he said ",
    "numbers": "1 2,000 million percent to ",
    "dates": "Monday 3 May and ",
    "pronouns": "He met them and she told it. ",
    "agreements": "Peru and Chile signed an agreement. ",
    "a chain of names": "Ana Bel, ",
}


def names(many: int) -> str:
    """So many people of different names, some to a sentence."""
    parts = ("Bar", "Tor", "Mel", "Gan", "Ris", "Vol", "Dun", "Kel", "Sor", "Pem")

    def name(n: int) -> str:
        return parts[n % 10] + "".join(parts[n // 10**k % 10].lower() for k in (1, 2, 3))

    people = [f"{name(7 * n + 3)} {name(n)}" for n in range(many)]
    return "\n".join(f"{', '.join(people[n:n + 8])} met in Lima." for n in range(0, many, 8))


def seconds(reader: Reader, text: str) -> float:
    """The CPU that understanding a text takes; the parser's is not ours to bound."""
    parse = reader.parser.parse(document_from_text(f"A headline\n\n{text}\n"))
    begun = time.process_time()
    reader.understand(parse)
    return time.process_time() - begun


def ratio(reader: Reader, shape: Callable[[int], str], size: int) -> float:
    """The better of two tries: what else the machine does can only make it worse."""
    seconds(reader, shape(20))  # what is looked up once is looked up
    return min(seconds(reader, shape(_TIMES * size)) / seconds(reader, shape(size)) for _ in range(2))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_time_grows_with_the_length(reader: Reader, name: str) -> None:
    words = SHAPES[name]
    assert ratio(reader, lambda n: words * n, 3_100 // len(words)) < _AT_MOST


def test_time_grows_with_the_number_of_names(reader: Reader) -> None:
    assert ratio(reader, names, 250) < _AT_MOST


@pytest.mark.slow
def test_twenty_thousand_names(reader: Reader, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("-m") != "slow":
        pytest.skip("takes a minute or more: pytest -m slow")
    assert ratio(reader, names, 5_000) < _AT_MOST
