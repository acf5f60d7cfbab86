"""`bot plans import`: drafts, differences, and nothing overwritten without being accepted."""

from pathlib import Path

import pytest

from bot.commands.plans import import_plans
from bot.knowledge.schema import parse_file
from bot.plans.files import DocumentFile

UNITS = """units:
  - name: Sở Y tế
    level: thuoc_tinh
    aliases:
      - Sở YT
"""
CONFLICTS = "conflicts: []\n"
PLAN = """Số: 7/KH-UBND
Bình Giang, ngày 02 tháng 01 năm 2026
KẾ HOẠCH
Mở lớp học
I. NHIỆM VỤ
1. Mở lớp học cho người cao tuổi
Chủ trì: Sở YT
Thời gian: {deadline}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register without documents."""
    folder = tmp_path / "knowledge" / "plans"
    folder.mkdir(parents=True)
    (folder / "units.yml").write_text(UNITS, encoding="utf-8")
    (folder / "conflicts.yml").write_text(CONFLICTS, encoding="utf-8")
    return folder


def _plan(tmp_path: Path, deadline: str = "trước ngày 20/3/2026") -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.format(deadline=deadline), encoding="utf-8")
    return path


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_draft_is_valid_and_the_register_as_before(tmp_path: Path, folder: Path) -> None:
    before = _contents(folder)
    assert import_plans([_plan(tmp_path)], folder, False, tmp_path / "out") == 0
    assert _contents(folder) == before
    draft = parse_file(tmp_path / "out" / "KH7.yml", DocumentFile).model
    task = draft.tasks[0]
    assert (draft.number, str(draft.issued)) == ("7/KH-UBND", "2026-01-02")
    assert (task.id, task.lead, task.lead_written) == ("KH7-I.1", ["Sở Y tế"], "Sở YT")
    assert (task.deadline.kind, str(task.deadline.end)) == ("date", "2026-03-19")
    assert (task.lines.first, task.lines.last) == (6, 8)


def test_every_field_has_its_line_beside_it(tmp_path: Path, folder: Path) -> None:
    import_plans([_plan(tmp_path)], folder, False, tmp_path / "out")
    text = (tmp_path / "out" / "KH7.yml").read_text(encoding="utf-8")
    assert "number: 7/KH-UBND  # dòng 1, chắc 95%" in text
    assert "lead_written: Sở YT  # dòng 7, chắc 95%" in text
    assert "issuer: chưa rõ  # không tìm thấy" in text


def test_accepted_it_is_in_the_register(tmp_path: Path, folder: Path) -> None:
    assert import_plans([_plan(tmp_path)], folder, True, tmp_path / "out") == 0
    assert parse_file(folder / "KH7.yml", DocumentFile).model.tasks[0].section == "I.1"
    assert not list(folder.glob(".*"))


def test_a_registered_document_is_compared(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_plans([_plan(tmp_path)], folder, True, tmp_path / "out")
    capsys.readouterr()
    import_plans([_plan(tmp_path, "Quý II/2026")], folder, False, tmp_path / "out")
    said = capsys.readouterr().out
    assert "So với KH7 trong sổ: 1 điểm khác" in said
    assert "đổi: KH7-I.1 thời hạn" in said
    assert "Quý II/2026" in said
    kept = parse_file(folder / "KH7.yml", DocumentFile).model.tasks[0]
    assert kept.deadline.kind == "date"


def test_our_own_wording_outlives_an_import(tmp_path: Path, folder: Path) -> None:
    import_plans([_plan(tmp_path)], folder, True, tmp_path / "out")
    path = folder / "KH7.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("name: Mở lớp học cho người cao tuổi", "name: Dạy người cao tuổi")
    text = text.replace("aliases: []", "aliases:\n  - Kế hoạch 7")
    path.write_text(text, encoding="utf-8")
    assert import_plans([_plan(tmp_path, "Quý II/2026")], folder, True, tmp_path / "out") == 0
    after = parse_file(path, DocumentFile).model
    assert (after.tasks[0].name, after.aliases) == ("Dạy người cao tuổi", ("Kế hoạch 7",))
    assert after.tasks[0].deadline.kind == "period"


def test_what_does_not_fit_is_not_written(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "units.yml").write_text("units: []\n", encoding="utf-8")
    assert import_plans([_plan(tmp_path)], folder, True, tmp_path / "out") == 1
    assert not (folder / "KH7.yml").exists()
    said = capsys.readouterr()
    assert "units.yml không có đơn vị “Sở YT”" in said.out
    assert "không ghi vì có 1 lỗi" in said.err


def test_a_reviewed_draft_is_accepted_as_it_is(tmp_path: Path, folder: Path) -> None:
    import_plans([_plan(tmp_path)], folder, False, tmp_path / "out")
    draft = tmp_path / "out" / "KH7.yml"
    text = draft.read_text(encoding="utf-8").replace("issuer: chưa rõ", "issuer: Sở Y tế")
    draft.write_text(text, encoding="utf-8")
    assert import_plans([draft], folder, False, tmp_path / "out") == 0
    assert not (folder / "KH7.yml").exists()
    assert import_plans([draft], folder, True, tmp_path / "out") == 0
    assert parse_file(folder / "KH7.yml", DocumentFile).model.issuer == "Sở Y tế"


def test_no_plan_is_refused_by_file_and_line(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Hôm nay trời đẹp.\n", encoding="utf-8")
    assert import_plans([path], folder, False, tmp_path / "out") == 1
    assert f"{path}:1: Không thấy nhiệm vụ" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, folder: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert import_plans([empty, _plan(tmp_path)], folder, False, tmp_path / "out") == 1
    assert (tmp_path / "out" / "KH7.yml").exists()
