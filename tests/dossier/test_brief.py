from __future__ import annotations

from msgspec.structs import replace
from tests.dossier.records import DAY, ONE, small_record, words

from dragoman.dossier.brief import Sentence, brief
from dragoman.dossier.story import view
from dragoman.model.record import Difference, Event, ProvisionRow, Record


def told(record: Record) -> list[Sentence]:
    return list(brief(view(record, "s_1")))


def texts(record: Record) -> list[str]:
    return [s.text for s in told(record)]


def raid(record: Record, **more: object) -> Record:
    values = {"id": "ev_2", "type": "ASSAULT", "summary": "Ruritania raided Graustark (4 May 2026).",
              "evidence": (words("d_1", "It sends 900 guards"),), "agreement": None, "time": DAY, **more}
    event: Event = replace(record.events[0], **values)  # type: ignore[arg-type]
    return replace(record, events=(*record.events, event))


def test_it_tells_who_signed_what_is_promised_and_what_differs() -> None:
    found = texts(small_record())
    assert "Ruritania and Graustark signed the border pact (4 May 2026)." in found
    assert "Anna Berg signed it." in found
    assert "Promised: “sends 900 guards”" in found
    assert "Anna Berg is quoted differently." in found


def test_force_on_a_known_day_is_told_and_what_is_planned_or_undated_is_not() -> None:
    said = "Ruritania raided Graustark (4 May 2026)."
    assert [s.row for s in told(raid(small_record())) if s.text == said] == ["ev_2"]
    assert said not in texts(raid(small_record(), status="planned"))
    assert said not in texts(raid(small_record(), time=None))


def test_figures_are_told_but_for_those_that_differ_or_count_a_few() -> None:
    record = small_record()
    assert "Figures: 900 guards." in texts(record)
    few = replace(record, quantities=(replace(record.quantities[0], low=2.0, high=2.0),))
    assert not any(t.startswith("Figures") for t in texts(few))
    parted = replace(record.differences[0], id="x_2", kind="figure", summary="Reports differ on guards: 900; 90",
                     items=(replace(record.differences[0].items[0], evidence=(words("d_1", "900 guards"),)),))
    assert not any(t.startswith("Figures") for t in texts(replace(record, differences=(parted,))))


def test_what_one_report_alone_has_is_told_with_its_number() -> None:
    record = small_record()
    alone = replace(record.agreements[0], id="a_2", name="river treaty", corroboration=replace(ONE, documents=1),
                    evidence=(words("d_2", "The pact"),), compliance=(), provisions=())
    assert "Report 2 alone tells of the river treaty." in texts(replace(record, agreements=(alone,)))
    assert not any("alone tells" in t for t in texts(record))


def test_a_promise_whose_words_another_has_too_is_told_once() -> None:
    record = small_record()
    [promise] = record.agreements[0].provisions
    shorter: ProvisionRow = replace(promise, text="900 guards")
    deal = replace(record.agreements[0], provisions=(shorter, promise, promise))
    assert "Promised: “sends 900 guards”" in texts(replace(record, agreements=(deal,)))


def test_a_quotation_is_not_spelled_out_and_days_are_in_words() -> None:
    record = small_record()
    quoted: Difference = replace(record.differences[0], summary="The words of Berg differ: “old” / “–”")
    dated = replace(record.differences[0], id="x_2", kind="date",
                    summary="Reports date the pact differently: 2026-05-04")
    found = texts(replace(record, differences=(quoted, dated)))
    assert "The words of Berg differ." in found
    assert "Reports date the pact differently: 4 May 2026." in found


def test_each_sentence_says_which_row_is_judged_by_it() -> None:
    rows = {s.text: s.row for s in told(raid(small_record()))}
    assert rows["Anna Berg signed it."] == "a_1"
    assert rows["Anna Berg is quoted differently."] == "x_1"
    assert rows["Figures: 900 guards."] is None
