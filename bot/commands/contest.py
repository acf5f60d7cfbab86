"""`bot contest`: quiz contests that an operator holds, as on the 10/10 day."""

from __future__ import annotations

import re
import secrets
import sys
from datetime import datetime, time, timedelta, timezone

from bot import contest_code
from bot.commands.failures import one_sentence
from bot.learning.contest import LONGEST_TITLE, Contest, Phase, draw, in_time
from bot.learning.contest_book import Contests
from bot.learning.contest_calls import length_in_words
from bot.settings import Settings
from bot.store.database import VIETNAM_TIME

__all__ = ["close_contest", "create_contest", "list_contests"]

_PHASES = {
    Phase.WAITING: "chưa bắt đầu",
    Phase.RUNNING: "đang diễn ra",
    Phase.OVER: "đã kết thúc",
    Phase.OFF: "đã huỷ",
}


def create_contest(
    settings: Settings,
    title: str,
    questions: int,
    seconds: int,
    at: str | None,
    modules: list[str],
) -> int:
    """Makes one; `at` is “20:00” or “2026-10-10 09:00” in Vietnam's time, None for now.

    Prints the code to join by and the address of its board. 2 where something given is wrong.
    """
    now = datetime.now(timezone.utc)
    begins = _moment(at, now) if at else now
    if begins is None or begins < now:
        print(f"bot: --at must be 20:00 or 2026-10-10 09:00, not past: {at}", file=sys.stderr)
        return 2
    if not title.strip() or len(title) > LONGEST_TITLE:
        print(f"bot: --title must have 1 to {LONGEST_TITLE} characters", file=sys.stderr)
        return 2
    from actions.services import open_services

    with one_sentence():
        held = open_services(settings)
        curriculum = held.library.curriculum
        unknown = set(modules) - {module.id for module in curriculum.modules}
        if unknown:
            print(f"bot: no such module: {', '.join(sorted(unknown))}", file=sys.stderr)
            return 2
        drawn = draw(curriculum, questions, secrets.token_hex(8), modules)
        lasts = in_time(len(drawn), seconds)
        made = held.contests.make(None, "operator", title.strip(), drawn, begins, lasts, now)
    _print(settings, made, now)
    return 0


def list_contests(settings: Settings) -> int:
    """Prints those that are kept, the newest first."""
    with one_sentence():
        contests = _contests(settings)
        found = contests.all()
        players = {each.id: len(contests.scores(each.id)) for each in found}
    now = datetime.now(timezone.utc)
    for each in found:
        _print(settings, each, now, players[each.id])
    if not found:
        print("Chưa có cuộc đố vui nào.")
    return 0


def close_contest(settings: Settings, code: str) -> int:
    """Ends one now, or calls it off; 1 where there is none with this code."""
    now = datetime.now(timezone.utc)
    with one_sentence():
        contests = _contests(settings)
        found = contests.by_code(contest_code.find(code) or "")
        if found:
            contests.close(found.id, now)
            found = contests.find(found.id)
    if found is None:
        print(f"bot: there is no contest {code}", file=sys.stderr)
        return 1
    _print(settings, found, now)
    return 0


def _contests(settings: Settings) -> Contests:
    from actions.services import open_services

    return open_services(settings).contests


def _print(settings: Settings, each: Contest, now: datetime, players: int | None = None) -> None:
    start = each.starts_at.astimezone(VIETNAM_TIME)
    lasts = length_in_words(each.ends_at - each.starts_at)
    count = f", {players} người" if players is not None else ""
    print(f"{contest_code.shown(each.code)}  {each.title} ({_PHASES[each.phase(now)]}{count})")
    print(f"  {start:%d/%m/%Y %H:%M}, {len(each.questions)} câu trong {lasts}")
    print(f"  {settings.base_url}/contest/{each.token}")


def _moment(written: str, now: datetime) -> datetime | None:
    """The next time of day, or the day and the time, as it was written."""
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}", written):
            hour, minute = map(int, written.split(":"))
            today = now.astimezone(VIETNAM_TIME).date()
            moment = datetime.combine(today, time(hour, minute), VIETNAM_TIME)
            return moment if moment >= now else moment + timedelta(days=1)
        return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM_TIME)
    except ValueError:
        return None
