"""Judging a row where it is shown: by keys, in the drawer, with undo, and what takes long as under way."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future

import msgspec
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import served, watched

import dragoman
from dragoman.errors import ReviewError
from dragoman.model.judgement import Action
from dragoman.model.record import Record
from dragoman.web.app import make_app
from dragoman.web.work import Work


@pytest.fixture
def page(browser: Browser, reviewed: str) -> Iterator[Page]:
    context = browser.new_context(base_url=reviewed, viewport={"width": 1280, "height": 800})
    shown = context.new_page()
    shown.set_default_timeout(20_000)
    with watched(shown, reviewed):
        yield shown
    context.close()


def told(made: str) -> Record:
    """What the record says, without the judgements that are withdrawn by now."""
    with dragoman.open(made, create=False) as kept:
        return msgspec.structs.replace(kept.everything(), judgements=())


def undo(page: Page) -> None:
    expect(page.get_by_role("status").get_by_role("button", name="Undo")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Undone")


@pytest.mark.parametrize(("key", "done"), [("a", "Accepted"), ("r", "Rejected")])
def test_the_row_at_hand_is_judged_by_one_key(page: Page, made: str, key: str, done: str) -> None:
    before = told(made)
    agreement = before.agreements[0]
    page.goto("/agreements")
    page.keyboard.press("j")
    page.locator(f'a.judge[href="/review/{agreement.id}"]').focus()
    expect(page.locator(".at-hand")).to_contain_text(agreement.name)
    page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text(done)
    expect(page).to_have_url(re.compile("/agreements$"))  # where it was done, once the page has come and put it right
    undo(page)
    assert told(made) == before


def test_a_row_that_was_judged_says_so(page: Page, made: str) -> None:
    agreement = told(made).agreements[0]
    page.goto(f"/agreements/{agreement.id}")
    page.locator("h1 a.judge").focus()
    page.keyboard.press("a")
    expect(page.locator("h1 a.judge.judged")).to_be_visible()
    undo(page)
    expect(page.locator("h1 a.judge.judged")).to_have_count(0)


def test_the_drawer_corrects_by_names_beside_the_page(page: Page, made: str) -> None:
    before = told(made)
    agreement = before.agreements[0]
    names = Counter(e.name for e in before.entities)
    people = [e for e in before.entities if names[e.name] == 1]
    page.goto(f"/agreements/{agreement.id}")
    page.locator("h1 a.judge").click()
    drawer = page.get_by_role("complementary", name="Judge")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("c")
    drawer.get_by_role("textbox", name="mediators").fill(people[0].name)
    drawer.get_by_role("button", name="Correct mediators").click()
    expect(page.get_by_role("status")).to_contain_text("Corrected mediators")
    assert told(made).agreements[0].mediators[0].person == people[0].id
    undo(page)
    assert told(made) == before


def test_why_is_kept_with_whatever_is_done(page: Page, made: str) -> None:
    before = told(made)
    agreement = before.agreements[0]
    page.goto(f"/agreements/{agreement.id}")
    page.locator("h1 a.judge").click()
    drawer = page.get_by_role("complementary", name="Judge")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("w")
    expect(drawer.get_by_label("Why")).to_be_focused()
    page.keyboard.type("both texts are dated so")
    page.keyboard.press("Enter")  # judges nothing
    drawer.get_by_text("Correct a value").click()
    drawer.get_by_label("kind", exact=True).select_option("ceasefire")
    drawer.get_by_role("button", name="Correct kind").click()
    expect(page.get_by_role("status")).to_contain_text("Why: both texts are dated so")
    undo(page)
    page.goto("/review")
    page.keyboard.press("w")
    page.keyboard.type("two places of one name")
    page.get_by_role("button", name="Reject: two").click()
    expect(page.get_by_role("status")).to_contain_text("Why: two places of one name")
    undo(page)
    with dragoman.open(made, create=False) as kept:
        notes = [(j.verdict, j.note) for j in kept.judgements() if j.note]
    assert sorted(notes) == [("corrected", "both texts are dated so"), ("different", "two places of one name")]
    page.goto(f"/review/{agreement.id}")
    expect(page.get_by_role("region", name="History")).to_contain_text("Why: both texts are dated so")
    assert told(made) == before


def test_the_history_tells_rows_by_their_names(page: Page, made: str) -> None:
    before = told(made)
    row = next(e for e in before.events if e.actors)
    names = Counter(e.name for e in before.entities)
    was = {e.id: e.name for e in before.entities}
    new = next(e for e in before.entities if names[e.name] == 1 and e.id not in row.actors)
    one, other = before.agreements[0], before.agreements[-1]
    with dragoman.open(made, create=False) as kept:
        kept.judge("correct", row.id, field="actors", value=new.name, person="Ida")
        kept.judge("correct", row.id, field="agreement", value=one.id, person="Ida")
        kept.judge("correct", row.id, field="agreement", value=None, person="Ida")
        kept.judge("join", one.id, other.id, person="Ida")
    page.goto(f"/review/{row.id}")
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text(f"actors: {new.name} in place of {'; '.join(was[a] for a in row.actors)}")
    expect(history).to_contain_text(f"agreement: nothing in place of {one.name}")
    expect(history).not_to_contain_text(re.compile("(entity|agreement)_[0-9a-f]{8}"))
    page.goto(f"/review/{one.id}")
    expect(history).to_contain_text(f"same: {one.name} and {other.name}")
    with dragoman.open(made, create=False) as kept:
        mine = [j.id for j in kept.judgements() if j.person == "Ida" and j.state != "withdrawn"]
        kept.judge_all([Action(action="undo", row=key) for key in mine], person="Ida")
    assert told(made) == before


def test_the_row_at_hand_is_judged_with_a_reason_by_keys(page: Page, made: str) -> None:
    before = told(made)
    page.goto("/agreements")
    page.locator(f'a.judge[href="/review/{before.agreements[0].id}"]').focus()
    page.keyboard.press("w")
    drawer = page.get_by_role("complementary", name="Judge")
    expect(drawer.get_by_label("Why")).to_be_focused()
    page.keyboard.type("a rumour of traders")
    page.keyboard.press("Enter")  # keeps the reason at hand, and the keys are keys again
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_contain_text("Why: a rumour of traders")
    undo(page)
    assert told(made) == before


def test_escape_leaves_a_field_and_then_the_drawer(page: Page, made: str) -> None:
    page.goto(f"/agreements/{told(made).agreements[0].id}")
    page.locator("h1 a.judge").focus()
    page.keyboard.press("w")
    drawer = page.get_by_role("complementary", name="Judge")
    expect(drawer.get_by_label("Why")).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_the_list_of_keys_says_how_to_give_a_reason(page: Page) -> None:
    page.goto("/agreements")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("say why")
    expect(page.get_by_role("dialog")).to_contain_text("with that reason")


def test_what_a_row_is_one_with_is_found_by_words(page: Page, made: str) -> None:
    before = told(made)
    one, other = before.agreements[0], before.agreements[-1]
    page.goto(f"/agreements/{one.id}")
    page.locator("h1 a.judge").click()
    drawer = page.get_by_role("complementary", name="Judge")
    expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("i")
    drawer.get_by_label("Look for one by words").press_sequentially(other.name)
    drawer.get_by_role("checkbox", name=other.name).check()
    drawer.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text("Joined")
    assert len(told(made).agreements) == len(before.agreements) - 1
    undo(page)
    assert told(made) == before


def test_the_drawer_closes_and_keys_can_be_switched_off(page: Page, made: str) -> None:
    page.goto(f"/agreements/{told(made).agreements[0].id}")
    mark = page.locator("h1 a.judge")
    mark.focus()
    page.keyboard.press("e")
    expect(page.locator(".drawer h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".drawer")).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_label("Single keys do this").uncheck()
    page.keyboard.press("Escape")
    mark.focus()
    page.keyboard.press("e")
    page.wait_for_timeout(300)
    expect(page.locator(".drawer")).to_have_count(0)


class Slow(Work):
    """Work that waits until it is told to go on."""

    def __init__(self, location: str):
        super().__init__(location)
        self.go = threading.Event()

    def _judge(self, actions, person):
        self.go.wait(60)
        return super()._judge(actions, person)


def test_what_takes_long_is_shown_as_under_way_and_then_as_done(browser: Browser, made: str) -> None:
    app = make_app(made)
    app.state.work = slow = Slow(made)
    before = told(made)
    with served(made, app) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/agreements")
        page.locator("main a.judge").first.focus()
        page.keyboard.press("r")
        expect(page.get_by_role("status")).to_contain_text("Rejecting: the record is being linked anew")
        assert told(made) == before
        slow.go.set()
        expect(page.get_by_role("status")).to_contain_text("Rejected by")
        undo(page)
        context.close()
    assert told(made) == before


def test_what_was_not_done_says_why(made: str) -> None:
    client = TestClient(make_app(made), base_url="http://127.0.0.1")
    token = client.get("/").text.partition('name="csrf" content="')[2].partition('"')[0]
    row = told(made).agreements[0].id
    asked = {"action": "correct", "row": row, "field": "signed", "value": "lately", "back": "/agreements"}
    answer = client.post("/review", data={"csrf": token, **asked})
    assert answer.url.path == "/agreements"
    assert "is no date" in answer.text
    assert 'role="alert"' in answer.text


def test_one_thing_after_another_and_no_more_than_can_be_asked_for(made: str) -> None:
    work = Work(made)
    row = told(made).events[0].id
    tasks = [work.begin(Action(action="correct", row=row, field="time", value="?"), "Ann", "/") for _ in range(3)]
    assert {task.state for task in tasks} == {"wrong"}
    assert all("no date" in task.wrong for task in tasks)
    assert isinstance(tasks[0].future, Future)
    assert isinstance(tasks[0].future.exception(), ReviewError)
    assert work.get(tasks[0].key) is tasks[0]
    assert work.get("another") is None
