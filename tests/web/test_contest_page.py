"""The board of a contest, in a real browser on a small site of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Browser, BrowserContext, expect

from bot.learning.contest import Contest
from bot.learning.contest_book import Contests
from bot.learning.learner import Learners
from bot.runtime import Runtime
from bot.store.database import open_engine
from bot.store.migrate import migrate
from bot.web.chat import STATIC
from bot.web.contest import MOST_SHOWN, contest_router
from bot.web.headers import SecurityHeaders

FIVE = timedelta(minutes=5)


@pytest.fixture(scope="module", name="contests")
def _contests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contests]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('contest') / 'bot.sqlite3'}")
    migrate(engine)
    yield Contests(engine)
    engine.dispose()


@pytest.fixture(scope="module", name="url")
def _url(contests: Contests) -> Iterator[str]:
    settings = SimpleNamespace(base_url="https://hoc.example.vn")
    services = SimpleNamespace(contests=contests, settings=settings)
    runtime = SimpleNamespace(services=services, settings=settings)
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.include_router(contest_router(cast(Runtime, runtime)))
    app.mount("/static", StaticFiles(directory=STATIC))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        pass
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/contest"
    server.should_exit = True
    thread.join()


def made(contests: Contests, starts_in: timedelta, title: str = "Hội thi tổ 5") -> Contest:
    now = datetime.now(timezone.utc)
    return contests.make(None, "operator", title, ("a", "b", "c"), now + starts_in, FIVE, now)


def joined(contests: Contests, contest: Contest, names: list[str]) -> list[str]:
    """People who play under these names."""
    now = datetime.now(timezone.utc)
    people = [f"web:{contest.id}-{number}" for number, _ in enumerate(names)]
    for person, name in zip(people, names, strict=True):
        Learners(contests.engine).enrol(person, "1", now)
        player = contests.join(contest.id, person, person, now)
        assert contests.rename(contest.id, player.number, name)
    return people


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_board_follows_what_happens(
    browser: Browser, contests: Contests, url: str, *, scripts: bool
) -> None:
    contest = made(contests, timedelta(minutes=9))
    an, binh = joined(contests, contest, ["An", "Bình <b>x</b>"])
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 1280, "height": 720}
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{url}/{contest.token}")
    expect(page.locator("h1")).to_have_text("Hội thi tổ 5")
    expect(page.locator(".code")).to_have_text(f"đố vui {contest.code}")
    expect(page.locator("h2")).to_contain_text("2 người", timeout=15_000)
    now = datetime.now(timezone.utc)
    contests.begin(contest.id, now)
    expect(page.locator(".time")).to_contain_text("Còn", timeout=15_000)
    contests.answer(contest.id, binh, "m1", "a", "x", True, now)
    contests.answer(contest.id, an, "m2", "a", "x", False, now)
    expect(page.locator("tbody tr").first).to_contain_text("Bình <b>x</b>", timeout=15_000)
    expect(page.locator("tbody tr").first).to_contain_text("1/3")
    contests.close(contest.id, datetime.now(timezone.utc))
    expect(page.locator(".time")).to_contain_text("Đã kết thúc", timeout=15_000)
    assert scripts or "http-equiv" not in page.content()
    assert page.locator("body").get_attribute("data-refresh") == "0"
    assert complaints == []
    context.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (390, 844)])
def test_ten_players_fit_and_everybody_can_read_it(
    browser: Browser, contests: Contests, url: str, size: tuple[int, int]
) -> None:
    contest = made(contests, timedelta(), "Ngày hội chuyển đổi số 10/10 phường Hà Đông")
    names = ["Tổ dân phố số mười 7", *(f"Người {n}" for n in range(11))]
    people = joined(contests, contest, names)
    for number, person in enumerate(people[:9]):
        at = contest.starts_at + timedelta(seconds=65 + number)
        contests.answer(contest.id, person, "m", "a", "x", number % 3 != 2, at)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(f"{url}/{contest.token}")
    expect(page.locator("tbody tr")).to_have_count(MOST_SHOWN)
    expect(page.get_by_text("và 2 người nữa")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    last = page.locator("tbody tr").last.bounding_box()
    assert last is not None
    assert size[0] < 1000 or last["y"] + last["height"] <= size[1]  # on a wall nobody scrolls
    results: Any = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    if folder := os.environ.get("CONTEST_SHOTS"):
        page.screenshot(path=f"{folder}/contest-{size[0]}.png")
    context.close()


@pytest.mark.parametrize("unknown", ["x", "a-b_c", "%3Cscript%3E"])
def test_who_has_no_address_sees_nothing(context: BrowserContext, url: str, unknown: str) -> None:
    assert context.request.get(f"{url}/{unknown}").status == 404


def test_one_that_was_called_off_says_so(
    context: BrowserContext, contests: Contests, url: str
) -> None:
    contest = made(contests, timedelta(hours=1))
    contests.close(contest.id, datetime.now(timezone.utc))
    page = context.new_page()
    page.goto(f"{url}/{contest.token}")
    expect(page.locator(".time")).to_have_text("Đã huỷ")
    expect(page.locator(".code")).to_have_count(0)
