"""Where the person is, and how it looks: a bubble of a lesson, a question, the end of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions import contest_round, guide_steps, placement_round
from actions.turn import Choice, Turn
from bot.learning import exam as exams
from bot.learning import quiz as quizzes
from bot.learning.curriculum import Lesson, Question
from bot.learning.exam import Exam
from bot.learning.quiz import Quiz
from bot.learning.routes import Route, RoutePart, find_part
from bot.vietnamese.choice import match_choice

__all__ = [
    "chosen",
    "current_question",
    "exam_of",
    "following",
    "go_on",
    "is_at_work",
    "lesson_of",
    "menu",
    "pause",
    "quiz_of",
    "reviewing",
    "show",
    "show_again",
    "tag",
    "take_up",
    "timed_exam",
    "unfinished",
]


_WITHOUT_LESSON = frozenset(
    {"exam", "review", contest_round.KIND, guide_steps.KIND, placement_round.KIND}
)
"""Places that belong to no lesson."""

_LED_BACK_TO = _WITHOUT_LESSON | {"lesson", "quiz"}
"""Places that wait for the person to go on."""


def lesson_of(turn: Turn) -> Lesson | None:
    """The lesson the person is in; None where there is none or it is no longer taught."""
    activity = turn["activity"] or {}
    try:
        return turn.library.curriculum.lesson(activity["lesson"])
    except KeyError:
        return None


def quiz_of(turn: Turn) -> Quiz | None:
    """The quiz the person is in; a review is one over several lessons."""
    activity = turn["activity"] or {}
    if activity.get("kind") not in ("quiz", "review"):
        return None
    return quizzes.without_missing(Quiz.from_dict(activity["quiz"]), turn.library.curriculum)


def reviewing(turn: Turn) -> bool:
    """Whether the person is in a review."""
    return bool(turn["activity"]) and turn["activity"]["kind"] == "review"


def exam_of(turn: Turn) -> Exam | None:
    """The exam the person is in."""
    activity = turn["activity"] or {}
    if activity.get("kind") != "exam":
        return None
    return exams.without_missing(Exam.from_dict(activity["exam"]), turn.library.curriculum)


def timed_exam(turn: Turn, exam: Exam) -> Exam:
    """The exam the person is in, with the time counted in which they sat at it until now."""
    if not is_at_work(turn):
        return exam
    return exams.timed(exam, turn.library.framework.exam, turn.told_at, turn.arrived)


def pause(turn: Turn) -> None:
    """Keeps where the person is for later; the time of an exam stops.

    Of a review the place before it is kept: what was not asked is due another day.
    """
    if reviewing(turn):
        turn["activity"] = turn["activity"]["before"]
    activity = turn["activity"]
    if not activity:
        return
    exam = exam_of(turn)
    if exam:
        activity = {**activity, "exam": timed_exam(turn, exam).to_dict()}
    turn["activity"] = {**activity, "paused": True}


def take_up(turn: Turn) -> None:
    """Goes on where the person was; the time of an exam goes on as well."""
    activity = {key: value for key, value in turn["activity"].items() if key != "paused"}
    exam = exam_of(turn)
    if exam and not is_at_work(turn):
        activity["exam"] = exams.taken_up(exam, turn.arrived).to_dict()
    turn["activity"] = activity


def tag(activity: dict[str, Any]) -> str:
    """A short name of the exact place, carried by its buttons so that old ones are noticed."""
    if activity["kind"] == "lesson":
        return f"{activity['lesson']}.{activity['bubble']}"
    if activity["kind"] in ("quiz", "review"):
        quiz = Quiz.from_dict(activity["quiz"])
        return f"{quizzes.current(quiz)}.{sum(mark.times_asked for mark in quiz.marks)}"
    if activity["kind"] == "exam":
        exam = Exam.from_dict(activity["exam"])
        return f"{exam.id[:12]}.{len(exam.answers)}"
    if activity["kind"] == contest_round.KIND:
        return contest_round.tag(activity)
    if activity["kind"] == guide_steps.KIND:
        return guide_steps.tag(activity)
    if activity["kind"] == placement_round.KIND:
        return placement_round.tag(activity)
    return f"{activity['lesson']}.{activity['kind']}"


def is_at_work(turn: Turn) -> bool:
    """Whether the person is in something that waits for them: a lesson, a quiz, an exam."""
    activity = turn["activity"]
    return bool(activity) and not activity.get("paused")


def show(turn: Turn, beside: Sequence[Choice] = ()) -> None:
    """Shows the place, whatever it is; the menu where there is none.

    `beside` are choices that are offered after its own.
    """
    activity = turn["activity"]
    shown = {
        "lesson": _show_bubble,
        "lesson_end": _show_lesson_end,
        "quiz": _show_quiz,
        "review": _show_quiz,
        "lesson_done": _show_lesson_done,
        "exam": _show_exam,
        contest_round.KIND: _show_contest,
        placement_round.KIND: _show_placement,
        guide_steps.KIND: guide_steps.show,
    }
    if not activity or activity.get("paused") or activity["kind"] not in shown:
        menu(turn, beside)
    elif guide_steps.is_gone(turn) or (
        activity["kind"] not in _WITHOUT_LESSON and lesson_of(turn) is None
    ):
        turn["activity"] = None
        menu(turn, beside)
    else:
        shown[activity["kind"]](turn, beside)


def show_again(turn: Turn, beside: Sequence[Choice] = ()) -> None:
    """The same after something in between, with a word that leads back."""
    if is_at_work(turn) and turn["activity"]["kind"] in _LED_BACK_TO:
        turn.say("utter_back_to_place")
    show(turn, beside)


def menu(turn: Turn, beside: Sequence[Choice] = ()) -> None:
    """What can be done from nowhere in particular."""
    choices = [*unfinished(turn), Choice("Học bài", "start_learning")]
    if contest_round.waiting(turn):
        choices.insert(0, Choice("Vào đố vui", "join_contest"))
    elif contest := contest_round.offered(turn):
        choices.insert(0, Choice("Vào đố vui của lớp", "join_contest", contest.code))
    choices += [
        Choice("Xem đã học đến đâu", "ask_progress"),
        Choice("Thi lấy giấy chứng nhận", "take_exam"),
        Choice("Trợ giúp", "help"),
    ]
    turn.say("utter_menu", [*choices, *beside], numbered=True)


def _show_bubble(turn: Turn, beside: Sequence[Choice]) -> None:
    activity = turn["activity"]
    lesson = lesson_of(turn)
    assert lesson is not None
    place = tag(activity)
    index = min(activity["bubble"], len(lesson.bubbles) - 1)
    bubble = lesson.bubbles[index]
    text = bubble.simpler if activity.get("simpler") else bubble.text
    choices = [Choice(f"Tiếp ({index + 1}/{len(lesson.bubbles)})", "next", place=place)]
    if not activity.get("simpler"):
        choices.append(Choice("Nói dễ hiểu hơn", "explain_simpler", place=place))
    if index > 0:
        choices.append(Choice("Quay lại", "previous", place=place))
    spoken = None if activity.get("simpler") else bubble.spoken
    turn.tell(text, [*choices, *beside], spoken=spoken)


def _show_lesson_end(turn: Turn, beside: Sequence[Choice]) -> None:
    lesson = lesson_of(turn)
    assert lesson is not None
    place = tag(turn["activity"])
    turn.say(
        "utter_lesson_end",
        (
            Choice("Làm câu hỏi", "start_quiz", place=place),
            Choice("Xem lại bài", "repeat", place=place),
            Choice("Để lúc khác", "stop", place=place),
            *beside,
        ),
        lesson=lesson.title,
    )


def _show_quiz(turn: Turn, beside: Sequence[Choice]) -> None:
    quiz = quiz_of(turn)
    assert quiz is not None
    question_id = quizzes.current(quiz)
    if question_id is None:
        ended = {"kind": "lesson_done", "lesson": quiz.lesson_id}
        turn["activity"] = turn["activity"]["before"] if reviewing(turn) else ended
        show(turn, beside)
        return
    question = turn.library.curriculum.question(question_id)
    aids = (Choice("Gợi ý", "hint"), Choice("Không biết", "dont_know", place=tag(turn["activity"])))
    _ask(turn, question, quiz.seed, aids, beside)


def _show_lesson_done(turn: Turn, beside: Sequence[Choice]) -> None:
    lesson = lesson_of(turn)
    assert lesson is not None
    place = tag(turn["activity"])
    next_lesson = following(turn, lesson)
    part = _part_of(turn, lesson)
    choices = [Choice("Làm lại câu hỏi", "start_quiz", place=place), *beside]
    if next_lesson:
        choices.insert(0, Choice("Học bài tiếp theo", "next", place=place))
        turn.say("utter_next_lesson", choices, lesson=next_lesson.title)
    elif part:
        choices.insert(0, Choice("Chọn chặng khác", "choose_module", part[0].id))
        choices.insert(1, Choice("Học phần khác", "start_learning"))
        choices.insert(3, Choice("Thi lấy giấy chứng nhận", "take_exam"))
        turn.say("utter_route_part_done", choices, part=part[1].title, route=part[0].title)
    else:
        choices.insert(0, Choice("Thi lấy giấy chứng nhận", "take_exam"))
        turn.say("utter_no_next_lesson", choices)


def following(turn: Turn, lesson: Lesson) -> Lesson | None:
    """The lesson after this one: on the person's route, or else in the order of the modules.

    After the last of all it is the first that was left out.
    """
    found = _part_of(turn, lesson)
    if found:
        return found[1].after(lesson.id)
    curriculum, reads = turn.library.curriculum, turn.record.reads()
    left_out = (each for each in curriculum.lessons if each.id not in reads)
    return curriculum.next_lesson(lesson.id) or next(left_out, None)


def unfinished(turn: Turn) -> list[Choice]:
    """The choice to go on with what is unfinished; none after the last lesson of all or a route."""
    activity, lesson = turn["activity"], lesson_of(turn)
    is_over = not activity
    if activity and activity["kind"] == "lesson_done" and lesson:
        is_over = following(turn, lesson) is None
    return [] if is_over else [Choice("Học tiếp chỗ đang dở", "resume")]


def go_on(turn: Turn, otherwise: str = "Học bài") -> Choice:
    """On with what is unfinished, or to the modules, which `otherwise` offers."""
    return next(iter(unfinished(turn)), Choice(otherwise, "start_learning"))


def _part_of(turn: Turn, lesson: Lesson) -> tuple[Route, RoutePart] | None:
    """The route the person follows and its part, where this lesson belongs to it."""
    found = find_part(turn.library.routes, turn["route"])
    return found if found and lesson in found[1].lessons else None


def _show_exam(turn: Turn, beside: Sequence[Choice]) -> None:
    exam = exam_of(turn)
    assert exam is not None
    rule = turn.library.framework.exam
    exam = timed_exam(turn, exam)
    turn["activity"] = {**turn["activity"], "exam": exam.to_dict()}
    question_id = exams.current(exam)
    if question_id is None or exams.ended(exam, rule, turn.arrived):
        turn.follow("action_take_exam")
        return
    if exams.is_nearly_over(exam, rule):
        turn.say("utter_exam_nearly_over", minutes=exams.minutes_left(exam, rule), passing=True)
        turn["activity"] = {**turn["activity"], "exam": replace(exam, warned=True).to_dict()}
    question = turn.library.curriculum.question(question_id)
    aids = (Choice("Không biết", "dont_know", place=tag(turn["activity"])),)
    before = f"Câu {len(exam.answers) + 1}/{len(exam.questions)}. "
    _ask(turn, question, exam.seed, aids, beside, before)


def _show_placement(turn: Turn, beside: Sequence[Choice]) -> None:
    placement = placement_round.placement_of(turn)
    found = placement_round.open_question(turn)
    if placement is None or found is None:
        turn.follow("action_start_placement")
        return
    aids = (
        Choice("Không biết", "dont_know", place=tag(turn["activity"])),
        Choice("Thôi, xem kết quả", "start_placement", "end"),
    )
    _ask(turn, *found, aids, beside, f"Câu {placement.answered + 1}. ")


def _show_contest(turn: Turn, beside: Sequence[Choice]) -> None:
    contest = contest_round.contest_of(turn)
    question = contest_round.next_question(turn)
    if question is None or contest is None:
        show(turn, [*beside, *contest_round.afterwards(turn, contest)])
        return
    aids = (Choice("Không biết", "dont_know", place=tag(turn["activity"])),)
    before = contest_round.heading(turn, contest, question)
    _ask(turn, question, contest_round.seed_of(turn, contest), aids, beside, before)


def chosen(turn: Turn, question: Question, seed: str) -> int | None:
    """The index of the option that was chosen; None where the message names none of those shown."""
    options = quizzes.shown_options(question, seed)
    if turn.value is not None:
        number = int(turn.value) if turn.value.isdigit() else 0
        return number - 1 if 1 <= number <= len(options) else None
    return match_choice(turn.text, [turn.library.fill(o.text, turn.form) for o in options])


def _ask(
    turn: Turn,
    question: Question,
    seed: str,
    aids: Sequence[Choice],
    beside: Sequence[Choice],
    before: str = "",
) -> None:
    place = tag(turn["activity"])
    options = [
        Choice(option.text, "answer", str(number), place)
        for number, option in enumerate(quizzes.shown_options(question, seed), 1)
    ]
    turn.ask(before + question.stem, options, aids, beside)


def current_question(running: Quiz | Exam) -> str | None:
    """The id of the question that is open in a quiz or an exam."""
    return quizzes.current(running) if isinstance(running, Quiz) else exams.current(running)
