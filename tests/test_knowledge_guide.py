"""The examples in docs/knowledge.md pass the check that officials are told to run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bot.learning.check import check
from bot.settings import ROOT

GUIDE = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"Tệp `knowledge/([^`]+)`.*?```yaml\n(.*?)```", re.DOTALL)


def test_the_examples_have_no_mistake(tmp_path: Path) -> None:
    knowledge = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
    examples = EXAMPLE.findall(GUIDE)
    assert len(examples) == 2
    for file, text in examples:
        assert not (knowledge / file).exists()
        (knowledge / file).write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check(knowledge) if not problem.warning] == []
