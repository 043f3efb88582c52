"""Times that a report recalls, deadlines, and days inside quotations: what they are counted from."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.model.time import Time
from dragoman.ontology import Ontology
from dragoman.reading.times import find_times
from dragoman.text.parse import Parser

DAY = "2025-11-05"  # a Wednesday


@pytest.mark.parametrize(("text", "words", "kind", "value"), [
    # a later expression counts from the year that is recalled
    ("They recall 1994. The lease signed in Split that June was void ten months later.", "that June", "DATE",
     "1994-06"),
    ("They recall 1994. The lease signed in Split that June was void ten months later.", "ten months later", "DATE",
     "1995-04"),
    ("The fort was built in 1801. A church followed in May of that year.", "May of that year", "DATE", "1801-05"),
    ("He came in 1987. That winter it rained; in March he left.", "That winter", "DATE", "1987-WI"),
    # what is shorter than what it counts from is a length
    ("The club was founded in May 2003 and banned two weeks later.", "two weeks later", "DURATION", "P2W"),
    # and none of this where the report is of now
    ("The minister said that April was cold.", "April", "DATE", "2025-04"),
    ("The pact dates from 2003. On Monday it was renewed in June's absence.", "Monday", "DATE", "2025-11-03"),
    # deadlines are to come
    ("The judge gave the firm until noon on Friday to pay.", "noon on Friday", "TIME", "2025-11-07T12:00"),
    ("Nobody sails unless the fee is paid by 6 p.m. on Sunday.", "6 p.m. on Sunday", "TIME", "2025-11-09T18:00"),
    ("Until Friday", "Friday", "DATE", "2025-11-07"),
    ("The lull held until Monday, when shells fell.", "Monday", "DATE", "2025-11-03"),
    # so long before something is a length, and the turns of a day are times
    ("Divers must be warned 12 hours ahead.", "12 hours", "DURATION", "PT12H"),
    ("The boats left at dawn on Monday.", "dawn on Monday", "TIME", "2025-11-03TMO"),
    ("Owls hunt at night.", "night", None, None),
    # a day inside a quotation is counted from the day of the words
    ('"We reopen the mine today," she said on Monday.', "today", "DATE", "2025-11-03"),
    ('"We reopen the mine tomorrow," she said yesterday.', "tomorrow", "DATE", "2025-11-05"),
    ('"We reopen the mine today," she said.', "today", "DATE", "2025-11-05"),
])
def test_recalled(
    parser: Parser, ontology: Ontology, text: str, words: str, kind: str | None, value: str | None
) -> None:
    parse = parser.parse(document_from_text(text + "\n"))
    when = Time(value=DAY, earliest=DAY, latest=DAY)
    document = type(parse.document)(id="d", text=text, blocks=parse.document.blocks, published=when)
    found = {text[t.start:t.end]: (t.type, t.value) for t in find_times(parse, document, ontology.times)}
    assert found.get(words, (None, None)) == (kind, value)
