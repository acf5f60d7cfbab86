"""``knowledge/faq/first_hour.yml``: what to do in the first hour after being scammed."""

from __future__ import annotations

from pydantic import Field

from bot.knowledge.schema import Day, Strict, Text

__all__ = ["FirstHourFile", "FirstHourStep"]


class FirstHourStep(Strict):
    """One step, and the same in plainer words."""

    title: Text
    text: Text
    simpler: Text


class FirstHourFile(Strict):
    """The steps in their order. The first three are said at once to a person who was scammed."""

    title: Text
    asked: list[Text] = Field([], description="Người bị lừa kể hay hỏi thế nào.")
    checked: Day
    sources: list[Text] = Field(min_items=1)
    steps: list[FirstHourStep] = Field(min_items=3)
