"""A chat site that really runs (uvicorn, Valkey, worker, sender), and a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bot.channels.web import WebChannel
from bot.delivery.connection import connect
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.postbox import Postbox
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.message import Button, Inbound, Reply
from bot.store.valkey import EmbeddedValkey, embedded
from bot.web.chat import STATIC, chat_router
from bot.web.headers import SecurityHeaders

SLOW_SECONDS = 1.2

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def answer(base_url: str, inbound: Inbound) -> list[Reply]:
    """A small scripted conversation with everything a reply can hold."""
    text = inbound.text
    if text == "xin chào":
        names = {"bac": "1. Bác", "co": "2. Cô", "chu": "3. Chú"}
        buttons = tuple(Button(title, f"#set_profile:{form}") for form, title in names.items())
        return [Reply("Dạ, xin chào. Trợ lý máy đây ạ."), Reply("Xưng hô thế nào ạ?", buttons)]
    if text.startswith("#set_profile"):
        next_step = (Button("Tiếp", "#next"), Button("Nói dễ hơn", "#explain_simpler"))
        return [Reply("Bài đầu tiên:\nnút nguồn ở cạnh phải của máy."), Reply("Thử nhé!", next_step)]
    if text == "chứng nhận":
        address = f"{base_url}/certificates/1.pdf"
        return [Reply(f"Xem tại {address} hoặc https://example.org/la.", attachment=address)]
    if text == "tệp lạ":
        return [Reply("Tệp này không mở được.", attachment="javascript:window.hacked=1")]
    if text == "bài dài":
        return [Reply(f"Đoạn {number}. " + "Chữ nghĩa dài dòng. " * 14) for number in range(1, 6)]
    if text == "chậm":
        await asyncio.sleep(SLOW_SECONDS)
    return [Reply(f"Đã nghe: {text}", (Button("Học tiếp", "#next"),))]


class Site:
    """One bot with the chat page; can be stopped and started again on the same port and data."""

    def __init__(self, data_dir: Path, capacity: int = 100) -> None:
        self.valkey: EmbeddedValkey = embedded(data_dir)
        self._capacity = capacity
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Returns once the server answers."""
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)))
        self._thread.start()
        assert started.wait(20), "the site did not start"

    def stop(self) -> None:
        """Returns once everything has ended, as at Ctrl-C."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(15)
            assert not self._thread.is_alive(), "the site did not stop"
            self._thread = None

    async def _run(self, started: threading.Event) -> None:
        redis = connect(self.valkey.start())
        mailbox = Mailbox(redis, capacity=self._capacity)
        postbox = Postbox(redis)
        await postbox.start()
        worker = Worker(
            mailbox, lambda inbound, again: answer(self.url, inbound), "worker", apology="Xin lỗi."
        )
        sender = Sender(redis, WebChannel(), "sender")
        tasks = [asyncio.create_task(worker.run()), asyncio.create_task(sender.run())]
        stopping = asyncio.Event()
        app = FastAPI()
        app.add_middleware(SecurityHeaders)
        app.mount("/static", StaticFiles(directory=STATIC))
        app.include_router(
            chat_router(mailbox, ConversationLog(redis), postbox, stopping, self.url, 0.3)
        )

        @app.get("/certificates/1.pdf")
        async def certificate() -> Response:
            return Response(b"%PDF-1.7 certificate", media_type="application/pdf")

        config = uvicorn.Config(app, port=self.port, log_level="error", ws="none")
        self._server = _Server(config, started, stopping)
        await self._server.serve()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await postbox.stop()
        await redis.close()
        await redis.connection_pool.disconnect()
        self.valkey.stop()


class _Server(uvicorn.Server):
    """Says when it listens, and ends the event streams before it waits for connections."""

    def __init__(
        self, config: uvicorn.Config, listening: threading.Event, stopping: asyncio.Event
    ) -> None:
        super().__init__(config)
        self._listening = listening
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)


@contextlib.contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site, started, and stopped at the end."""
    site.start()
    try:
        yield site
    finally:
        site.stop()


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
    """A real Chromium; the test is skipped where none is installed."""
    # Not for the whole session: while it lives, no asyncio test can run in this thread.
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium found (looked for chromium, chromium-browser, google-chrome)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person with an empty browser, 390 by 844 pixels."""
    opened = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
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
