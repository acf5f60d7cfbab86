"""GIFT files into a knowledge folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_knowledge import replace_in, write_knowledge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.problem import KnowledgeError
from bot.knowledge.schema import parse_file
from bot.learning.exchange.exporting import export_questions
from bot.learning.exchange.groups import read_group
from bot.learning.exchange.importing import ImportReport, import_gift
from bot.learning.exchange.questions import Entry
from bot.learning.exchange.yaml_text import new_text, with_entries
from bot.learning.files import QuestionEntry, QuestionsFile, SituationsFile

GIFT = Path(__file__).parent / "gift"

COMMENTED = """\
# Đầu tệp
lesson: M01-L1
questions: # danh sách

  # câu một
  - id: M01-L1-Q1
    outcome: M01-O1   # mục tiêu
    difficulty: 1
    stem:   'Nút nguồn ở đâu?'
    # về gợi ý
    hint: Nhìn quanh
      máy xem.
    options:
      - {text: Ở cạnh máy, correct: true, feedback: Dễ bấm.}
      - text: Trong hộp giấy
        feedback: >-
          Trong hộp
          # chỉ có dây sạc.

  # câu hai
  - id: M01-L1-Q2
    outcome: M01-O1
    difficulty: 1
    stem: Bấm thế nào?
    hint: Như gõ cửa.
    options:
      - text: Nhẹ
        correct: true
        feedback: Đủ rồi.
      - text: Mạnh
        feedback: Không cần.
  # cuối tệp
"""

NEW = """\
// [id:{id}] [tag:difficulty-3]
// hint: Nhìn quanh máy xem.
::x::[plain]{stem}{{
=Ở trên bàn này#Vì thế.
~Ở trong hộp#Không phải.
}}
"""


def new(id: str = "", stem: str = r"Cái nút ấy \: ở đâu?") -> str:
    return NEW.format(id=id or "của tôi", stem=stem)


class Desk:
    """A knowledge folder, and a GIFT file beside it."""

    def __init__(self, place: Path) -> None:
        self.folder = write_knowledge(place / "knowledge")
        self.gift = place / "new.gift"

    def file(self, group: str) -> Path:
        return self.folder / "questions" / f"{group}.yml"

    def take(self, text: str, lesson: str | None = None) -> ImportReport:
        self.gift.write_text(text)
        return import_gift(self.gift, self.folder, lesson)

    def problems(self, text: str, lesson: str | None = None) -> list[tuple[str, int, str]]:
        """The problems; the folder stays as it is."""
        before = self.contents()
        with pytest.raises(KnowledgeError) as caught:
            self.take(text, lesson)
        assert self.contents() == before
        found = caught.value.problems
        return [(problem.file.name, problem.line, problem.message) for problem in found]

    def contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_export_changes_nothing(desk: Desk) -> None:
    desk.file("M01-L1").write_text(COMMENTED)
    before = desk.contents()
    report = desk.take(export_questions(desk.folder, "gift", "M01-L1"))
    assert report == ImportReport((), (), ("M01-L1-Q1", "M01-L1-Q2"), ())
    assert desk.contents() == before


def test_a_changed_question_leaves_all_other_lines_alone(desk: Desk) -> None:
    desk.file("M01-L1").write_text(COMMENTED)
    text = export_questions(desk.folder, "gift", "M01-L1")
    report = desk.take(
        text.replace("Dễ bấm.", r"Vì nó dễ bấm nhất\: \{ban\} chỉ cần một ngón tay.")
    )
    assert report == ImportReport((), ("M01-L1-Q1",), ("M01-L1-Q2",), (desk.file("M01-L1"),))
    start, end = COMMENTED.index("  - id: M01-L1-Q1"), COMMENTED.index("\n  # câu hai")
    assert desk.file("M01-L1").read_text() == (
        COMMENTED[:start]
        + """\
  # về gợi ý
  - id: M01-L1-Q1
    outcome: M01-O1
    difficulty: 1
    stem: Nút nguồn ở đâu?
    hint: Nhìn quanh máy xem.
    options:
      - text: Ở cạnh máy
        correct: true
        feedback: >-
          Vì nó dễ bấm nhất: {ban} chỉ cần một ngón tay.
      - text: Trong hộp giấy
        feedback: >-
          Trong hộp # chỉ có dây sạc.
"""
        + COMMENTED[end:]
    )


def test_a_new_question_goes_to_the_end(desk: Desk) -> None:
    desk.file("M01-L1").write_text(COMMENTED)
    assert desk.take(new(), "M01-L1").added == ("M01-L1-Q3",)
    end = COMMENTED.index("  # cuối tệp")
    assert desk.file("M01-L1").read_text() == (
        COMMENTED[:end]
        + """\
  - id: M01-L1-Q3
    outcome: M01-O1
    difficulty: 3
    stem: "Cái nút ấy : ở đâu?"
    hint: Nhìn quanh máy xem.
    options:
      - text: Ở trên bàn này
        correct: true
        feedback: >-
          Vì thế.
      - text: Ở trong hộp
        feedback: >-
          Không phải.
"""
        + COMMENTED[end:]
    )


def test_free_numbers_avoid_those_asked_for(desk: Desk) -> None:
    text = new(stem="Câu mới?") + "\n" + new("M01-L1-Q7", stem="Câu bảy?")
    assert desk.take(text, "M01-L1").added == ("M01-L1-Q8", "M01-L1-Q7")
    ids = [entry.id for entry in read_group(desk.file("M01-L1")).entries]
    assert ids == ["M01-L1-Q1", "M01-L1-Q2", "M01-L1-Q8", "M01-L1-Q7"]


def test_situations_in_a_new_file_then_changed(desk: Desk) -> None:
    desk.file("M01").unlink(missing_ok=True)
    text = f"$CATEGORY: $course$/Bạn Học Số/M01/Tình huống\n\n// [tag:lesson-M01-L2]\n{new()}"
    assert desk.take(text).added == ("M01-S1",)
    (entry,) = parse_file(desk.file("M01"), SituationsFile).model.situations
    assert (entry.id, entry.lesson, entry.outcome, entry.difficulty) == (
        *("M01-S1", "M01-L2", "M01-O1"),
        3,
    )
    assert desk.file("M01").read_text().startswith("module: M01\nsituations:\n  - id: M01-S1\n")
    assert desk.take(new("M01-S1", "Bây giờ ở đâu?")).replaced == ("M01-S1",)
    (entry,) = parse_file(desk.file("M01"), SituationsFile).model.situations
    assert (entry.lesson, entry.stem) == ("M01-L2", "Bây giờ ở đâu?")


def test_an_export_of_moodle(desk: Desk) -> None:
    """Its questions have no hints where none is there yet, as Moodle drops them."""
    desk.file("M01").unlink(missing_ok=True)
    text = (GIFT / "moodle_export.gift").read_text()
    lines = [line for _, line, message in desk.problems(text) if "hint:" in message]
    assert lines == [17, 24, 33]
    for start in ("::Dấu", "::Tắt", "::M01-S1"):
        text = text.replace(f"\n{start}", f"\n// hint: Nghĩ lại xem.\n{start}")
    report = desk.take(text)
    assert report.added == ("M01-L1-Q3", "M01-L1-Q4", "M01-S1")
    assert report.replaced == ("M01-L1-Q1",)
    first = read_group(desk.file("M01-L1")).entries[0]
    assert first.hint == "Nhìn quanh máy xem."
    assert first.options[2].feedback == (
        "Sau lưng là máy ảnh:\n“mắt” của máy. Nhớ: nhìn cạnh máy trước."
    )


@pytest.mark.parametrize(
    ("text", "lesson", "problem"),
    [
        ("", None, (1, "Tệp không có câu hỏi nào.")),
        (new(), None, (3, "Chưa biết câu này thuộc bài nào")),
        (new(), "M1", (1, "“M1” không phải mã bài")),
        (new(), "M01-L9", (3, "Không có bài M01-L9.")),
        (new(), "M01", (3, "Chưa biết tình huống này của bài nào")),
        (new("M01-L1-1"), None, (3, "Mã M01-L1-1 viết sai")),
        (f"$CATEGORY: M01-L2\n\n{new('M01-L1-Q1')}", None, (5, "Mã M01-L1-Q1 không thuộc")),
        (f"{new('M01-L1-Q1')}\n{new('M01-L1-Q1')}", None, (10, "Mã M01-L1-Q1 có hai lần.")),
        (f"{new()}\nCâu?{{}}", "M01-L1", (8, "Câu tự luận")),
    ],
)
def test_what_cannot_be_placed(
    desk: Desk, text: str, lesson: str | None, problem: tuple[int, str]
) -> None:
    ((name, line, message),) = desk.problems(text, lesson)
    assert (name, line) == ("new.gift", problem[0])
    assert message.startswith(problem[1])


@pytest.mark.parametrize(
    ("old", "changed", "line", "message"),
    [
        ("Cái nút ấy", "Bạn bấm", 3, "Chữ “Bạn”"),
        ("Cái nút ấy", "Rất " * 80 + "dài", 3, "Dài"),
        ("Ở trong hộp", "o tren ban nay", 5, "Phương án này giống"),
        ("Không phải.", "Không phải. " * 30, 5, "Dài"),
        ("[tag:difficulty-3]", "[tag:outcome-M01-O8]", 3, "Học phần không có mục tiêu M01-O8."),
    ],
)
def test_the_check_speaks_of_the_gift_file(
    desk: Desk, old: str, changed: str, line: int, message: str
) -> None:
    found = desk.problems(new().replace(old, changed), "M01-L1")
    assert any(each[:2] == ("new.gift", line) and each[2].startswith(message) for each in found), (
        found
    )


def test_a_broken_file_is_named_itself(desk: Desk) -> None:
    replace_in(desk.file("M01-L1"), "difficulty: 1", "difficulty: 9")
    assert desk.problems(new(), "M01-L1")[0][:2] == ("M01-L1.yml", 5)


def test_a_file_written_in_another_way_is_left_alone(desk: Desk) -> None:
    (entry, *_) = read_group(desk.file("M01-L1")).entries
    desk.file("M01-L1").write_text(f"lesson: M01-L1\nquestions: [{entry.json()}]\n")
    ((name, line, message),) = desk.problems(new(), "M01-L1")
    assert (name, line, message[:9]) == ("M01-L1.yml", 1, "Tệp viết ")


def test_files_that_are_no_text(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="Không có tệp này"):
        import_gift(tmp_path / "none.gift", desk.folder)
    desk.gift.write_bytes("Câu?\n".encode() + b"\xff")
    with pytest.raises(KnowledgeError, match="gift:2: Tệp không phải UTF-8"):
        import_gift(desk.gift, desk.folder)


def test_nothing_is_left_behind_where_writing_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, _: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    assert desk.problems(new(), "M01-L1")[0][2] == "Không ghi được tệp: Permission denied."


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay(desk: Desk, end: str) -> None:
    path = desk.file("M01-L1")
    old = path.read_text().rstrip("\n").replace("\n", end).encode()
    path.write_bytes(old)
    desk.take(new(), "M01-L1")
    text = path.read_bytes()
    assert text.startswith(old)
    assert text.endswith(end.encode())
    assert text.count(b"\n") == text.count(end.encode())


TEXT = st.lists(
    st.sampled_from(
        [
            *("{ban}", ": ", " #", "# ", "- ", "'", '"', "\\", "\n", "  ", "%", "@", "`", "!", "&"),
            *("*", "yes", "1", "null", "|", ">", "[", "]", "?", "“a”", "\xa0", "ế", "tiếng "),
            "x" * 110,
        ]
    ),
    min_size=1,
    max_size=40,
).map(lambda pieces: "\n".join(line.strip() for line in "".join(pieces).strip().split("\n")))


def entry_of(number: int, texts: list[str]) -> Entry:
    options = [
        {"text": texts[2], "feedback": texts[3], "correct": True},
        {"text": texts[4], "feedback": texts[5]},
    ]
    return QuestionEntry(
        **{"id": f"M01-L1-Q{number}", "outcome": "M01-O1", "difficulty": 1},
        **{"stem": texts[0], "hint": texts[1], "options": options},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(TEXT.filter(str.strip), min_size=6, max_size=6), min_size=1, max_size=2),
    st.lists(TEXT.filter(str.strip), min_size=6, max_size=6),
)
def test_yaml_says_what_was_meant(tmp_path: Path, many: list[list[str]], other: list[str]) -> None:
    path = tmp_path / "M01-L1.yml"
    entries = [entry_of(number, texts) for number, texts in enumerate(many, start=1)]
    text = new_text("lesson: M01-L1", "questions", entries)
    path.write_bytes(text.encode())
    assert parse_file(path, QuestionsFile).model.questions == entries
    changed, added = entry_of(1, other), entry_of(9, many[0])
    path.write_bytes(with_entries(text, "questions", {0: changed}, [added]).encode())
    assert parse_file(path, QuestionsFile).model.questions == [changed, *entries[1:], added]
    own = "x" * 110 not in "".join(["".join(each) for each in (*many, other)])
    assert not own or all(len(line) <= 100 for line in path.read_text().split("\n"))
