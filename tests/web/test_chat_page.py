"""The chat page in a real browser: the conversation, whatever happens to it."""

from __future__ import annotations

import pytest
from chat_page import answered, begin, bubbles, composer, sideways, write
from chat_site import SLOW_SECONDS, Site
from playwright.sync_api import Browser, Page, Route, expect


def test_conversation_from_the_first_button_on(page: Page, site: Site) -> None:
    begin(page, site)
    page.get_by_role("button", name="2. Cô").click()
    expect(page.get_by_role("button", name="Nói dễ hơn")).to_be_enabled()
    write(page, "hai\ndòng")
    answered(page, "hai\ndòng")
    assert bubbles(page) == [
        "> xin chào",
        "Dạ, xin chào. Trợ lý máy đây ạ.",
        "Xưng hô thế nào ạ?",
        "> 2. Cô",
        "Bài đầu tiên:\nnút nguồn ở cạnh phải của máy.",
        "Thử nhé!",
        "> hai\ndòng",
        "Đã nghe: hai\ndòng",
    ]
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn Học Số")
    expect(page.get_by_text("trợ lý máy, không phải người thật")).to_be_visible()


def test_only_the_newest_buttons_can_be_pressed(page: Page, site: Site) -> None:
    begin(page, site)
    page.get_by_role("button", name="2. Cô").click()
    expect(page.get_by_role("button", name="Tiếp", exact=True)).to_be_enabled()
    chosen = page.get_by_role("button", name="2. Cô")
    expect(page.get_by_role("button", name="1. Bác")).to_be_disabled()
    expect(chosen).to_have_class("chosen")
    chosen.dispatch_event("click")
    write(page, "thế thôi")
    answered(page, "thế thôi")
    expect(page.get_by_role("button", name="Tiếp", exact=True)).to_be_disabled()
    assert bubbles(page).count("> 2. Cô") == 1


def test_reload_keeps_the_conversation_and_its_buttons(page: Page, site: Site) -> None:
    begin(page, site)
    page.get_by_role("button", name="1. Bác").click()
    expect(page.get_by_role("button", name="Nói dễ hơn")).to_be_enabled()
    before = bubbles(page)
    page.reload()
    expect(page.get_by_role("button", name="Nói dễ hơn")).to_be_enabled()
    assert bubbles(page) == before
    expect(page.get_by_role("button", name="1. Bác")).to_have_class("chosen")
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_hidden()
    page.get_by_role("button", name="Tiếp", exact=True).click()
    answered(page, "#next")


def test_another_browser_sees_nothing_of_it(page: Page, browser: Browser, site: Site) -> None:
    begin(page, site)
    other = browser.new_page()
    other.goto(site.url)
    expect(other.get_by_role("button", name="Bắt đầu")).to_be_visible()
    assert bubbles(other) == []
    other.close()


def test_second_tab_shows_the_same_conversation(page: Page, site: Site) -> None:
    begin(page, site)
    second = page.context.new_page()
    second.goto(site.url)
    expect(second.get_by_role("button", name="3. Chú")).to_be_enabled()
    write(page, "từ trang một")
    answered(second, "từ trang một")
    expect(second.get_by_role("button", name="3. Chú")).to_be_disabled()


def test_waiting_shows_that_an_answer_is_coming(page: Page, site: Site) -> None:
    begin(page, site)
    expect(page.locator("#typing")).to_be_hidden()
    write(page, "chậm")
    expect(page.get_by_text("Bạn Học Số đang trả lời…")).to_be_visible(timeout=1000 * SLOW_SECONDS)
    answered(page, "chậm")
    expect(page.locator("#typing")).to_be_hidden()


def test_server_restart_loses_nothing(page: Page, own_site: Site) -> None:
    begin(page, own_site)
    own_site.stop()
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    write(page, "lúc mất mạng")
    expect(page.get_by_text("sẽ tự gửi khi có mạng")).to_be_visible()
    own_site.start()
    answered(page, "lúc mất mạng")
    expect(page.get_by_role("status")).not_to_contain_text("Mất kết nối")
    expect(page.locator(".state:not(:empty)")).to_have_count(0)
    before = bubbles(page)
    assert before[0] == "> xin chào"
    assert before[-2:] == ["> lúc mất mạng", "Đã nghe: lúc mất mạng"]
    page.reload()
    answered(page, "lúc mất mạng")
    assert bubbles(page) == before


def test_messages_written_offline_are_sent_in_order(page: Page, site: Site) -> None:
    begin(page, site)
    page.context.set_offline(True)
    for text in ("một", "hai", "ba"):
        write(page, text)
    expect(page.get_by_text("sẽ tự gửi khi có mạng")).to_have_count(3)
    page.context.set_offline(False)
    answered(page, "ba")
    assert [text for text in bubbles(page) if text.startswith("> ")][1:] == [
        "> một",
        "> hai",
        "> ba",
    ]


def test_unsent_message_survives_a_reload(page: Page, site: Site) -> None:
    begin(page, site)
    page.route("**/chat/messages", lambda route: route.abort())
    write(page, "đừng quên")
    expect(page.get_by_text("Tin được giữ lại và sẽ tự gửi")).to_be_visible()
    page.reload()
    expect(page.locator("#pending .bubble")).to_have_text("đừng quên")
    page.unroute("**/chat/messages")
    answered(page, "đừng quên")
    expect(page.locator("#pending .bubble")).to_have_count(0)


def test_lost_answer_does_not_send_twice(page: Page, site: Site) -> None:
    begin(page, site)
    lost: list[str | None] = []

    def lose_first_answer(route: Route) -> None:
        route.fetch()
        lost.append(route.request.post_data)
        route.abort()
        page.unroute("**/chat/messages")

    page.route("**/chat/messages", lose_first_answer)
    write(page, "một lần thôi")
    answered(page, "một lần thôi")
    write(page, "sau đó")
    answered(page, "sau đó")
    assert len(lost) == 1
    assert bubbles(page).count("> một lần thôi") == 1
    assert bubbles(page).count("Đã nghe: một lần thôi") == 1


def test_too_long_a_text_stays_where_it_was_written(page: Page, site: Site) -> None:
    begin(page, site)
    text = "ộộộộộộ " * 11_000
    field = composer(page)
    field.evaluate("(field, text) => field.value = text", text)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Tin nhắn dài quá")
    assert field.input_value() == text


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>",
        "[bấm](javascript:window.hacked=1) javascript:window.hacked=1",
        "مرحبا بالعالم שלום abc 123",
        "👵🏽🇻🇳 Z̸̢͘͠a̷lgo",
        "dài" * 1000,
    ],
    ids=["html", "javascript", "right-to-left", "emoji", "long-word"],
)
def test_hostile_text_is_only_text(page: Page, site: Site, text: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    begin(page, site)
    write(page, text)
    expect(page.locator(".out .bubble").last).to_have_text(f"Đã nghe: {text}")
    assert f"> {text}" in bubbles(page)
    assert page.locator(".bubble *").count() == 0
    assert page.evaluate("window.hacked") is None
    assert sideways(page) == 0


def test_certificate_is_a_card_to_download(page: Page, site: Site) -> None:
    begin(page, site)
    write(page, "chứng nhận")
    card = page.get_by_role("link", name="Giấy chứng nhận")
    expect(card).to_contain_text("PDF")
    with page.expect_download() as download:
        card.click()
    assert download.value.path().read_bytes() == b"%PDF-1.7 certificate"
    links = page.locator(".bubble a")
    expect(links).to_have_text([f"{site.url}/certificates/1.pdf"])


def test_attachment_that_is_no_web_address_is_no_link(page: Page, site: Site) -> None:
    begin(page, site)
    write(page, "tệp lạ")
    expect(page.get_by_text("Tệp này không mở được.")).to_be_visible()
    assert page.locator("#log a").count() == 0


def test_long_reply_is_shown_from_its_beginning(page: Page, site: Site) -> None:
    begin(page, site)
    write(page, "bài dài")
    expect(page.get_by_text("Đoạn 1.")).to_be_in_viewport()
    expect(page.get_by_text("Đoạn 5.")).not_to_be_in_viewport()
    page.get_by_role("button", name="Xem tiếp").click()
    expect(page.get_by_text("Đoạn 5.")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Xem tiếp")).to_be_hidden()


def test_font_with_vietnamese_letters_is_our_own(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    begin(page, site)
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded')"
        ".map(f => `${f.weight} ${f.unicodeRange}`))"
    )
    assert [face for face in loaded if face.startswith("400") and "U+1EA0-1EF9" in face]
    assert [url for url in asked if not url.startswith(site.url)] == []
