"""A small knowledge folder, as files and as values, for the tests of this folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.learning.curriculum import Bubble, Curriculum, Lesson, Module, Option, Outcome, Question

FACTS = """\
facts:
  - id: hotline
    kind: telephone
    value: "1900.0000"
    statement: Tổng đài
    status: confirmed
    source: Công văn
    checked: 2026-11
    recheck_days: 180
    asked: [tổng đài số mấy]
"""

FRAMEWORK = """\
exam:
  questions_per_module: {value: 2, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  pass_percent: {value: 80, source: "Công văn ghi ở {fact_hotline}"}
  module_minimum_percent: {value: 60, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  attempts_per_day: {value: 2, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  minutes: {value: 30, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  seconds_per_question: {value: 120, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  warning_minutes: {value: 5, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  days_open: {value: 7, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  avoided_quizzes: {value: 1, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  avoided_exams: {value: 1, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
  exposure: {value: 3, source: "Quy định của Bạn Học Số, cho đến khi khác đi"}
quiz:
  questions_per_lesson: 2
  times_asked_again: 1
mastery:
  mastered_percent: 80
placement:
  least_questions: 2
  most_questions: 3
  doubt_percent: 20
  skip_percent: 70
  source: Quy định của Bạn Học Số
reviews:
  retention_percent: 90
  most_questions: 5
  times_asked_again: 1
  pause_hours: 4
  source: Quy định của Bạn Học Số
reminders:
  first_hour: 7
  last_hour: 21
  most_unanswered: 2
  late_minutes: 120
  source: Quy định của Bạn Học Số
groups:
  stuck_after: 2
  active_days: 7
  source: Quy định của Bạn Học Số
"""

REMINDERS = """\
review: "{Ban} ơi, đến giờ ôn bài."
lesson: "{Ban} ơi, đến giờ học bài."
stop: "Không muốn nhắc nữa, {ban} nhắn “thôi nhắc”."
last: "Lần này chưa rảnh thì {toi} thôi nhắc."
zones:
  - {id: vn, zone: Asia/Ho_Chi_Minh, title: Giờ Việt Nam, names: [Việt Nam]}
  - {id: jp, zone: Asia/Tokyo, title: Giờ Nhật Bản, names: [Nhật]}
"""

ADDRESS_FORMS = """\
forms:
  - {id: bac, ban: bác, toi: cháu, title: Bác}
default: {ban: quý vị, toi: tôi}
"""

MODULE = """\
id: M01
title: Làm quen điện thoại thông minh
outcomes:
  - id: M01-O1
    text: Bật, tắt
aliases: [smartphone]
groups: [dan]
prerequisites: []
tt02_domains: [I]
digcomp3_areas: [1]
qd757_codes: []
"""

LESSON = """\
id: {id}
title: Nút nguồn
outcome: M01-O1
checked: 2026-11-22
sources: []
bubbles:
  - text: >-
      {{Ban}} nhìn cạnh máy: có một nút dài, đó là nút nguồn.
    simpler: Nút nguồn ở cạnh máy.
  - text: "{{Ban}} bấm nhẹ một cái."
    simpler: Bấm nhẹ.
  - text: Cần hỏi thì {{ban}} gọi {{fact_hotline}}.
    simpler: Gọi {{fact_hotline}}.
    spoken: Gọi số {{fact_hotline}}.
    asked: [gọi số mấy]
"""

QUESTION = """\
  - id: {id}
    outcome: M01-O1
    difficulty: 1
    stem: {stem}
    hint: Nhìn quanh máy xem.
    options:
      - text: Ở cạnh máy
        correct: true
        feedback: Nút nguồn nằm ở cạnh để ngón tay dễ bấm.
      - text: Trong hộp giấy
        feedback: Trong hộp chỉ có dây sạc.
"""

STEMS = {
    "M01-L1-Q1": "Nút nguồn ở đâu?",
    "M01-L1-Q2": "Muốn màn hình sáng thì bấm chỗ nào?",
    "M01-L2-Q1": "Khi máy đổ chuông, tay tìm gì?",
    "M01-L2-Q2": "Ngón cái thường đặt lên đâu?",
}

SITUATIONS = """\
module: M01
situations:
  - id: M01-S1
    lesson: M01-L1
    outcome: M01-O1
    difficulty: 2
    stem: Trời tối, màn hình tắt ngấm. Làm gì trước?
    hint: Tìm phía phải.
    options:
      - text: Tháo pin ra
        feedback: Không cần, máy chỉ đang ngủ.
      - text: Bấm nhẹ một cái
        correct: true
        feedback: Máy sẽ thức dậy.
"""

FAQ = """\
module: M01
questions:
  - id: M01-F1
    question: Nút nguồn nằm chỗ nào?
    also_asked: [mở màn hình kiểu chi]
    answer: Nút nguồn ở cạnh máy, {ban} bấm nhẹ một cái.
    steps: [Cầm máy lên, Bấm nhẹ vào nút]
    lesson: M01-L1
    sources: []
    checked: 2026-11-22
"""

SCAMS = """\
sources: [Cẩm nang]
checked: 2026-11-22
groups:
  - {id: fake, title: Giả mạo}
scams:
  - id: fake_police
    group: fake
    title: Giả công an
    also_called: [tự xưng công an]
    story: Có người gọi, tự nhận là công an.
    example: “Bác phải chuyển tiền ngay.”
    signs: [Giục làm ngay, Bắt giữ kín]
    act: [Ngắt máy, Kể với người nhà]
    lesson: M01-L2
"""

FIRST_HOUR = """\
title: Giờ đầu
checked: 2026-11-22
sources: [Báo]
steps:
  - {title: Dừng lại, text: Đừng chuyển thêm., simpler: Dừng.}
  - {title: Gọi ngân hàng, text: Gọi số sau thẻ., simpler: Gọi ngay.}
  - {title: Giữ bằng chứng, text: Đừng xóa gì., simpler: Đừng xóa.}
asked: [vừa bị lừa thì làm gì]
"""

CONFIRMATION = """\
checked: 2026-11-22
sources: [Báo]
steps:
  - id: login
    title: Đăng nhập
    text: Gọi {fact_hotline} rồi đăng nhập.
    question: "{Ban} đã đăng nhập được chưa?"
    stuck: Nhờ người nhà.
    status: confirmed
  - id: result
    title: Xem kết quả
    text: Mở máy ra xem.
    question: "{Ban} đã xem chưa?"
    stuck: Nhờ người nhà.
    status: unconfirmed
    unsure: Xem ở mục nào thì {toi} chưa chắc.
"""

ROUTES = """\
routes:
  - id: phone
    title: Dùng điện thoại
    aim: Biết bật máy.
    groups: [dan]
    source: Kế hoạch
    parts:
      - {title: Ngược lại, lessons: [M01-L2, M01-L1]}
      - {title: Thêm nữa, audience: Cán bộ, lessons: [M01-L2]}
"""

GUIDE = """\
module: M01
checked: 2026-11-22
steps:
  - do: Mời mọi người cầm máy lên.
    say: Cả lớp tìm nút nguồn.
  - do: Đi một vòng, xem ai cần giúp.
    say: Bấm nhẹ một cái.
  - do: Hỏi lại một lượt.
    say: Về nhà tập thêm.
helps:
  - lesson: M01-L1
    hint: "{Ban} ngồi cạnh, để người học tự bấm."
  - lesson: M01-L2
    hint: Cùng bấm lại một lần.
"""

SPELLING = """\
words: [VNeID]
confusions:
  - {wrong: xử dụng, right: sử dụng}
"""


def write_knowledge(folder: Path) -> Path:
    """Writes one module of two lessons with two questions each, without any mistake."""
    (folder / "curriculum" / "M01").mkdir(parents=True)
    (folder / "questions").mkdir()
    (folder / "faq").mkdir()
    (folder / "leaders").mkdir()
    (folder / "leaders" / "M01.yml").write_text(GUIDE)
    (folder / "faq" / "M01.yml").write_text(FAQ)
    (folder / "faq" / "scams.yml").write_text(SCAMS)
    (folder / "faq" / "first_hour.yml").write_text(FIRST_HOUR)
    (folder / "confirmation.yml").write_text(CONFIRMATION)
    (folder / "reminders.yml").write_text(REMINDERS)
    (folder / "routes.yml").write_text(ROUTES)
    (folder / "spelling.yml").write_text(SPELLING)
    (folder / "questions" / "M01.yml").write_text(SITUATIONS)
    (folder / "facts.yml").write_text(FACTS)
    (folder / "framework.yml").write_text(FRAMEWORK)
    (folder / "address_forms.yml").write_text(ADDRESS_FORMS)
    (folder / "curriculum" / "M01" / "module.yml").write_text(MODULE)
    for id in ("M01-L1", "M01-L2"):
        (folder / "curriculum" / "M01" / f"{id}.yml").write_text(LESSON.format(id=id))
        questions = "".join(
            QUESTION.format(id=f"{id}-Q{number}", stem=STEMS[f"{id}-Q{number}"])
            for number in (1, 2)
        )
        (folder / "questions" / f"{id}.yml").write_text(f"lesson: {id}\nquestions:\n{questions}")
    return folder


def replace_in(path: Path, old: str, new: str) -> None:
    """Puts `new` in place of the first `old` of the file; fails where it is not there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def question(id: str, options: int = 3, difficulty: int = 1) -> Question:
    """A question whose correct option is the last."""
    return Question(
        id=id,
        lesson_id=id.rpartition("-")[0],
        outcome_id="M01-O1",
        difficulty=difficulty,
        stem="Câu hỏi",
        hint=f"Gợi ý {id}",
        options=tuple(
            Option(f"Phương án {chr(65 + number)}", "Vì thế.", number == options - 1)
            for number in range(options)
        ),
    )


def lesson(id: str, questions: int) -> Lesson:
    """A lesson of this many questions, of difficulties 1, 2, 3, 1, …"""
    return Lesson(
        id=id,
        module_id=id.partition("-")[0],
        title=f"Bài {id}",
        outcome_id="M01-O1",
        bubbles=(Bubble("Chữ", "Chữ"),),
        questions=tuple(
            question(f"{id}-Q{number + 1}", difficulty=number % 3 + 1)
            for number in range(questions)
        ),
        sources=(),
        checked=date(2026, 11, 22),
    )


def module(
    id: str, questions: tuple[int, ...], title: str = "Mô-đun", aliases: tuple[str, ...] = ()
) -> Module:
    """A module with one lesson for each entry of `questions`: how many questions it has."""
    lessons = tuple(
        lesson(f"{id}-L{number}", count) for number, count in enumerate(questions, start=1)
    )
    return Module(id, title, (Outcome(f"{id}-O1", "Biết"),), lessons, aliases, ("dan",), ())


CURRICULUM = Curriculum(
    (
        module("M01", (4, 4), "Làm quen điện thoại thông minh", ("smartphone", "máy")),
        module("M03", (4, 1, 3), "VNeID: định danh điện tử", ("vneid", "căn cước")),
        module("M09", (5,), "Phòng chống lừa đảo trên mạng", ("lừa đảo", "mạng")),
    )
)
