"""A chat site and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_site import Site, running
from chromium import chromium
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for the whole module; every browser context is another person."""
    with running(Site(tmp_path_factory.mktemp("site"))) as started:
        yield started


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """A site that a test may stop and start."""
    with running(Site(tmp_path)) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the whole module."""
    # Not for the whole session: while it lives, no asyncio test can run in this thread.
    with chromium() as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person with an empty browser, 390 by 844 pixels."""
    # Without animations: what moves while it is pressed may be missed on a busy machine.
    opened = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", reduced_motion="reduce"
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; at the end, nothing but lost connections may have been complained about.

    A violation of the Content-Security-Policy is a complaint.
    """
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        lost = "net::ERR" in message.text or "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not lost:
            complaints.append(message.text)

    opened = context.new_page()
    opened.on("console", listen)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
