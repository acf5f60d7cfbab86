"""The ids by which the files of `knowledge/` refer to each other."""

from __future__ import annotations

import re
from typing import Literal

from bot.knowledge.schema import Text

__all__ = [
    "FaqId",
    "Group",
    "LessonId",
    "ModuleId",
    "Name",
    "OutcomeId",
    "QuestionId",
    "SituationId",
    "module_id_of",
]

Group = Literal["dan", "hssv", "nld", "cbcc"]
"""Citizens, pupils and students, workers, public employees: the groups of the plans."""


class ModuleId(Text):
    """For example M01."""

    regex = re.compile(r"^M\d\d$")


class OutcomeId(Text):
    """For example M01-O1."""

    regex = re.compile(r"^M\d\d-O\d+$")


class LessonId(Text):
    """For example M01-L1."""

    regex = re.compile(r"^M\d\d-L\d+$")


class QuestionId(Text):
    """For example M01-L1-Q1."""

    regex = re.compile(r"^M\d\d-L\d+-Q\d+$")


class SituationId(Text):
    """For example M01-S1."""

    regex = re.compile(r"^M\d\d-S\d+$")


class FaqId(Text):
    """For example M01-F1."""

    regex = re.compile(r"^M\d\d-F\d+$")


class Name(Text):
    """A short name of a route or a form of scam, like ``cho_so_4t``."""

    regex = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def module_id_of(id: str) -> str:
    """The module's part of the id of a lesson, outcome, question or situation."""
    return id.partition("-")[0]
