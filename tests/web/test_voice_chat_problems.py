"""Talking on the chat page where it cannot be done: each time it is said why, and what helps."""

from __future__ import annotations

from pathlib import Path

from chat_page import answered, write
from chat_site import Site
from chromium import chromium, microphone
from playwright.sync_api import Page, expect
from talker import button, clip, hint, records, rests

ELSEWHERE = "http://hoc.example"
CLIP = clip("Ly")[0]
FAILURES = {
    "NotFoundError": "không có micrô",
    "NotReadableError": "Micrô đang bận",
    "AbortError": "Xin thử lần nữa",
}


def complaint(page: Page, url: str) -> str:
    """What is said when the button is pressed; writing goes on."""
    page.goto(url)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    button(page).click()
    expect(hint(page)).to_have_class("problem")
    said = hint(page).inner_text()
    rests(page)
    write(page, "viết vậy")
    answered(page, "viết vậy")
    return said


def test_microphone_that_is_refused(site: Site) -> None:
    with chromium(*microphone(CLIP, is_allowed=False)) as browser:
        assert "chưa cho dùng micrô" in complaint(browser.new_page(), site.url)


def test_page_that_cannot_record(site: Site) -> None:
    host = f"--host-resolver-rules=MAP {ELSEWHERE.partition('//')[2]} 127.0.0.1"
    with chromium(*microphone(CLIP), host) as browser:
        assert "https" in complaint(browser.new_page(), f"{ELSEWHERE}:{site.port}")
        old = browser.new_page()
        old.add_init_script("delete window.MediaRecorder")
        assert "chưa ghi âm được" in complaint(old, site.url)


def test_microphone_that_cannot_be_used(site: Site) -> None:
    with chromium() as browser:
        for error, said in FAILURES.items():
            page = browser.new_page()
            page.add_init_script(
                "navigator.mediaDevices.getUserMedia = () =>"
                f" Promise.reject(new DOMException('', '{error}'))"
            )
            assert said in complaint(page, site.url)


def test_silence_is_said_while_it_lasts(site: Site, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    silence.write_bytes(CLIP.read_bytes()[:44] + bytes(400_000))
    with chromium(*microphone(silence)) as browser:
        page = browser.new_page()
        page.goto(site.url)
        button(page).click()
        records(page)
        expect(hint(page)).to_contain_text("Chưa nghe rõ", timeout=10_000)
