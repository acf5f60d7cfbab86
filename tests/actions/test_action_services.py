"""What the actions work with is opened from the settings."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from actions.services import open_services
from bot.knowledge.problem import KnowledgeError
from bot.learning.signing import SigningKeyError
from bot.settings import ROOT, Settings


def test_the_data_folder_is_made_with_a_private_key_and_a_database(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new" / "data")
    held = open_services(settings)
    key = settings.data_dir / "signing-key.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert held.learners.find("rest:a") is None
    assert held.library.curriculum.modules
    again = open_services(settings)
    assert again.certificates.key.private_bytes_raw() == held.certificates.key.private_bytes_raw()


def test_a_mistake_in_the_knowledge_is_told_when_it_is_first_read(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    lesson = knowledge / "curriculum" / "M01" / "M01-L1.yml"
    lesson.write_text(lesson.read_text().replace("title:", "tilte:", 1))
    services = open_services(Settings(data_dir=tmp_path / "data", knowledge_dir=knowledge))
    with pytest.raises(KnowledgeError, match=r"M01-L1\.yml:2: tilte"):
        _ = services.library


def test_a_damaged_signing_key_is_not_replaced(tmp_path: Path) -> None:
    key = tmp_path / "signing-key.pem"
    key.write_text("nonsense")
    with pytest.raises(SigningKeyError):
        open_services(Settings(data_dir=tmp_path))
    assert key.read_text() == "nonsense"
