"""Review in a browser: each action and its undo, by keyboard, and without script."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

import dragoman
from dragoman.model.record import Record
from dragoman.web.review import review_of


@pytest.fixture(params=[True, False], ids=["script", "without script"])
def page(browser: Browser, request: pytest.FixtureRequest, reviewed: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, base_url=reviewed)
    shown = context.new_page()
    shown.set_default_timeout(15_000)
    yield shown
    context.close()


@pytest.fixture
def keyed(browser: Browser, reviewed: str) -> Iterator[Page]:
    context = browser.new_context(base_url=reviewed, viewport={"width": 320, "height": 700})
    yield context.new_page()
    context.close()


def record(made: str) -> Record:
    with dragoman.open(made, create=False) as kept:
        return kept.everything()


def told(whole: Record) -> Record:
    """What a record says, without the judgements that are withdrawn by now."""
    return msgspec.structs.replace(whole, judgements=())


def said(page: Page, what: str) -> None:
    """Wait until a page says that something was done, and is there to its end with its scripts."""
    expect(page.get_by_role("status")).to_contain_text(what)
    page.wait_for_load_state()


def undo(page: Page) -> None:
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    said(page, "Undone")


@pytest.mark.parametrize("act", ["Accept", "Reject"])
def test_a_link_of_the_queue_is_judged_and_the_judgement_undone(page: Page, made: str, act: str) -> None:
    before = told(record(made))
    page.goto("/review")
    page.get_by_role("button", name=act).click()
    said(page, "Joined" if act == "Accept" else "Parted")
    assert told(record(made)) != before
    undo(page)
    assert told(record(made)) == before


@pytest.mark.parametrize("kind", ["entities", "events", "agreements", "stories", "claims", "quantities", "times"])
def test_a_row_is_accepted_and_rejected_from_its_page(page: Page, made: str, kind: str) -> None:
    before = told(record(made))
    row = max(getattr(record(made), kind), key=lambda r: len(getattr(r, "documents", ())))
    page.goto(f"/{kind}/{row.id}")
    page.get_by_role("link", name="Review: accept").click()
    page.get_by_role("button", name="Accept", exact=False).first.click()
    said(page, "Accepted")
    assert any(r.judged for r in getattr(record(made), kind))
    undo(page)
    page.get_by_role("button", name="Reject", exact=False).first.click()
    said(page, "Rejected")
    assert len(getattr(record(made), kind)) != len(getattr(before, kind))
    undo(page)
    assert told(record(made)) == before


def test_a_value_is_corrected_and_put_back(page: Page, made: str) -> None:
    before = told(record(made))
    row = before.agreements[0]
    page.goto(f"/review/{row.id}")
    page.get_by_label("kind", exact=True).select_option("ceasefire")
    form = page.locator("form", has=page.get_by_role("button", name="Correct kind"))
    why = form.get_by_label("Why")  # without script each form asks for its own
    (why if why.count() else page.get_by_label("Why").first).fill("so the text says")
    page.get_by_role("button", name="Correct kind").click()
    said(page, "Corrected kind")
    notes = [j.note for j in record(made).judgements if j.state == "applied" and j.field == "kind"]
    assert notes == ["so the text says"]
    assert next(a.kind for a in record(made).agreements if a.id == row.id) == "ceasefire"
    expect(page.get_by_role("listitem").filter(has_text="in place of peace").last).to_be_visible()
    undo(page)
    assert told(record(made)) == before


def test_a_wrong_value_is_refused_in_one_line(page: Page, made: str) -> None:
    before = record(made)
    page.goto(f"/review/{before.agreements[0].id}")
    page.get_by_label("signed", exact=True).fill("the other day")
    page.get_by_role("button", name="Correct signed").click()
    expect(page.get_by_role("alert")).to_contain_text("'the other day' is no date")
    assert record(made) == before


@pytest.mark.parametrize("kind", ["entities", "events", "agreements", "assertions", "stories"])
def test_rows_are_joined_and_split_and_put_back(page: Page, made: str, kind: str) -> None:
    before = told(record(made))
    rows = getattr(before, kind)
    one, other = rows[0], rows[-1]
    page.goto(f"/review/{one.id}")
    page.get_by_label("Is one with").fill(other.id)
    page.get_by_role("button", name="Join").click()
    said(page, "Joined")
    assert len(getattr(record(made), kind)) < len(rows)
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Split off").click()
    said(page, "Parted")
    undo(page)
    (joined,) = [j.id for j in record(made).judgements if j.verdict == "same" and j.state == "applied"]
    page.goto(f"/review/{joined}")
    page.get_by_role("button", name="Undo same").click()
    said(page, "Undone")
    assert told(record(made)) == before


def test_the_queue_goes_by_keyboard_on_a_phone(keyed: Page, made: str) -> None:
    before = told(record(made))
    keyed.goto("/review")
    asked = keyed.locator("li[aria-current]").inner_text()
    keyed.keyboard.press("s")
    expect(keyed.locator("li[aria-current]")).not_to_have_text(asked)
    keyed.wait_for_load_state()
    keyed.keyboard.press("b")
    expect(keyed.locator("li[aria-current]")).to_have_text(asked)
    keyed.wait_for_load_state()
    keyed.keyboard.press("r")
    expect(keyed.get_by_role("status")).to_contain_text("Parted")
    keyed.wait_for_load_state()
    keyed.keyboard.press("u")
    expect(keyed.get_by_role("status")).to_contain_text("Undone")
    assert told(record(made)) == before
    assert keyed.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_page_of_review_has_a_serious_fault_for_who_cannot_see(keyed: Page, made: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    rows = record(made)
    for path in ("/review", f"/review/{rows.agreements[0].id}", f"/review/{rows.links[0].id}"):
        keyed.goto(path)
        faults = [v for v in Axe().run(keyed).response["violations"] if v["impact"] in ("serious", "critical")]
        assert [f["id"] for f in faults] == []


def test_nothing_is_judged_without_the_pages_own_token(reviewed: str, made: str) -> None:
    import httpx

    before = record(made)
    form = {"action": "accept", "row": before.events[0].id}
    asked = f"{reviewed}/review"
    assert httpx.post(asked, data=form).status_code == 403
    assert httpx.post(asked, data=form, headers={"Origin": "http://elsewhere.example"}).status_code == 403
    assert record(made) == before


@pytest.mark.parametrize(("path", "where"), [
    ("/events/event_0123456789abcdef", "/review/event_0123456789abcdef"), ("/stories/story_0123abcd/timeline",
                                                                          "/review/story_0123abcd"),
    ("/", None), ("/events", None), ("/review/event_0123", None)])
def test_each_row_has_a_page_of_review(path: str, where: str | None) -> None:
    assert review_of(path) == where
