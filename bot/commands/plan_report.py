"""`bot plans report`: a unit's report on a quarter in the usual form, to be filled in."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

from bot.knowledge.problem import KnowledgeError
from bot.plans.register import load_register
from bot.plans.report_pdf import report_pdf
from bot.plans.report_workbook import report_workbook
from bot.plans.units import units_meant
from bot.settings import Settings
from bot.store.database import VIETNAM_TIME

__all__ = ["write_report"]

_WRITERS = {".xlsx": report_workbook, ".pdf": report_pdf}


def write_report(settings: Settings, unit: str, quarter: str, output: Path) -> int:
    """Writes the report on `quarter` (2026-Q4) as .xlsx or .pdf; says what it cannot do."""
    when = re.fullmatch(r"(\d{4})-Q([1-4])", quarter)
    writer = _WRITERS.get(output.suffix.lower())
    if when is None or writer is None:
        wrong = "Quý viết như 2026-Q4." if when is None else "Tên tệp phải có đuôi .xlsx hoặc .pdf."
        print(wrong, file=sys.stderr)
        return 2
    try:
        register = load_register(settings.knowledge_dir / "plans")
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    meant = units_meant(register, unit, ())
    if len(meant) != 1:
        known = meant or sorted(each.name for each in register.units)
        print(f"Chưa rõ là đơn vị nào: {unit}. Trong sổ có:", *known, sep="\n- ", file=sys.stderr)
        return 1
    today = datetime.now(VIETNAM_TIME).date()
    output.write_bytes(writer(register, meant[0], int(when[1]), int(when[2]), today))
    print(output)
    return 0
