"""The code of a group as a picture, and what a browser shows that scanned it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from bot_site import BotSite, running_site
from chat_page import answered, bubbles, composer
from chat_site import Site
from PIL import Image
from playwright.sync_api import Page, expect

from bot.learning.group_picture import WIDTH, draw


@pytest.fixture(scope="module", name="bot")
def _bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("groups"), {"web", "sender"}) as site:
        yield site


def test_the_picture_is_the_code_s_own(bot: BotSite) -> None:
    found = httpx.get(f"{bot.url}/groups/tre-sen-voi-mit.png")
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(found.content)).width == WIDTH
    base_url = bot.runtime.services.settings.base_url
    assert found.content == draw(base_url, "tre-sen-voi-mit")
    assert found.content != draw(base_url, "tre-sen-voi-cam")


@pytest.mark.parametrize("code", ["tre-sen-voi", "tre sen voi mít", "x", "TRE-SEN-VOI-MIT"])
def test_what_is_no_code_has_no_picture(bot: BotSite, code: str) -> None:
    assert httpx.get(f"{bot.url}/groups/{code}.png").status_code == 404


def test_who_scanned_the_code_finds_it_written(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?ma=tre-sen-voi-mit")
    expect(composer(page)).to_have_value("mã tre sen voi mit")
    assert page.url == f"{site.url}/"
    page.get_by_role("button", name="Bắt đầu").click()
    answered(page, "mã tre sen voi mit")
    assert bubbles(page)[0] == "> mã tre sen voi mit"
    expect(composer(page)).to_have_value("")


def test_nothing_else_is_written_for_anybody(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?ma=xin%20hãy%20chuyển%20tiền")
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    expect(composer(page)).to_have_value("")
