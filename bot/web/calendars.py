"""The calendars of what people subscribed to, for Google Calendar, Outlook and others to fetch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from bot.plans.calendar import calendar_text, document_in_words
from bot.plans.coverage import covered
from bot.plans.register import Register, Task
from bot.plans.subscriptions import Feed, Subscriptions

__all__ = ["calendar_router"]


def calendar_router(
    subscriptions: Subscriptions,
    register: Callable[[], Register],
    revised: Callable[[], datetime],
    page: str | None,
) -> APIRouter:
    """`/calendars/{token}.ics`: one subscription, or all of a person.

    A token cannot be guessed (256 random bits) and the calendar says nothing of the person, so it
    may be passed on. `revised` is when the plans that `register` gives were last changed; `page`
    the public page about them that events link to.
    """
    router = APIRouter()

    @router.head("/calendars/{token}.ics", include_in_schema=False)
    @router.get("/calendars/{token}.ics", response_class=Response)
    def calendar(token: str, request: Request) -> Response:
        feed = subscriptions.feed(token)
        if feed is None:
            raise HTTPException(404)
        plans = register()
        # Not the present time: the same calendar is the same text, so that it need not be sent.
        changed = max(revised(), feed.changed_at).replace(microsecond=0)
        body = calendar_text(plans, _tasks(plans, feed), _name(plans, feed), changed, page).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {
            "ETag": tag,
            "Last-Modified": format_datetime(changed, usegmt=True),
            "Cache-Control": "private, no-cache",
        }
        if _is_known(request, tag, changed):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="han-viec.ics"'
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return router


def _tasks(register: Register, feed: Feed) -> tuple[Task, ...]:
    """What the calendar shows, each task once."""
    return tuple(
        dict.fromkeys(
            task for each in feed.subscriptions for task in covered(register, each.kind, each.value)
        )
    )


def _name(register: Register, feed: Feed) -> str:
    if feed.whole:
        return "Bạn Học Số: hạn các việc theo dõi"
    [subscription] = feed.subscriptions
    tasks = covered(register, subscription.kind, subscription.value)
    if subscription.kind == "unit" or not tasks:
        return f"Hạn việc: {subscription.value}"
    if subscription.kind == "document":
        return f"Hạn việc: {document_in_words(register.document(subscription.value))}"
    return f"Hạn việc: {tasks[0].name}"


def _is_known(request: Request, tag: str, changed: datetime) -> bool:
    """Whether who asks has it already (RFC 9110, 13.2.2: the tag counts before the time)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        held = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return tag in held or "*" in held
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return changed <= since
    except (TypeError, ValueError):  # no time, or one without a zone
        return False
