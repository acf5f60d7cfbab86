"""The chat page for everybody: small windows, large text, keyboard, screen readers, no script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from chat_page import answered, begin, composer, sideways, write
from chat_site import Site
from playwright.sync_api import Browser, Page, expect

LARGE_PX = 24


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (640, 320), (1280, 800)])
def test_fits_any_window(page: Page, site: Site, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    begin(page, site)
    write(page, "chứng nhận")
    expect(page.get_by_role("link", name="Giấy chứng nhận")).to_be_visible()
    for _ in ("normal", "large"):
        assert sideways(page) == 0
        expect(page.get_by_role("button", name="Nói", exact=True)).to_be_in_viewport(ratio=1)
        expect(composer(page)).to_be_in_viewport(ratio=1)
        composer(page).fill("một")
        expect(page.get_by_role("button", name="Gửi")).to_be_in_viewport(ratio=1)
        composer(page).fill("")
        page.get_by_role("button", name="Chữ to").click()
    room = page.locator("#scroller").bounding_box()
    assert room
    assert room["height"] >= 80


def test_small_telephone_shows_where_to_begin(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_in_viewport(ratio=1)


def test_welcome_is_read_from_its_beginning(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 420})
    page.goto(site.url)
    expect(page.get_by_role("heading", name="Mời vào học")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Xem tiếp").click()
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_in_viewport(ratio=1)


def test_large_text_is_remembered(page: Page, site: Site) -> None:
    page.goto(site.url)
    switch = page.get_by_role("button", name="Chữ to")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size == LARGE_PX
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_keyboard_alone_is_enough(page: Page, site: Site) -> None:
    def press(*keys: str) -> str:
        """Press the keys; the name of what has the focus then, which must be visible."""
        for key in keys:
            page.keyboard.press(key)
        name, outline = page.evaluate(
            "(e => [e.id || e.textContent, getComputedStyle(e).outlineStyle])"
            "(document.activeElement)"
        )
        assert outline == "solid", f"the focus on {name} cannot be seen"
        return str(name)

    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    assert press("Tab") == "Đến ô viết tin nhắn"
    assert [press("Tab") for _ in range(4)] == ["large", "scroller", "start", "text"]
    press("Shift+Tab", "Enter")
    expect(page.get_by_role("button", name="2. Cô")).to_be_enabled()
    assert press("Tab", "Tab") == "2. Cô"
    press("Enter")
    expect(page.get_by_role("button", name="Tiếp", exact=True)).to_be_enabled()
    assert press("Tab") == "Tiếp", "the focus goes on from the button that was pressed"
    assert press("Tab", "Tab") == "text"
    page.keyboard.type("dòng một")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dòng hai")
    assert press("Enter") == "text"
    answered(page, "dòng một\ndòng hai")


def test_enter_while_letters_are_put_together_does_not_send(page: Page, site: Site) -> None:
    begin(page, site)
    field = composer(page)
    field.fill("tiê")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(field).to_have_value("tiê")
    field.press("Enter")
    expect(field).to_have_value("")


@pytest.mark.parametrize("look", ["light", "dark", "large"])
def test_accessible_by_the_rules_of_axe(browser: Browser, site: Site, look: str) -> None:
    # The policy forbids the script of the checker as it forbids all others.
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    options = {
        "resultTypes": ["violations"],
        "rules": {
            "color-contrast-enhanced": {"enabled": True},
            "target-size": {"enabled": True},
        },
    }

    def check() -> None:
        report = Axe().run(page, options=options)
        assert report.violations_count == 0, report.generate_report()

    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    if look == "large":
        page.get_by_role("button", name="Chữ to").click()
    check()
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("button", name="2. Cô").click()
    write(page, "chứng nhận")
    expect(page.get_by_role("link", name="Giấy chứng nhận")).to_be_visible()
    write(page, "bài dài")
    expect(page.get_by_role("button", name="Xem tiếp")).to_be_visible()
    context.set_offline(True)
    write(page, "sau này")
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    check()
    context.close()


def test_everything_to_press_is_large_enough(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("button", name="3. Chú")).to_be_enabled()
    write(page, "chứng nhận")
    expect(page.get_by_role("link", name="Giấy chứng nhận")).to_be_visible()
    targets = page.locator("button:enabled:visible, .attachment, textarea")
    assert targets.count() >= 4
    for box in (target.bounding_box() for target in targets.all()):
        assert box
        assert min(box["width"], box["height"]) >= 48


def test_new_lines_are_read_out_but_not_the_past(page: Page, site: Site) -> None:
    page.goto(site.url)
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "off"
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_accessible_name("Cuộc trò chuyện")


def test_without_script_a_sentence_says_what_to_do(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    expect(page.get_by_text(re.compile("Xin bật JavaScript"))).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    context.close()


def test_print_shows_the_conversation_only(page: Page, site: Site) -> None:
    begin(page, site)
    page.emulate_media(media="print")
    expect(page.get_by_text("Xưng hô thế nào ạ?")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi")).to_be_hidden()
