"""Days with study, one after the other. What is missing is never counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

__all__ = ["Streak", "streak"]


@dataclass(frozen=True)
class Streak:
    """`run` days in a row up to today, or up to yesterday where today is still open; `days` ever.

    `today`: something was learnt today.
    """

    run: int
    days: int
    today: bool


def streak(moments: Iterable[datetime], now: datetime, zone: tzinfo) -> Streak:
    """The streak of somebody who studied at these (aware) moments, by the days of `zone`."""
    days = {moment.astimezone(zone).date() for moment in moments}
    today = now.astimezone(zone).date()
    last = today if today in days else today - timedelta(days=1)
    return Streak(_run(days, last), len(days), today in days)


def _run(days: set[date], last: date) -> int:
    run = 0
    while last - timedelta(days=run) in days:
        run += 1
    return run
