"""What a person does on the chat page, in words."""

from __future__ import annotations

from chat_site import Site
from playwright.sync_api import Locator, Page, expect


def begin(page: Page, site: Site) -> None:
    """Open the page as a new person and press "Bắt đầu"."""
    page.goto(site.url)
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("button", name="3. Chú")).to_be_enabled()


def composer(page: Page) -> Locator:
    """The field that messages are written in."""
    return page.get_by_role("textbox", name="Tin nhắn")


def write(page: Page, text: str) -> None:
    """Write a message and press Enter."""
    composer(page).fill(text)
    composer(page).press("Enter")


def bubbles(page: Page) -> list[str]:
    """The texts of all bubbles, oldest first; an arrow marks those of the person."""
    texts: list[str] = page.eval_on_selector_all(
        ".bubble",
        "all => all.map(b => (b.closest('.in') ? '> ' : '') + b.textContent)",
    )
    return texts


def answered(page: Page, text: str) -> None:
    """Wait until the message has its reply."""
    expect(page.locator(".out .bubble", has_text=f"Đã nghe: {text}")).to_have_count(1)


def sideways(page: Page) -> int:
    """By how many pixels the page or the conversation can be scrolled sideways."""
    overflow: int = page.evaluate(
        "Math.max(...[document.documentElement, document.getElementById('scroller')]"
        ".map(e => e.scrollWidth - e.clientWidth))"
    )
    return overflow
