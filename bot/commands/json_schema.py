"""JSON Schemas of the knowledge files, for editors that complete and check while one types.

https://json-schema.org/draft-07 as pydantic writes it; what a schema cannot say (links between
files, style, spelling) is left to `bot knowledge check`.
"""

from __future__ import annotations

import json
from pathlib import Path

from bot.answers.scams.files import SignsFile, SitesFile
from bot.knowledge.address import AddressFormsFile
from bot.knowledge.facts import FactsFile
from bot.knowledge.schema import Strict
from bot.learning.confirmation import ConfirmationFile
from bot.learning.faq import FaqFile
from bot.learning.files import LessonFile, ModuleFile, QuestionsFile, SituationsFile
from bot.learning.first_hour import FirstHourFile
from bot.learning.framework import FrameworkFile
from bot.learning.guides import GuideFile
from bot.learning.reminder_file import RemindersFile
from bot.learning.routes import RoutesFile
from bot.learning.scams import ScamsFile
from bot.learning.spelling import SpellingFile
from bot.plans.files import ConflictsFile, DocumentFile, UnitsFile

__all__ = ["schemas", "write_schemas"]

_FILES: dict[str, type[Strict]] = {
    "address_forms": AddressFormsFile,
    "confirmation": ConfirmationFile,
    "facts": FactsFile,
    "faq": FaqFile,
    "first_hour": FirstHourFile,
    "framework": FrameworkFile,
    "guide": GuideFile,
    "lesson": LessonFile,
    "module": ModuleFile,
    "plan_conflicts": ConflictsFile,
    "plan_document": DocumentFile,
    "plan_units": UnitsFile,
    "questions": QuestionsFile,
    "reminders": RemindersFile,
    "routes": RoutesFile,
    "scams": ScamsFile,
    "safety_signs": SignsFile,
    "safety_sites": SitesFile,
    "situations": SituationsFile,
    "spelling": SpellingFile,
}


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file, without ``.json``."""
    return {name: _text(model) for name, model in _FILES.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Writes all of them below `folder`, and gives the paths."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in schemas().items():
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def _text(model: type[Strict]) -> str:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", **model.schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
