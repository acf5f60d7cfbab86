"""Every conversation written down in tests/conversations goes as it stands there."""

from __future__ import annotations

import pytest
import yaml
from conversation_case import Case, all_cases, play
from talking import Bot, Talk

from bot.settings import ROOT

CASES = all_cases()
_ran: dict[str, set[str]] = {}


async def actions_of(case: Case, bot: Bot) -> set[str]:
    """The actions a conversation runs; it is played once, whoever asks."""
    if str(case) not in _ran:
        _ran[str(case)] = set()
        _ran[str(case)] = await play(case, Talk(bot, f"case {CASES.index(case)}"))
    return _ran[str(case)]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_conversation(case: Case, bot: Bot) -> None:
    assert await actions_of(case, bot)


async def test_every_action_is_in_a_conversation(bot: Bot) -> None:
    files = sorted((ROOT / "bot" / "dialogue" / "domain").glob("*.yml"))
    known = {
        action
        for file in files
        for action in yaml.safe_load(file.read_text(encoding="utf-8")).get("actions", [])
    }
    played = {action for case in CASES for action in await actions_of(case, bot)}
    assert known - played == set()
