"""The README says what is so: its table of settings, its make targets, the files it points to."""

from __future__ import annotations

import re

from bot.commands.settings_table import settings_table
from bot.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CODE = re.findall(r"^```sh\n(.*?)^```$|`([^`\n]+)`", README, re.DOTALL | re.MULTILINE)


def test_the_table_of_settings_is_the_one_the_bot_prints() -> None:
    assert settings_table() in README


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    named = {target for block in CODE for target in re.findall(r"\bmake ([a-z]+)", "".join(block))}
    assert {"run", "test"} <= named <= targets


def test_every_file_linked_exists() -> None:
    linked = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert linked
    assert [link for link in linked if not (ROOT / link).exists()] == []
