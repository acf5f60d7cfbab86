"""The exam in conversation: its time, its end, and the way back to what was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sitting import NOW, Sitting

from actions.services import Services, services
from bot.learning.exam import Exam
from bot.learning.learner import Attempt
from bot.learning.quiz import shown_options

COUNT = 36


@pytest.fixture(name="held", scope="module")
def _held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_DATA_DIR", str(tmp_path_factory.mktemp("exams")))
        services.cache_clear()
        held = services()
        yield held
        held.learners.engine.dispose()
        services.cache_clear()


@pytest.fixture(name="sitting")
def _sitting(held: Services, request: pytest.FixtureRequest) -> Sitting:
    person = f"rest:{request.node.name}"
    held.learners.enrol(person, "2026-11", NOW)
    return Sitting(held, person)


def exam_of(sitting: Sitting) -> Exam:
    """The exam the person is in."""
    return Exam.from_dict(sitting.slots["activity"]["exam"])


async def begin(sitting: Sitting) -> Exam:
    """Up to the first question."""
    await sitting.do("take_exam")
    await sitting.press("Bắt đầu thi")
    assert f"Câu 1/{COUNT}. " in sitting.said[-1]
    return exam_of(sitting)


async def answer(sitting: Sitting, right: bool, seconds: float = 10) -> None:
    """The open question, rightly or wrongly."""
    exam = exam_of(sitting)
    question = sitting.services.library.curriculum.question(exam.questions[len(exam.answers)])
    options = shown_options(question, exam.seed)
    place = next(n for n, option in enumerate(options, 1) if option.correct == right)
    await sitting.press(f"{place}. ", seconds)


def is_over(sitting: Sitting) -> bool:
    """Whether the exam is closed, in the conversation and in the store."""
    closed = sitting.services.learners.open_exam(sitting.person) is None
    assert closed == (sitting.slots["activity"] is None)
    return closed


async def test_the_rules_are_told_before_it_begins(sitting: Sitting) -> None:
    await sitting.do("take_exam")
    told = "\n".join(sitting.said)
    for words in ("36 câu", "80%", "60%", "còn 2 lần thi", "60 phút", "7 ngày", "“thoát”"):
        assert words in told
    assert list(sitting.buttons) == ["1. Bắt đầu thi", "2. Để lúc khác"]


async def test_time_is_what_was_answered_in(sitting: Sitting) -> None:
    await begin(sitting)
    await answer(sitting, True, seconds=30)
    assert exam_of(sitting).used == 30
    # The bot was not there for an hour; the answer came in before.
    await sitting.do("dont_know", seconds=10, away=3600)
    assert exam_of(sitting).used == 40
    # A word aside is on the exam's time, whatever it was about.
    await sitting.do("help", seconds=25)
    assert "Câu 3/36. " in sitting.said[-1]
    assert exam_of(sitting).used == 65
    # Left with a word: what lies between is not.
    await sitting.do("stop", seconds=5)
    await sitting.do("resume", seconds=86400)
    assert "Câu 3/36. " in sitting.said[-1]
    await answer(sitting, True, seconds=10)
    assert exam_of(sitting).used == 80
    # Left without one: three minutes at most.
    await answer(sitting, True, seconds=7200)
    assert exam_of(sitting).used == 80 + 180
    assert sitting.services.learners.open_exam(sitting.person) == exam_of(sitting).to_dict()


async def test_told_once_when_little_time_is_left_and_closed_when_none_is(
    sitting: Sitting,
) -> None:
    await begin(sitting)
    warned = []
    for number in range(1, 21):
        await answer(sitting, True, seconds=170)
        if any("nữa là hết giờ thi" in text for text in sitting.said):
            warned.append(number)
        if number < 20:
            assert f"Câu {number + 1}/36. " in sitting.said[-1]
    # 60 minutes are 21.2 answers of 170 s; of five minutes' warning it is the twentieth.
    assert warned == [20]
    assert "Còn khoảng 4 phút" in sitting.said[0]
    await answer(sitting, True, seconds=170)
    assert not is_over(sitting)
    await answer(sitting, True, seconds=170)
    assert is_over(sitting)
    assert "Hết 60 phút làm bài rồi" in sitting.said[0]
    # The answer that ran over counts as well.
    assert "đúng 22/36 câu, chưa đạt" in sitting.said[1]


async def test_the_time_runs_out_in_a_word_aside_as_well(sitting: Sitting) -> None:
    await begin(sitting)
    for _ in range(20):
        await answer(sitting, True, seconds=170)
    await sitting.do("help", seconds=170)
    await sitting.do("help", seconds=170)
    assert is_over(sitting)
    assert any("Hết 60 phút" in text for text in sitting.said)
    assert any("đúng 20/36 câu" in text for text in sitting.said)


@pytest.mark.parametrize("back_by", ["take_exam", "resume", "answer"])
async def test_after_a_week_it_is_closed_with_what_was_answered(
    sitting: Sitting, back_by: str
) -> None:
    await begin(sitting)
    await answer(sitting, True)
    await sitting.do("stop")
    sitting.now += timedelta(days=7)
    await sitting.do(back_by, value="1") if back_by == "answer" else await sitting.do(back_by)
    assert is_over(sitting)
    assert "để quá 7 ngày" in "\n".join(sitting.said)
    assert "đúng 1/36 câu" in "\n".join(sitting.said)
    # That day's attempt is long past.
    await sitting.do("take_exam")
    assert "còn 2 lần thi" in sitting.said[0]


async def test_one_left_for_a_lesson_is_found_again(sitting: Sitting) -> None:
    exam = await begin(sitting)
    await answer(sitting, True, seconds=20)
    await sitting.do("choose_module", value="M03-L1")
    await sitting.do("take_exam", seconds=9999)
    assert "làm được 1/36 câu, còn 60 phút" in sitting.said[0]
    await sitting.press("Thi tiếp")
    assert "Câu 2/36. " in sitting.said[-1]
    assert exam_of(sitting).questions == exam.questions
    assert exam_of(sitting).used == 20


async def test_one_left_for_a_lesson_is_closed_after_a_week(sitting: Sitting) -> None:
    await begin(sitting)
    await sitting.do("choose_module", value="M03-L1")
    sitting.now += timedelta(days=8)
    await sitting.do("take_exam")
    assert "để quá 7 ngày" in sitting.said[0]
    assert sitting.services.learners.open_exam(sitting.person) is None
    assert sitting.slots["activity"]["kind"] == "lesson"


async def test_what_was_missed_leads_back_to_its_lessons(sitting: Sitting) -> None:
    """Page by page, each short enough to be read out, every lesson a choice that opens it."""
    exam = await begin(sitting)
    for _ in range(COUNT):
        await answer(sitting, False)
    assert "đúng 0/36 câu, chưa đạt" in sitting.said[0]
    assert "Mấy phần chưa đủ: “Làm quen điện thoại thông minh”, " in sitting.said[1]
    assert "và 9 phần nữa" in sitting.said[1]
    curriculum = sitting.services.library.curriculum
    outcomes = {curriculum.question(id).outcome_id for id in exam.questions}
    assert f"hỏi {len(outcomes)} việc cần biết làm, bác đã vững 0 việc" in sitting.said[2]
    told: list[str] = []
    opened: set[str] = set()
    while True:
        told += [line for line in sitting.said[-1].splitlines() if line.startswith("- ")]
        assert len(sitting.buttons) <= 4
        opened |= {each for each in sitting.buttons.values() if each.startswith("#choose_module:")}
        assert max(map(len, sitting.said)) <= 300
        if not any("Xem thêm" in title for title in sitting.buttons):
            break
        await sitting.press("Xem thêm")
    assert len(told) == len(outcomes)
    assert len(opened) >= len(outcomes) / 2
    title = next(title for title in sitting.buttons if "Ôn lại: " in title)
    await sitting.press(title)
    assert sitting.slots["activity"]["kind"] == "lesson"
    assert title.partition("Ôn lại: ")[2] in sitting.said[0]


async def test_passed_with_something_missed(sitting: Sitting) -> None:
    await begin(sitting)
    for number in range(COUNT):
        await answer(sitting, number != 4)
    assert "đã đạt: đúng 35/36 câu" in sitting.said[0]
    titles = list(sitting.buttons)
    assert titles[0] == "1. Nhận giấy chứng nhận"
    assert titles[1].startswith("2. Ôn lại: ")
    assert len(titles) == 2
    await sitting.press("Nhận giấy")
    assert "Tên của bác in trên giấy" in sitting.said[-1]


async def test_passed_without_a_mistake(sitting: Sitting) -> None:
    await begin(sitting)
    for _ in range(COUNT):
        await answer(sitting, True)
    assert "đúng 36/36 câu" in sitting.said[0]
    assert list(sitting.buttons) == ["Nhận giấy chứng nhận"]


async def test_an_old_button_for_more_means_nothing_later(sitting: Sitting) -> None:
    await sitting.do("take_exam", value="more-3")
    assert "Bài thi có 36 câu" in sitting.said[0]
    await sitting.press("Bắt đầu thi")
    await sitting.do("take_exam", value="more-3")
    assert "Câu 1/36. " in sitting.said[-1]


async def test_nothing_seen_lately_is_asked(sitting: Sitting) -> None:
    learners = sitting.services.learners
    lessons = sitting.services.library.curriculum.lessons
    seen = {q.id: each.id for each in lessons for q in each.questions[:3]}
    for number, (question, lesson) in enumerate(seen.items()):
        attempt = Attempt(question, lesson, "quiz", "a", True, False, None, NOW)
        learners.record_attempt(sitting.person, f"q{number}", attempt)
    first = await begin(sitting)
    assert seen.keys().isdisjoint(first.questions)
    for _ in range(COUNT):
        await answer(sitting, False)
    await sitting.do("take_exam")
    await sitting.press("Bắt đầu thi")
    second = exam_of(sitting)
    assert second.id != first.id
    assert (seen.keys() | set(first.questions)).isdisjoint(second.questions)


async def test_what_everybody_saw_yesterday_is_asked_less(sitting: Sitting) -> None:
    learners = sitting.services.learners
    curriculum = sitting.services.library.curriculum
    learners.enrol("rest:other", "2026-11", NOW)
    often = {q.id for lesson in curriculum.lessons for q in lesson.questions[3:]}
    for number, id in enumerate(sorted(often)):
        lesson = curriculum.question(id).lesson_id
        attempt = Attempt(id, lesson, "exam", "a", True, False, "e", NOW - timedelta(days=1))
        learners.record_attempt("rest:other", f"o{number}", attempt)
    exam = await begin(sitting)
    assert often.isdisjoint(exam.questions)
