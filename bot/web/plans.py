"""The page for officials: what the plans ask for, when, of whom, and where they say so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from bot.plans.agenda import agenda
from bot.plans.calendar import document_in_words
from bot.plans.deadlines import falls_in, in_words
from bot.plans.register import Register, Task
from bot.plans.timeline import timeline
from bot.plans.units import shares_of
from bot.runtime import Runtime
from bot.store.database import VIETNAM_TIME
from bot.web.page_template import page_template

__all__ = ["plans_router"]

LOOK_AHEAD = timedelta(days=100)
"""How far ahead the picture goes at least: the end of the next quarter's reports is in it."""


def plans_router(runtime: Runtime) -> APIRouter:
    """`/plans`: the tasks of the register, filtered by unit, document and month, printable."""
    router = APIRouter()
    page = page_template("plans.html")

    @router.get("/plans", response_class=HTMLResponse)
    def plans(
        unit: str = "",
        document: str = "",
        month: str = Query("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$"),
    ) -> HTMLResponse:
        register = runtime.services.plans
        today = datetime.now(VIETNAM_TIME).date()
        tasks = _chosen(register, unit, document, month)
        first, last = _shown(tasks, today, month)
        return HTMLResponse(
            page.render(
                agenda=agenda(register, tasks, today),
                timeline=timeline(tasks, first, last, today),
                first=first,
                last=last,
                count=len(tasks),
                today=today,
                unit=unit,
                document=document,
                month=month,
                units=_units(register),
                documents=register.documents,
                named=document_in_words,
                held={each.id: each for each in register.documents},
                in_words=in_words,
            )
        )

    return router


def _chosen(register: Register, unit: str, document: str, month: str) -> list[Task]:
    tasks = [task for task in register.tasks if not document or task.document_id == document]
    if unit:
        own = {share.task.id for share in shares_of(register, unit)}
        tasks = [task for task in tasks if task.id in own]
    if month:
        first = date.fromisoformat(f"{month}-01")
        tasks = [task for task in tasks if falls_in(task.deadline, first, _month_end(first))]
    return tasks


def _shown(tasks: list[Task], today: date, month: str) -> tuple[date, date]:
    """The months of the picture: the one that was asked for, or all with a date and some ahead."""
    if month:
        first = date.fromisoformat(f"{month}-01")
        return first, _month_end(first)
    dated = [day for task in tasks for day in (task.deadline.start, task.deadline.end) if day]
    first = min([*dated, today]).replace(day=1)
    return first, _month_end(max([*dated, today + LOOK_AHEAD]))


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _units(register: Register) -> list[str]:
    """Units that have something to do, to choose from."""
    return sorted({unit for task in register.tasks for unit in (*task.lead, *task.coordinating)})
