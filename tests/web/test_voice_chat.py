"""Talking on the chat page in a real browser, whose microphone hears a real person."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from chat_page import answered, begin, composer, sideways, write
from chat_site import LOST, Site
from chromium import chromium, microphone
from playwright.sync_api import Browser, Page, expect
from talker import button, clip, hint, notes, press, records, rests, talk

ANSWER = "Đã nghe: câu thứ hai"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Somebody speaks into the microphone all the time."""
    with chromium(*microphone(clip("Đoan")[0])) as started:
        yield started


@pytest.fixture(name="talking")
def _talking(page: Page, site: Site) -> Page:
    """The page of somebody who has just come."""
    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    return page


def count_players(page: Page, state: str) -> int:
    """How many sounds can be listened to by a button with these words."""
    return page.locator(".player button", has_text=state).count()


def test_tap_and_tap_again_sends_what_was_said_between(talking: Page) -> None:
    expect(hint(talking)).to_have_text("Giữ để nói, hoặc chạm một lần")
    button(talking).click()
    records(talking)
    expect(hint(talking)).to_contain_text("Đang ghi")
    expect(talking.locator("#clock")).to_have_text("0:01")
    talking.get_by_role("button", name="Gửi", exact=True).click()
    rests(talking)
    expect(hint(talking)).to_contain_text("Đã gửi")
    expect(talking.locator(".out .bubble").first).to_contain_text(ANSWER)
    expect(notes(talking)).to_have_count(1)
    expect(notes(talking)).to_contain_text("“câu thứ hai”")
    expect(talking.get_by_role("button", name="Bắt đầu")).to_be_hidden()


def test_hold_and_let_go_sends(talking: Page) -> None:
    press(talking)
    records(talking)
    expect(hint(talking)).to_contain_text("Thả tay để gửi")
    talking.wait_for_timeout(600)
    talking.mouse.up()
    rests(talking)
    expect(talking.locator(".out .bubble").first).to_contain_text(ANSWER)
    expect(notes(talking)).to_have_count(1)


def test_double_tap_is_one_tap(talking: Page) -> None:
    button(talking).dblclick()
    records(talking)
    talking.wait_for_timeout(800)
    records(talking)
    talking.keyboard.press("Escape")
    rests(talking)


@pytest.mark.parametrize("way", ["slide", "cross", "escape", "hidden"])
def test_what_is_discarded_is_not_sent(talking: Page, way: str) -> None:
    sent: list[str] = []
    talking.on("request", lambda request: sent.append(request.url))
    if way == "slide":
        press(talking)
        records(talking)
        talking.wait_for_timeout(500)
        talking.mouse.move(100, 500)
        expect(hint(talking)).to_contain_text("Thả tay là bỏ")
        talking.mouse.up()
    else:
        button(talking).click()
        records(talking)
    if way == "cross":
        talking.get_by_role("button", name="Bỏ, không gửi").click()
        expect(button(talking)).to_be_focused()
    elif way == "escape":
        talking.keyboard.press("Escape")
    elif way == "hidden":
        talking.evaluate(
            "Object.defineProperty(document, 'hidden', {get: () => true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    rests(talking)
    expect(hint(talking)).to_contain_text("chưa gửi gì" if way == "hidden" else "Đã bỏ")
    expect(notes(talking)).to_have_count(0)
    assert not [url for url in sent if url.endswith("/voice")]


def test_sliding_back_sends_after_all(talking: Page) -> None:
    press(talking)
    records(talking)
    talking.wait_for_timeout(400)
    talking.mouse.move(100, 500)
    expect(hint(talking)).to_contain_text("Thả tay là bỏ")
    box = button(talking).bounding_box()
    assert box
    talking.mouse.move(box["x"] + 20, box["y"] + 20)
    expect(hint(talking)).to_contain_text("Thả tay để gửi")
    talking.mouse.up()
    expect(notes(talking)).to_have_count(1)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard_alone_is_enough(talking: Page, key: str) -> None:
    button(talking).focus()
    expect(button(talking)).to_have_accessible_name("Nói")
    expect(button(talking)).to_have_accessible_description("Giữ để nói, hoặc chạm một lần")
    talking.keyboard.press(key)
    records(talking)
    expect(button(talking)).to_have_accessible_name("Gửi")
    talking.keyboard.press("Shift+Tab")
    expect(talking.get_by_role("button", name="Bỏ, không gửi")).to_be_focused()
    talking.keyboard.press("Tab")
    expect(talking.locator("#clock")).to_have_text("0:01")
    talking.keyboard.press(key)
    expect(notes(talking)).to_have_count(1)


def test_level_shows_that_somebody_is_heard(talking: Page) -> None:
    button(talking).click()
    records(talking)
    heights: list[int] = []
    until = time.monotonic() + 5
    while time.monotonic() < until and not any(each > 3 * min(heights) for each in heights):
        heights += talking.locator("#level i").evaluate_all("all => all.map(i => i.offsetHeight)")
    assert max(heights) > 3 * min(heights)
    talking.keyboard.press("Escape")


def test_last_ten_seconds_are_counted_and_the_end_sends(page: Page, site: Site) -> None:
    page.clock.install()
    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    button(page).click()
    records(page)
    page.clock.run_for(45_000)
    expect(page.locator("#clock")).to_have_text(re.compile(r"0:4\d"))
    page.clock.run_for(8_000)
    expect(page.locator("#clock")).to_have_text(re.compile(r"còn \d$"))
    expect(hint(page)).to_contain_text("Hết giờ sẽ tự gửi")
    page.clock.run_for(8_000)
    rests(page)
    expect(notes(page)).to_have_count(1)


def test_own_voice_can_be_listened_to(talking: Page) -> None:
    talk(talking)
    expect(notes(talking)).to_contain_text("“câu thứ hai”")
    play = notes(talking).get_by_role("button")
    expect(play).to_have_text("Nghe lại")
    play.click()
    expect(play).to_have_text("Tạm dừng")
    expect(play).to_have_text("Nghe lại", timeout=10_000)


def test_who_talks_hears_the_answer_and_can_pause_it(talking: Page) -> None:
    talk(talking)
    play = talking.locator(".out .player button")
    expect(play).to_have_text("Tạm dừng")
    expect(talking.locator(".out .player .clock")).to_have_text("0:01")
    play.click()
    expect(play).to_have_text("Nghe tiếp")
    play.click()
    expect(play).to_have_text("Tạm dừng")


def test_never_two_voices_at_once(talking: Page) -> None:
    talk(talking)
    answer = talking.locator(".out .player button")
    expect(answer).to_have_text("Tạm dừng")
    notes(talking).get_by_role("button").click()
    expect(answer).to_have_text("Nghe")
    answer.click()
    expect(answer).to_have_text("Tạm dừng")
    assert count_players(talking, "Tạm dừng") == 1
    button(talking).click()
    records(talking)
    expect(answer).to_have_text("Nghe tiếp")
    talking.keyboard.press("Escape")


def test_who_writes_hears_nothing_unasked(page: Page, site: Site) -> None:
    begin(page, site)
    write(page, "đọc to")
    answered(page, "đọc to")
    play = page.locator(".out .player button")
    expect(play).to_have_text("Nghe")
    page.wait_for_timeout(500)
    expect(play).to_have_text("Nghe")
    play.click()
    expect(play).to_have_text("Tạm dừng")


def test_other_tab_shows_the_note_and_stays_silent(talking: Page, site: Site) -> None:
    other = talking.context.new_page()
    other.goto(site.url)
    expect(other.get_by_role("button", name="Bắt đầu")).to_be_visible()
    talking.bring_to_front()
    talk(talking)
    expect(notes(other)).to_contain_text("“câu thứ hai”")
    expect(other.locator(".out .player button")).to_have_text("Nghe")
    expect(talking.locator(".out .player button")).to_have_text("Tạm dừng")


def test_reload_keeps_the_words_but_not_the_sound(talking: Page) -> None:
    talk(talking)
    expect(talking.locator(".out .bubble").first).to_contain_text(ANSWER)
    talking.reload()
    expect(notes(talking)).to_contain_text("“câu thứ hai”")
    assert notes(talking).get_by_role("button").count() == 0
    expect(talking.locator(".out .player button")).to_have_text("Nghe")


def test_note_spoken_offline_is_sent_later_even_after_a_reload(talking: Page) -> None:
    talking.route("**/voice", lambda route: route.abort())
    talk(talking)
    write(talking, "sau lời nói")
    expect(talking.get_by_text("Tin được giữ lại và sẽ tự gửi")).to_be_visible()
    talking.reload()
    expect(talking.locator("#pending").get_by_role("button", name="Nghe lại")).to_be_visible()
    talking.unroute("**/voice")
    answered(talking, "sau lời nói")
    said = talking.locator(".in .bubble").all_text_contents()
    assert [text for text in said if "sau lời nói" in text] == said[1:]
    expect(notes(talking)).to_contain_text("“câu thứ hai”")


def test_sound_that_is_gone_is_said(page: Page, site: Site) -> None:
    begin(page, site)
    write(page, "hết hạn")
    answer = page.locator(".out .bubble", has_text=LOST)
    answer.get_by_role("button").click()
    expect(answer.get_by_role("alert")).to_contain_text("Chưa nghe được")
    expect(answer.get_by_role("button")).to_have_text("Nghe")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (360, 740), (1280, 800)])
def test_fits_any_window(talking: Page, width: int, height: int) -> None:
    talking.set_viewport_size({"width": width, "height": height})
    talk(talking)
    expect(talking.locator(".out .bubble").first).to_contain_text(ANSWER)
    for _ in ("normal", "large"):
        expect(button(talking)).to_be_in_viewport(ratio=1)
        expect(composer(talking)).to_be_in_viewport(ratio=1)
        before = button(talking).bounding_box()
        button(talking).click()
        records(talking)
        assert button(talking).bounding_box() == before, "it stays under the finger"
        for name in ("#discard", "#clock", "#record"):
            expect(talking.locator(name)).to_be_in_viewport(ratio=1)
        inner = talking.locator("#recording")
        assert inner.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        for target in talking.locator("button:enabled:visible").all():
            box = target.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 48
        talking.keyboard.press("Escape")
        rests(talking)
        assert sideways(talking) == 0
        talking.get_by_role("button", name="Chữ to").click()


@pytest.mark.parametrize("look", ["light", "dark", "large"])
def test_accessible_by_the_rules_of_axe(browser: Browser, site: Site, look: str) -> None:
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto(site.url)
    options = {
        "resultTypes": ["violations"],
        "rules": {
            "color-contrast-enhanced": {"enabled": True},
            "target-size": {"enabled": True},
        },
    }
    if look == "large":
        page.get_by_role("button", name="Chữ to").click()
    talk(page)
    expect(page.locator(".out .bubble").first).to_contain_text(ANSWER)
    button(page).click()
    records(page)
    report = Axe().run(page, options=options)
    assert report.violations_count == 0, report.generate_report()
    page.keyboard.press("Escape")
    rests(page)
    report = Axe().run(page, options=options)
    assert report.violations_count == 0, report.generate_report()
    context.close()
