"""README's sections on the platforms, followed literally against the stand-ins.

Their blocks of commands are run as they stand. Instead of the example's tokens, codes and addresses
there are those of the stand-ins, and `make` only notes with which settings it would have run.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from bot_site import BotSite, running_site
from platforms.stand_in import StandIn
from platforms.zalo_oa import ZaloOA
from traveller import Traveller

from bot.runtime import ROLES
from bot.settings import ROOT

Person = Callable[..., Traveller]

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTIONS = {
    "telegram": "Telegram in two minutes",
    "zalo_oa": "Zalo OA step by step",
    "zalo_bot": "Zalo Bot",
}
PUBLIC = "https://bot.example.vn"
"""The address of the bot in README's examples."""


def blocks(name: str) -> list[str]:
    """The commands of the section on a platform."""
    section = README.partition(f"\n## {SECTIONS[name]}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def with_values(commands: str, values: Mapping[str, str]) -> str:
    """The commands with these values after ``NAME=``; each of them has to be there."""
    for name, value in values.items():
        commands, found = re.subn(rf"\b{name}=\S+", f"{name}={value}", commands)
        assert found == 1, f"{name} stands {found} times in:\n{commands}"
    return commands


def settings_after(commands: str, folder: Path) -> tuple[dict[str, str], str]:
    """The variables with which ``make run`` was reached, if it was, and what was printed."""
    folder.mkdir()
    make = folder / "make"
    make.write_text('#!/bin/sh\n[ "$*" = run ] && env -0 >"$0.settings"\n', encoding="utf-8")
    make.chmod(0o755)
    before = {"PATH": f"{folder}:/usr/bin:/bin"}
    done = subprocess.run(
        ["bash", "-euc", commands], env=before, capture_output=True, text=True, check=True
    )
    noted = folder / "make.settings"
    pairs = noted.read_text().rstrip("\0").split("\0") if noted.exists() else []
    settings = dict(pair.split("=", 1) for pair in pairs)
    return {name: settings[name] for name in settings if name.isupper()}, done.stdout


def settings_of(name: str, platform: StandIn, folder: Path) -> dict[str, str]:
    """What a bot is started with after following the section."""
    theirs = platform.settings()
    said = {variable: theirs[variable] for variable in theirs if not variable.endswith("_URL")}
    if isinstance(platform, ZaloOA):
        first, second = blocks(name)
        application = {each: said.pop(each) for each in ("ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET")}
        first = with_values(first, application)
        _, printed = settings_after(
            first.replace("https://oauth.zaloapp.com", platform.url).replace(
                "code=code-from-the-address", f"code={platform.tokens.code}"
            ),
            folder / "first",
        )
        said["ZALO_OA_REFRESH_TOKEN"] = json.loads(printed)["refresh_token"]
        exports = re.findall(r"^export .*\n", first, re.MULTILINE)
        commands = "".join(exports) + with_values(second, said)
    else:
        [commands] = blocks(name)
        commands = with_values(commands, said)
    settings, _ = settings_after(commands, folder / name)
    return {**theirs, **settings}


@pytest.fixture(name="site", scope="module")
def _site(
    platforms: dict[str, StandIn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotSite]:
    """One bot with the settings of all three sections; its address is not that of the example."""
    folder = tmp_path_factory.mktemp("readme")
    settings: dict[str, str] = {}
    for name, platform in platforms.items():
        settings |= settings_of(name, platform, folder)
    assert settings.pop("BOT_PUBLIC_URL") == PUBLIC
    del settings["PATH"]
    with running_site(folder / "data", ROLES, settings) as site:
        yield site


def test_telegram_in_two_minutes(person: Person, platforms: dict[str, StandIn]) -> None:
    someone = person("telegram")
    someone.do("begin")
    someone.hears("không phải người thật", "Đồng ý")
    assert platforms["telegram"].webhook is None
    section = README.partition(f"## {SECTIONS['telegram']}\n")[2].partition("\n## ")[0]
    places = re.findall(r"\?start=([\w-]+)", section)
    assert places == ["M03", "M03-L1"]
    newcomers = [person("telegram", f"newcomer-{place}") for place in places]
    for newcomer, place in zip(newcomers, places, strict=True):
        newcomer.do("begin", param=place)
    for heard, chosen in (("Không lưu", "Không lưu"), ("Đồng chí", "Bác")):
        for newcomer in newcomers:
            newcomer.hears(heard)
            newcomer.choose(chosen)
    for newcomer in newcomers:
        newcomer.hears(newcomer.bubbles("M03-L1")[0])


def test_zalo_oa_step_by_step(person: Person, platforms: dict[str, StandIn], site: BotSite) -> None:
    section = README.partition(f"## {SECTIONS['zalo_oa']}\n")[2].partition("\n## ")[0]
    [path] = re.findall(rf"`{PUBLIC}(/webhooks/\S+)`", section)
    platforms["zalo_oa"].deliver_to(f"{site.url}{path}")
    someone = person("zalo_oa")
    someone.do("follow")
    someone.meet()


def test_zalo_bot(person: Person, platforms: dict[str, StandIn]) -> None:
    someone = person("zalo_bot")
    someone.say("xin chào")
    someone.meet()
    assert platforms["zalo_bot"].webhook is None


def test_all_of_them_are_served(site: BotSite) -> None:
    ready = httpx.get(f"{site.url}/health/ready").json()
    assert ready["platforms"] == dict.fromkeys(SECTIONS, "ok")
