from __future__ import annotations

from dataclasses import replace

import msgspec
from tests.linking.handmade import report

from dragoman.linking.corroboration import Origins
from dragoman.linking.entities import link_entities
from dragoman.linking.figures import REACH, Figure, find_figures
from dragoman.linking.likeness import compare
from dragoman.linking.measures import disagree
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights
from dragoman.model.base import Span
from dragoman.model.reading import Mention, QuantityMention, Reading


def rows(reading: Reading) -> Rows:
    readings = {reading.document.id: reading}
    return Rows(readings, link_entities(readings).of)


def test_a_figure_has_the_words_of_its_clause_and_not_of_the_next() -> None:
    text = "Fish\nThe lake froze, 40 trout were caught and ducks left."
    (figure,) = find_figures(rows(r := report(text, figures=[("40 trout", 40, "trout")])), [r.document.id])
    assert "trout" in figure.of
    assert {"trout", "caught"} <= figure.clause
    assert not {"lak", "duck"} & figure.clause
    assert {"lak", "duck"} <= figure.sentence


def test_a_sentence_without_an_end_is_looked_at_only_nearby() -> None:
    text = "List\n" + " ".join(f"word{n} and" for n in range(900)) + " 40 trout"
    reading = report(text, figures=[("40 trout", 40, "trout")])
    (figure,) = find_figures(rows(reading), [reading.document.id])
    assert figure.place.end - figure.place.start <= 2 * REACH + len("40 trout")


def test_open_bounds_agree_with_what_lies_within_them() -> None:
    text = "Fish\nMore than 40 trout, 60 trout and 30 trout were told of."
    reading = report(text, figures=[("60 trout", 60, "trout"), ("30 trout", 30, "trout")])
    at = text.index("More than 40 trout")
    more = QuantityMention(start=at, end=at + len("More than 40 trout"), low=40, high=None, comparator=">", of="trout")
    reading = msgspec.structs.replace(reading, quantities=(more, *reading.quantities))
    bound, sixty, thirty = find_figures(rows(reading), [reading.document.id])
    assert not disagree(bound, sixty)
    assert disagree(bound, thirty)
    assert disagree(sixty, thirty)


def test_every_point_of_a_comparison_has_its_reason() -> None:
    text = "Fish\n40 trout were caught in May. Anglers caught 40 trout."
    reading = report(text, figures=[("40 trout", 40, "trout")])
    second = text.rindex("40 trout")
    other = QuantityMention(start=second, end=second + len("40 trout"), low=40, high=40, of="trout")
    reading = msgspec.structs.replace(reading, quantities=(*reading.quantities, other))
    one, two = find_figures(rows(reading), [reading.document.id])
    score, reasons = compare(one, two, Weights(30, {}))
    assert score > 1.3
    assert any("trout" in why for why in reasons)


def test_an_origin_needs_no_claim() -> None:
    reading = report("Fish\n40 trout were caught.", publisher="Lake News", figures=[("40 trout", 40, "trout")])
    made = rows(reading)
    evidence = made.evidence(reading.document.id, Span(start=5, end=13))
    assert Origins(made, {}).of(evidence).name == "Lake News"


def test_the_first_few_are_only_a_part() -> None:
    text = "Fish\nOf 40 trout the first 12 trout were freed at noon."
    reading = report(text, figures=[("40 trout", 40, "trout"), ("12 trout", 12, "trout")])
    assert [f.part_of_them for f in find_figures(rows(reading), [reading.document.id])] == [False, True]


def test_a_figure_knows_the_others_of_its_sentence_and_whom_a_pronoun_means() -> None:
    text = "Fish\nOla Berg came by boat. She caught 40 trout and 35 perch."
    reading = report(text, people=["Ola Berg"], figures=[("40 trout", 40, "trout"), ("35 perch", 35, "perch")])
    at = text.index("She")
    [chain] = reading.chains
    chain = msgspec.structs.replace(chain, mentions=(*chain.mentions, Mention(start=at, end=at + 3, form="pronoun")))
    reading = msgspec.structs.replace(reading, chains=(chain,))
    trout, perch = find_figures(rows(reading), [reading.document.id])
    assert (trout.beside, perch.beside) == ({perch.value}, {trout.value})
    assert "berg" in trout.clause


def test_what_somebody_wants_is_not_what_was_agreed() -> None:
    text = "Fish\nThe lake is to give 40 trout. Anglers demand that the lake give 60 trout."
    reading = report(text, figures=[("40 trout", 40, "trout"), ("60 trout", 60, "trout")])
    given, wanted = find_figures(rows(reading), [reading.document.id])
    assert compare(given, wanted, Weights(30, {}))[0] < compare(given, replace(wanted, clause=given.clause),
                                                               Weights(30, {}))[0]


def test_what_a_time_is_to_what_is_said_of_it() -> None:
    text = "Fish\nThe lake opens on May 3, closes by June 4 and has been full since April 2."
    reading = report(text, dates=[("May 3", "2024-05-03"), ("June 4", "2024-06-04"), ("April 2", "2024-04-02")])
    assert [f.role for f in find_figures(rows(reading), [reading.document.id])] == ["on", "until", "since"]


def test_a_toll_counts_people_and_an_age_does_not() -> None:
    text = "Storm\nThe port put the toll at 19. Among the dead was a woman of 40."
    reading = report(text, figures=[("19", 19, ""), ("40", 40, "woman")])
    (toll,) = find_figures(rows(reading), [reading.document.id])
    assert toll.of == {"person"}


def test_at_least_so_many_differs_from_another_number_and_a_rounded_one_holds_it() -> None:
    text = "Fish\nAt least 57 trout, at least 1,200 trout and 1,264 trout were told of."
    reading = report(text, figures=[("1,264 trout", 1264, "trout")])
    for words, low in (("At least 57 trout", 57), ("at least 1,200 trout", 1200)):
        at = text.index(words)
        q = QuantityMention(start=at, end=at + len(words), low=low, high=None, comparator=">=", of="trout")
        reading = msgspec.structs.replace(reading, quantities=tuple(sorted(
            (*reading.quantities, q), key=lambda q: q.start)))
    few, many, exact = find_figures(rows(reading), [reading.document.id])
    assert disagree(few, exact)
    assert not disagree(many, exact)


def test_those_who_were_killed_are_not_those_who_were_wounded() -> None:
    text = "Storm\nThe storm killed 40 sailors. The storm wounded 44 sailors. It killed 45 sailors."
    reading = report(text, figures=[(f"{n} sailors", n, "sailors") for n in (40, 44, 45)])
    dead, hurt, others = find_figures(rows(reading), [reading.document.id])
    weights = Weights(30, {})
    assert compare(dead, hurt, weights)[0] < compare(dead, others, weights)[0] - 1


def test_a_further_number_is_a_part_unless_something_else_became_of_them() -> None:
    text = "Storm\nThe storm killed 40 sailors. A further 31 sailors were wounded. Another 20 sailors came home."
    reading = report(text, figures=[(f"{n} sailors", n, "sailors") for n in (40, 31, 20)])
    assert [f.part_of_them for f in find_figures(rows(reading), [reading.document.id])] == [False, False, True]


def test_a_rounded_million_is_no_other_number_and_a_few_tens_are() -> None:
    def figure(low: float, *, rough: bool = False) -> Figure:
        reading = report("A storm\nIt cost seven dirhams.", figures=[("seven", low, "dirhams")])
        (found,) = find_figures(rows(reading), [reading.document.id])
        return replace(found, rough=rough)

    assert not disagree(figure(6e6, rough=True), figure(6.4e6))
    assert disagree(figure(6e6, rough=True), figure(7.2e6))
    assert disagree(figure(400, rough=True), figure(420))
    assert disagree(figure(3000), figure(3400))
    assert not disagree(figure(3000), figure(3040))


def test_people_of_one_state_are_not_all_the_same_people() -> None:
    def only(words: str, value: float, of: str) -> Figure:
        reading = report(f"A storm\nThe port counted {words} on the mole.", figures=[(words, value, of)])
        (found,) = find_figures(rows(reading), [reading.document.id])
        return found

    anglers = only("six Vellmarian anglers", 6, "Vellmarian anglers")
    sailors = only("nine Vellmarian sailors", 9, "Vellmarian sailors")
    assert not any("vellmarian" in why for why in compare(anglers, sailors, Weights(30, {}))[1] if "both count" in why)
    assert anglers.of == {"vellmarian", "angler"}
    assert anglers.names == {"vellmarian"}
