"""The board of a quiz contest, to be put on a wall: it keeps itself new, without scripts as well.

Who has its address sees it; it says the names that players chose for it, and nothing else of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import segno
from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from bot import contest_code
from bot.learning.contest import Contest, Phase, ranked
from bot.learning.contest_calls import length_in_words
from bot.runtime import Runtime
from bot.store.database import VIETNAM_TIME
from bot.web.page_template import page_template

__all__ = ["contest_router"]

MOST_SHOWN = 10
"""Players on the board: what can be read from the last row of a room."""

RUNNING_SECONDS, WAITING_SECONDS, LONG_WAIT_SECONDS = 1, 2, 20
"""After how long the page fetches itself again."""

LONG_WAIT = timedelta(minutes=10)


def contest_router(runtime: Runtime) -> APIRouter:
    """`/contest/{token}`: how to join, the time that is left, who leads; 404 for no contest."""
    router = APIRouter()
    page = page_template("contest.html")

    @router.get("/contest/{token}", response_class=HTMLResponse)
    def board(token: str) -> HTMLResponse:
        contests = runtime.services.contests
        contest = contests.by_token(token)
        if contest is None:
            raise HTTPException(404)
        now = datetime.now(timezone.utc)
        standings = ranked(contest, contests.scores(contest.id))
        phase = contest.phase(now)
        done = sum(each.score.answered >= len(contest.questions) for each in standings)
        url = runtime.settings.base_url
        rendered = page.render(
            contest=contest,
            phase=phase.value,
            refresh=_refresh(contest, phase, now),
            left=length_in_words(_left(contest, phase, now)),
            start=contest.starts_at.astimezone(VIETNAM_TIME),
            today=now.astimezone(VIETNAM_TIME).date(),
            lasts=length_in_words(contest.ends_at - contest.starts_at),
            code=contest_code.shown(contest.code),
            standings=standings[:MOST_SHOWN],
            more=max(len(standings) - MOST_SHOWN, 0),
            players=len(standings),
            done=done,
            in_words=length_in_words,
            url=url,
            qr=Markup(segno.make(url, error="m", micro=False).svg_inline(border=2, omitsize=True)),
        )
        return HTMLResponse(rendered)

    return router


def _left(contest: Contest, phase: Phase, now: datetime) -> timedelta:
    """The time until it begins, or until it ends."""
    until = contest.starts_at if phase is Phase.WAITING else contest.ends_at
    return max(until - now, timedelta())


def _refresh(contest: Contest, phase: Phase, now: datetime) -> int | None:
    if phase is Phase.RUNNING:
        return RUNNING_SECONDS
    if phase is not Phase.WAITING:
        return None
    return LONG_WAIT_SECONDS if contest.starts_at - now > LONG_WAIT else WAITING_SECONDS
