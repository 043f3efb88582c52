"""The desk in a real browser: a new user's first ten minutes, each view, a phone, paper, the keyboard alone, and what
an accessibility checker finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api
from tests.web.conftest import watched

from dragoman.model.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SECTIONS = ("", "/agreements", "/timeline", "/says", "/figures", "/differences", "/added", "/people", "/reports")


def views(known: Record) -> list[str]:
    """An address of each view."""
    story = max(known.stories, key=lambda s: len(s.documents))
    left, right = story.documents[:2]
    agreement = max(known.agreements, key=lambda a: len(a.compliance))
    entity = max(known.entities, key=lambda e: len(e.mentions))
    return ["/", *(f"/stories/{story.id}{section}" for section in SECTIONS), f"/documents/{left}",
            f"/compare?left={left}&right={right}", "/agreements", f"/agreements/{agreement.id}", "/compliance",
            "/deadlines?from=2026-06", "/entities", f"/entities/{entity.id}", f"/events/{known.events[0].id}",
            f"/claims/{known.claims[0].id}", f"/quantities/{known.quantities[0].id}", f"/links/{known.links[0].id}",
            "/map", "/network", "/search?q=border", "/api", "/nothing"]


def test_a_new_users_first_ten_minutes(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name=re.compile("Border Security in Loja")).first.click()
    sync_api.expect(tab.locator(".brief")).to_contain_text("Peru and Ecuador")
    tab.wait_for_load_state()  # a click leads on before the next page's scripts have run
    tab.locator(".brief a.ev").nth(1).click()  # the words behind a sentence, in place
    tab.locator(".passages mark").first.wait_for()
    tab.locator(".passages .at a").first.click()  # and in the report
    sync_api.expect(tab.locator(".piece.cited").first).to_be_visible()
    tab.go_back()
    sync_api.expect(tab.locator(".brief")).to_be_visible()
    for section in ("Agreements", "Timeline", "Who says what", "Figures", "Differences"):
        link = tab.get_by_role("navigation", name="Sections").get_by_role("link", name=section, exact=True)
        link.click()
        sync_api.expect(link).to_have_attribute("aria-current", "page")
    tab.wait_for_load_state()
    tab.keyboard.press("/")
    tab.keyboard.type("patrol boats")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=patrol+boats")
    sync_api.expect(tab.locator("#found mark").nth(2)).to_be_visible()
    tab.get_by_role("link", name="Agreements", exact=True).first.click()
    tab.get_by_label("Party").fill("Chad")
    tab.get_by_role("button", name="Filter").click()
    sync_api.expect(tab.locator("table.list")).not_to_contain_text("Ecuador")
    sync_api.expect(tab.locator("table.list")).to_contain_text("Chad")


def test_search_follows_what_is_typed(tab: Page) -> None:
    tab.goto("/search")
    tab.keyboard.type("ceasef")
    tab.wait_for_timeout(100)
    tab.keyboard.type("ire")
    tab.locator("#found mark").first.wait_for()
    sync_api.expect(tab).to_have_url(re.compile("q=ceasefire"))
    tab.get_by_label("agreements").check()
    sync_api.expect(tab.locator("#found .kind", has_text=re.compile("claim|event|document"))).to_have_count(0)
    sync_api.expect(tab.locator("#found .kind").first).to_be_visible()


def test_layers_go_on_and_off_and_are_kept(tab: Page, known: Record) -> None:
    tab.goto(f"/documents/{known.documents[0].id}")
    name = tab.locator(".piece.names").first
    shown = name.evaluate("e => getComputedStyle(e).backgroundColor")
    tab.get_by_label("names").uncheck()
    sync_api.expect(name).not_to_have_css("background-color", shown)
    tab.reload()
    sync_api.expect(tab.get_by_label("names")).not_to_be_checked()
    tab.get_by_label("names").check()


def test_a_click_on_a_passage_shows_its_rows(tab: Page, known: Record) -> None:
    claim = next(c for c in known.claims if c.voice == "direct")
    tab.goto(f"/documents/{claim.document}")
    tab.locator(f"#s{claim.start}").click()
    tab.locator(f'aside a[href="/claims/{claim.id}"]').click()
    sync_api.expect(tab.locator("h1")).to_contain_text(claim.text)


def test_a_datum_of_any_view_lands_on_its_words(tab: Page, known: Record) -> None:
    landed = 0
    for address in views(known)[:-3]:
        tab.goto(address)
        marks = tab.locator("main a.ev:visible")
        if not marks.count():
            continue
        marks.last.click()
        words = tab.locator(".passages mark").first.inner_text()
        tab.locator(".passages .at a").first.click()
        cited = tab.locator(".piece.cited")
        sync_api.expect(cited.first).to_be_in_viewport()
        tab.wait_for_load_state()  # of a long report the end may still be coming
        assert re.sub(r"\s+", "", "".join(cited.all_inner_texts())) == re.sub(r"\s+", "", words), address
        landed += 1
    assert landed > 14


def test_every_view_in_a_phones_width(browser: Browser, desk: str, known: Record) -> None:
    context = browser.new_context(base_url=desk, viewport={"width": 320, "height": 640})
    page = context.new_page()
    with watched(page, desk):
        for address in views(known):
            if address != "/nothing":  # whose status the browser tells as an error
                page.goto(address)
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    context.close()


def test_every_view_on_paper(tab: Page, known: Record) -> None:
    tab.emulate_media(media="print")
    for address in views(known)[:14]:
        tab.goto(address)
        sync_api.expect(tab.locator(".top")).to_be_hidden()
        sync_api.expect(tab.locator("h1")).to_be_visible()
    assert tab.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anybodys_way(browser: Browser, desk: str, known: Record, scheme: str) -> None:
    context = browser.new_context(base_url=desk, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    wrong = []
    for address in views(known):
        page.goto(address)
        found = Axe().run(page).response["violations"]
        wrong += [(address, v["id"], v["nodes"][0]["html"][:150]) for v in found
                  if v["impact"] in ("serious", "critical")]
    context.close()
    assert wrong == []


def test_the_keyboard_is_enough(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("Tab")
    sync_api.expect(tab.locator(":focus")).to_have_text("Skip to the content")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    sync_api.expect(tab.locator(":focus")).to_have_attribute("href", re.compile("/stories/"))
    sync_api.expect(tab.locator(":focus")).to_have_css("outline-style", "solid")  # it is seen where one is
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/stories/*")
    tab.locator(".brief a.ev").first.focus()
    tab.keyboard.press("Enter")
    tab.locator(".passages").wait_for()
    tab.keyboard.press("Escape")
    sync_api.expect(tab.locator(".passages")).to_have_count(0)


def test_the_saved_dossier_opens_by_itself(tab: Page, known: Record, tmp_path: object) -> None:
    tab.goto(f"/stories/{known.stories[0].id}")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Save as a file").click()
    path = download.value.path()
    saved = path.read_text(encoding="utf-8")
    assert known.stories[0].title in saved
    assert 'src="' not in saved
    assert '"/' not in saved.replace('"/>', "")
