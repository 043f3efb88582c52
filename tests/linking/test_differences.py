from __future__ import annotations

import msgspec
from tests.linking.handmade import report

from dragoman.linking.differences.values import REVISED
from dragoman.linking.link import link
from dragoman.model.reading import Reading, TimeExpression
from dragoman.model.record import Difference

HEAD = "Storm shuts the harbour at Vellmar\n"


def differences(*readings: Reading, kind: str) -> list[Difference]:
    return [d for d in link(readings).differences if d.kind == kind]


def values(difference: Difference) -> set[str]:
    return {i.value for i in difference.items}


def first(number: str, value: float) -> Reading:
    return report(
        HEAD + f"The storm at Vellmar harbour sank {number} fishing boats on Friday, the port said. "
        "Waves broke the northern pier of Vellmar.",
        published="2024-05-04", publisher="Vellmar Post", places=["Vellmar"], bodies=["the port"],
        figures=[(f"{number} fishing boats", value, "fishing boats")],
        claims=[(f"The storm at Vellmar harbour sank {number} fishing boats on Friday", "the port")])


def second(number: str, value: float) -> Reading:
    return report(
        f"Vellmar counts its boats\nAt Vellmar the storm broke the northern pier. "
        f"In the harbour {number} fishing boats were sunk by the storm, a coastguard said.",
        published="2024-05-05", publisher="The Coast", places=["Vellmar"],
        figures=[(f"{number} fishing boats", value, "fishing boats")],
        claims=[(f"In the harbour {number} fishing boats were sunk by the storm", "a coastguard")])


def test_figures_of_one_thing_that_differ_are_set_against_each_other() -> None:
    found = differences(first("seven", 7), second("nine", 9), kind="figure")
    assert [values(d) for d in found] == [{"seven fishing boats", "nine fishing boats"}]
    assert all(i.evidence[0].text == i.value for i in found[0].items)


def port(number: str, value: float, day: str, source: str = "the port") -> Reading:
    said = f"{number} fishing boats were sunk in Vellmar harbour by the storm"
    return report(f"Vellmar after the storm, {day}\nIn all, {said}, {source} said.", published=day, places=["Vellmar"],
                  publisher=f"Vellmar Post of {day}", bodies=[source],
                  figures=[(f"{number} fishing boats", value, "fishing boats")], claims=[(said, source)])


def test_a_source_that_gives_another_figure_later_has_revised_it() -> None:
    [found] = differences(port("nine", 9, "2024-05-05"), port("seven", 7, "2024-05-04"), kind="figure")
    assert found.summary.startswith(REVISED)
    assert "seven fishing boats (2024-05-04), then nine fishing boats (2024-05-05)" in found.summary
    assert [i.value for i in found.items] == ["seven fishing boats", "nine fishing boats"]


def test_other_figures_of_one_day_and_of_other_sources_are_no_revision() -> None:
    for other in (port("nine", 9, "2024-05-04"), port("nine", 9, "2024-05-05", "the coastguard")):
        [found] = differences(port("seven", 7, "2024-05-04"), other, kind="figure")
        assert not found.summary.startswith(REVISED)


def test_a_revision_does_not_hide_that_another_source_differs() -> None:
    [found] = differences(port("seven", 7, "2024-05-04"), port("nine", 9, "2024-05-06"),
                          port("twelve", 12, "2024-05-05", "the coastguard"), kind="figure")
    assert found.summary.startswith("Reports differ")
    assert "revised by the port: seven fishing boats (2024-05-04), then nine" in found.summary
    [settled] = differences(port("seven", 7, "2024-05-04"), port("nine", 9, "2024-05-06"),
                            port("nine", 9, "2024-05-05", "the coastguard"), kind="figure")
    assert settled.summary.startswith(REVISED)


def test_equal_figures_are_no_difference() -> None:
    assert differences(first("seven", 7), second("seven", 7), kind="figure") == []


def test_figures_of_different_things_are_no_difference() -> None:
    other = report(
        "Vellmar counts its guests\nThe storm kept 40 guests in the hotels of Vellmar, whose owners were glad.",
        published="2024-05-05", places=["Vellmar"], figures=[("40 guests", 40, "guests")])
    assert differences(first("seven", 7), other, kind="figure") == []


def test_those_who_differ_inside_one_report_are_set_against_each_other() -> None:
    text = HEAD + "The port said 322 people were taken off the island. The mayor put the figure at 310."
    reading = report(
        text, bodies=["The port"], people=["The mayor"],
        figures=[("322 people", 322, "people"), ("310", 310, None)],
        claims=[("322 people were taken off the island", "The port"), ("the figure at 310", "The mayor")])
    assert [values(d) for d in differences(reading, kind="figure")] == [{"322 people", "310"}]


def test_one_speaker_does_not_contradict_himself_with_parts() -> None:
    text = HEAD + "The port said that 90 boats were out. The port said that 60 boats came back."
    reading = report(
        text, bodies=["The port"], figures=[("90 boats", 90, "boats"), ("60 boats", 60, "boats")],
        claims=[("90 boats were out", "The port"), ("60 boats came back", "The port")])
    assert differences(reading, kind="figure") == []


def test_figures_given_as_the_least_of_two_sizes_differ() -> None:
    one, other = (
        msgspec.structs.replace(r, quantities=tuple(msgspec.structs.replace(q, high=None, comparator=">=")
                                                    for q in r.quantities))
        for r in (first("seven", 7), second("nine", 9)))
    assert len(differences(one, other, kind="figure")) == 1


def test_a_figure_that_somebody_answers_with_another_is_set_against_it() -> None:
    text = HEAD + "The port says that it handed over seven boats. The islanders say that they received six boats."
    reading = report(
        text, bodies=["The port", "The islanders"],
        figures=[("seven boats", 7, "boats"), ("six boats", 6, "boats")],
        claims=[("it handed over seven boats", "The port"), ("they received six boats", "The islanders")])
    assert [values(d) for d in differences(reading, kind="figure")] == [{"seven boats", "six boats"}]


def test_a_total_is_no_other_figure_of_its_part() -> None:
    one = report(
        HEAD + "The storm at Vellmar harbour sank 47 fishing boats, 29 fishing boats of the islanders and 18 fishing "
        "boats of the port.", published="2024-05-04", places=["Vellmar"],
        figures=[("47 fishing boats", 47, "fishing boats"), ("29 fishing boats", 29, "fishing boats"),
                 ("18 fishing", 18, "fishing boats")])
    other = report(
        "Vellmar counts its boats\nThe northern pier broke. The storm at Vellmar harbour sank 29 fishing boats of the "
        "islanders.", published="2024-05-05", places=["Vellmar"],
        figures=[("29 fishing boats", 29, "fishing boats")])
    assert differences(one, other, kind="figure") == []


def test_a_difference_names_each_value_once_with_all_who_give_it() -> None:
    third = port("nine", 9, "2024-05-04", "the coastguard")
    [found] = differences(port("seven", 7, "2024-05-04"), port("nine", 9, "2024-05-04", "the mayor"), third,
                          kind="figure")
    assert found.summary.count("nine fishing boats") == 1
    assert "the coastguard" in found.summary
    assert "the mayor" in found.summary


def pier(day: str, words: str, when: str, more: str = "") -> Reading:
    return report(f"Pier of Vellmar, {day}\nThe port of Vellmar is to mend the stone pier and its crane {words}.{more}",
                  published=day, publisher=f"Post of {day}", places=["Vellmar"], dates=[(words.split(" ", 1)[1], when)])


def test_two_limits_differ_and_a_limit_and_a_day_do_not() -> None:
    early, late = pier("2024-05-04", "by May 20", "2024-05-20"), pier("2024-05-06", "by May 22", "2024-05-22")
    assert len(differences(early, late, kind="date")) == 1
    assert differences(early, pier("2024-05-06", "on May 22", "2024-05-22"), kind="date") == []


def test_the_today_of_a_quotation_is_its_speakers() -> None:
    one, other = (spoken("Today we mend the stone pier of Vellmar and its crane", day)
                  for day in ("2024-05-04", "2024-05-06"))
    at = one.document.text.index("Today")
    one, other = (
        msgspec.structs.replace(r, times=(TimeExpression(start=r.document.text.index("Today"), end=at + 5, type="DATE",
                                                         value=day, earliest=day, latest=day, relative="D+0"),))
        for r, day in ((one, "2024-05-04"), (other, "2024-05-06")))
    assert differences(one, other, kind="date") == []


def spoken(quote: str, day: str, speaker: str = "Ana Borg") -> Reading:
    return report(
        f'Storm at Vellmar, {day}\n"{quote}," said {speaker}, who runs the harbour of Vellmar.', published=day,
        people=[speaker], places=["Vellmar"], claims=[(quote, speaker)])


def test_a_quotation_whose_words_drift_is_told_word_by_word() -> None:
    found = differences(spoken("We lost a pier and found our neighbours", "2024-05-04"),
                        spoken("We have lost the pier but found good neighbours", "2024-05-05"), kind="quote")
    assert len(found) == 1
    assert "neighbours" not in found[0].summary.replace("good neighbours", "")
    assert "and" in found[0].summary


def test_the_same_words_and_a_part_of_them_are_no_drift() -> None:
    whole = spoken("We lost a pier and found our neighbours", "2024-05-04")
    assert differences(whole, spoken("found our neighbours", "2024-05-05"), kind="quote") == []


def test_a_body_that_passes_on_a_persons_words_is_no_second_speaker() -> None:
    passed = report(
        'The port on the storm\nShe noted that "we have lost the pier but found good neighbours", the port of Vellmar '
        "said.", published="2024-05-05", places=["Vellmar"], bodies=["the port"],
        claims=[('"we have lost the pier but found good neighbours"', "the port")])
    one = spoken("We lost a pier and found our neighbours", "2024-05-04")
    assert len(differences(one, passed, kind="quote")) == 1
    told = [a for a in link([one, passed]).assertions if len(a.claims) == 2]
    assert [a.corroboration.origins for a in told] == [("Ana Borg",)]


def test_two_people_may_say_like_things() -> None:
    assert differences(spoken("We lost a pier and found our neighbours", "2024-05-04"),
                       spoken("We have lost the pier but found good neighbours", "2024-05-05", "Leo Falk"),
                       kind="quote") == []


WORDS = "We lost a pier and found our neighbours"


def test_the_same_words_given_to_two_people_are_told() -> None:
    [found] = differences(spoken(WORDS, "2024-05-04"), spoken(WORDS, "2024-05-05", "Leo Falk"), kind="attribution")
    assert values(found) == {"Ana Borg", "Leo Falk"}
    assert {e.text for i in found.items for e in i.evidence} == {WORDS, "Ana Borg", "Leo Falk"}
    assert "Ana Borg" in found.summary


def test_that_both_people_speak_in_both_reports_hides_nothing() -> None:
    def quoting(day: str, one: str, other: str, more: str) -> Reading:
        return report(
            f'Storm at Vellmar, {day}\n"{WORDS}," said {one} in Vellmar. "{more}," said {other}.', published=day,
            people=[one, other], places=["Vellmar"], claims=[(WORDS, one), (more, other)])

    [found] = differences(
        quoting("2024-05-04", "Ana Borg", "Leo Falk", "The harbour opens again when the last crane is mended"),
        quoting("2024-05-05", "Leo Falk", "Ana Borg", "Nobody can tell how many boats were swept to sea"),
        kind="attribution")
    assert {(i.value, i.evidence[0].text) for i in found.items} == {("Ana Borg", WORDS), ("Leo Falk", WORDS)}


def test_words_are_not_said_to_be_given_to_two_where_that_is_not_sure() -> None:
    first = spoken(WORDS, "2024-05-04")
    both = report(
        f'Storm at Vellmar\n"{WORDS}," said Ana Borg in the harbour of Vellmar. '
        f'"Yes, {WORDS}," said Leo Falk.', published="2024-05-05", people=["Ana Borg", "Leo Falk"], places=["Vellmar"],
        claims=[(WORDS, "Ana Borg"), (f"Yes, {WORDS}", "Leo Falk")])
    assert differences(first, both, kind="attribution") == []  # he repeats her
    for other in (
        spoken(WORDS, "2024-05-05", "Anna Borgh"),  # the name, spelled otherwise
        spoken("found our neighbours", "2024-05-05", "Leo Falk"),  # words that many may use
        report(f'Storm at Vellmar\n"{WORDS}," said the port of Vellmar.', published="2024-05-05", places=["Vellmar"],
               bodies=["the port"], claims=[(WORDS, "the port")]),  # for which she may speak
        report(f'Storm at Vellmar\n"{WORDS}," said a fisherman in Vellmar.', published="2024-05-05",
               places=["Vellmar"], claims=[(WORDS, "a fisherman")]),  # who may be she
    ):
        assert differences(first, other, kind="attribution") == []


def test_what_only_one_report_has_is_listed_at_most_five_times() -> None:
    lines = [f"Cargo{n} lay rotting beside warehouse{n} in gate{n}." for n in range(9)]
    rich = report(
        HEAD + "At Vellmar the storm broke the northern pier. " + " ".join(f"{x} said Ana Borg." for x in lines),
        people=["Ana Borg"], places=["Vellmar"], claims=[(x, "Ana Borg") for x in lines])
    plain = first("seven", 7)
    only = differences(rich, plain, kind="only-in")
    assert sum(i.document == rich.document.id for d in only for i in d.items) == 5


def test_the_same_words_given_to_two_states_are_told() -> None:
    def stated(day: str, who: str, code: str, tail: str) -> Reading:
        return report(f'Storm at Vellmar, {day}\n"{WORDS}," said {who} of the harbour. {tail}', published=day,
                      states=[(who, code)], places=["Vellmar"], claims=[(WORDS, who)])

    one = stated("2024-05-04", "Norland", "NOR", "The northern pier of Vellmar broke, and many slept in a school.")
    for other, differ in (("Sveria", "SWE"), True), (("Norland", "NOR"), False):
        two = stated("2024-05-05", *other, "In Vellmar the storm broke the northern pier. Many boats are missing.")
        assert len(differences(one, two, kind="attribution")) == differ
