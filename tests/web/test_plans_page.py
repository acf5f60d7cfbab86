"""The page for officials, in a real browser on a small site of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import BrowserContext, expect

from bot.plans.register import load_register
from bot.runtime import Runtime
from bot.settings import ROOT
from bot.web.chat import STATIC
from bot.web.headers import SecurityHeaders
from bot.web.plans import plans_router


@pytest.fixture(scope="module", name="url")
def _url() -> Iterator[str]:
    services = SimpleNamespace(plans=load_register(ROOT / "knowledge" / "plans"))
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.include_router(plans_router(cast(Runtime, SimpleNamespace(services=services))))
    app.mount("/static", StaticFiles(directory=STATIC))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        pass
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_everything_then_one_unit_then_one_month(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{url}/plans")
    expect(page.get_by_text("90 việc")).to_be_visible()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Đã qua hạn")
    page.get_by_label("Văn bản").select_option("KHDN")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("heading", name="Không ghi thời hạn")).to_be_visible()
    expect(page.get_by_role("cell", name="550/QĐ-BKHCN")).to_have_count(0)
    page.get_by_label("Văn bản").select_option("")
    page.get_by_label("Đơn vị").select_option("Vụ Kế hoạch - Tài chính")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("row")).not_to_have_count(0)
    page.goto(f"{url}/plans?month=2025-06")
    expect(page.get_by_role("img", name="01/06/2025 đến 30/06/2025")).to_be_visible()
    assert refused == []


@pytest.mark.parametrize("wrong", ["month=2025-13", "month=x"])
def test_a_wrong_month_is_refused(context: BrowserContext, url: str, wrong: str) -> None:
    assert context.request.get(f"{url}/plans?{wrong}").status == 422


@pytest.mark.parametrize("strange", ["unit=<script>alert(1)</script>", "document=none"])
def test_a_filter_that_finds_nothing_says_so(
    context: BrowserContext, url: str, strange: str
) -> None:
    page = context.new_page()
    page.goto(f"{url}/plans?{strange}")
    expect(page.get_by_text("Không có việc nào như vậy")).to_be_visible()


def test_people_who_read_with_other_senses_can_use_it(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.goto(f"{url}/plans?document=KHHP")
    results: Any = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
