"""Moving through modules, lessons and bubbles."""

from __future__ import annotations

from actions import place
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning.curriculum import Lesson, Module
from bot.learning.exam import Exam
from bot.learning.mastery import Evidence, overview

__all__ = ["begin_lesson", "evidence", "go_on", "is_stale", "open_module"]


def is_stale(turn: Turn) -> bool:
    """Whether a button was pressed that belongs to another place than where the person is."""
    activity = turn["activity"]
    return turn.place is not None and (not activity or turn.place != place.tag(activity))


def evidence(turn: Turn) -> list[Evidence]:
    """The person's answers as the measures of mastery want them."""
    return [Evidence(a.question_id, a.lesson_id, a.correct, a.at) for a in turn.record.attempts()]


def begin_lesson(turn: Turn, lesson: Lesson) -> None:
    """Opens a lesson at its first bubble."""
    module = turn.library.curriculum.module(lesson.module_id)
    turn["activity"] = {"kind": "lesson", "lesson": lesson.id, "bubble": 0}
    turn.say(
        "utter_lesson_begin",
        number=module.lessons.index(lesson) + 1,
        total=len(module.lessons),
        module=module.title,
        lesson=lesson.title,
    )
    place.show(turn)


def open_module(turn: Turn, module: Module) -> None:
    """Goes to the first lesson of a module that was not read yet, or its first."""
    reads = turn.record.reads()
    unread = [lesson for lesson in module.lessons if lesson.id not in reads]
    begin_lesson(turn, (unread or list(module.lessons))[0])


def go_on(turn: Turn) -> None:
    """One step forward from wherever the person is."""
    activity = turn["activity"]
    lesson = place.lesson_of(turn)
    if not activity or activity.get("paused"):
        StartLearning().reply(turn)
    elif activity["kind"] == "lesson" and lesson:
        if activity["bubble"] + 1 < len(lesson.bubbles):
            turn["activity"] = {
                "kind": "lesson",
                "lesson": lesson.id,
                "bubble": activity["bubble"] + 1,
            }
        else:
            turn.record.mark_read(lesson.id, turn.now)
            turn["activity"] = {"kind": "lesson_end", "lesson": lesson.id}
        place.show(turn)
    elif activity["kind"] == "lesson_end":
        turn.follow("action_start_quiz")
    elif activity["kind"] == "lesson_done" and lesson:
        following = turn.library.curriculum.next_lesson(lesson.id)
        if following:
            begin_lesson(turn, following)
        else:
            place.show(turn)
    elif activity["kind"] in ("quiz", "exam"):
        turn.say("utter_answer_first")
        place.show(turn)
    else:
        place.menu(turn)


class StartLearning(BotAction):
    """Offers where to begin, or to go on with what is unfinished."""

    intent = "start_learning"

    def reply(self, turn: Turn) -> None:
        """The modules, the one that comes next first in line."""
        reads = turn.record.reads()
        choices = [
            Choice(f"{module.title} ({_read_of(module, reads)})", "choose_module", module.id)
            for module in turn.library.curriculum.modules
        ]
        if turn["activity"]:
            choices.insert(0, Choice("Học tiếp chỗ đang dở", "resume"))
        turn.say("utter_choose_module", choices, numbered=True)


def _read_of(module: Module, reads: frozenset[str]) -> str:
    read = sum(lesson.id in reads for lesson in module.lessons)
    return f"{read}/{len(module.lessons)} bài"


class ChooseModule(BotAction):
    """Goes to the module that was named."""

    intent = "choose_module"

    def reply(self, turn: Turn) -> None:
        """Its next lesson; the list where the words name none that is taught."""
        curriculum = turn.library.curriculum
        known = {module.id: module for module in curriculum.modules}
        module = known.get(turn.value or turn.module or "")
        if module:
            open_module(turn, module)
        else:
            turn.say("utter_no_such_module")
            StartLearning().reply(turn)


class Next(BotAction):
    """The next bubble, the quiz, the next lesson."""

    intent = "next"

    def reply(self, turn: Turn) -> None:
        """One step; an old button shows where the person is instead of skipping something."""
        if is_stale(turn):
            place.show(turn)
        else:
            go_on(turn)


class Previous(BotAction):
    """One bubble back."""

    intent = "previous"

    def reply(self, turn: Turn) -> None:
        """The bubble before; the last one again from a lesson's end."""
        activity = turn["activity"]
        lesson = place.lesson_of(turn)
        if lesson and not is_stale(turn):
            if activity["kind"] == "lesson":
                back = {"kind": "lesson", "bubble": max(activity["bubble"] - 1, 0)}
                turn["activity"] = {**back, "lesson": lesson.id}
            elif activity["kind"] in ("lesson_end", "lesson_done"):
                last = {"kind": "lesson", "bubble": len(lesson.bubbles) - 1}
                turn["activity"] = {**last, "lesson": lesson.id}
        place.show(turn)


class Repeat(BotAction):
    """The same again."""

    intent = "repeat"

    def reply(self, turn: Turn) -> None:
        """The place as it is; the whole lesson from its end."""
        activity = turn["activity"]
        lesson = place.lesson_of(turn)
        if lesson and activity["kind"] in ("lesson_end", "lesson_done") and not is_stale(turn):
            begin_lesson(turn, lesson)
        else:
            place.show(turn)


class ExplainSimpler(BotAction):
    """The same bubble in plainer words."""

    intent = "explain_simpler"

    def reply(self, turn: Turn) -> None:
        """In a quiz a hint does the same service."""
        activity = turn["activity"]
        if is_stale(turn):
            place.show(turn)
        elif activity and activity["kind"] == "lesson":
            turn["activity"] = {**activity, "simpler": True, "paused": False}
            place.show(turn)
        elif activity and activity["kind"] == "quiz":
            turn.follow("action_hint")
        else:
            turn.say("utter_nothing_to_simplify")
            place.show(turn)


class Stop(BotAction):
    """A break; the place is kept."""

    intent = "stop"

    def reply(self, turn: Turn) -> None:
        """Says that it is kept, and how to come back."""
        if turn["activity"]:
            turn["activity"] = {**turn["activity"], "paused": True}
            turn["pending"] = None
            kept = "utter_stopped" if turn.consented else "utter_stopped_unstored"
            turn.say(kept, (Choice("Học tiếp", "resume"),))
        else:
            turn.say("utter_goodbye", (Choice("Học bài", "start_learning"),))


class Resume(BotAction):
    """Back to the exact bubble or question."""

    intent = "resume"

    def reply(self, turn: Turn) -> None:
        """Shows it; the modules where nothing is unfinished."""
        activity = turn["activity"]
        if not activity:
            StartLearning().reply(turn)
            return
        turn["activity"] = {key: value for key, value in activity.items() if key != "paused"}
        lesson = place.lesson_of(turn)
        if lesson:
            turn.say("utter_resumed", lesson=lesson.title)
        place.show(turn)


class AskProgress(BotAction):
    """How far the person is."""

    intent = "ask_progress"

    def reply(self, turn: Turn) -> None:
        """One line a module, then what comes next."""
        curriculum = turn.library.curriculum
        rules = turn.library.framework
        report = overview(curriculum, evidence(turn), turn.record.reads(), rules)
        lines = [
            f"{module.id} {module.title}: đã đọc {done.read}/{len(done.lessons)} bài, "
            f"vững {done.mastered}/{len(done.lessons)} bài"
            for module, done in zip(curriculum.modules, report.modules, strict=True)
        ]
        turn.say("utter_progress", lines="\n".join(lines))
        place.show_again(turn)


class Review(BotAction):
    """Goes over what was answered wrongly, or not for the longest time."""

    intent = "review"

    def reply(self, turn: Turn) -> None:
        """A quiz on the read lesson that is weakest."""
        if isinstance(place.exam_of(turn), Exam):
            turn.say("utter_answer_first")
            place.show(turn)
            return
        weakest = _weakest(turn)
        if weakest is None:
            turn.say("utter_nothing_to_review")
            StartLearning().reply(turn)
            return
        turn["activity"] = {"kind": "lesson_end", "lesson": weakest.id}
        turn.say("utter_review", lesson=weakest.title)
        turn.follow("action_start_quiz")


def _weakest(turn: Turn) -> Lesson | None:
    reads = turn.record.reads()
    latest = {e.question_id: e for e in evidence(turn)}
    read = [lesson for lesson in turn.library.curriculum.lessons if lesson.id in reads]

    def strength(lesson: Lesson) -> tuple[int, float]:
        known = [latest[q.id] for q in lesson.questions if q.id in latest]
        return sum(e.correct for e in known), max((e.at.timestamp() for e in known), default=0.0)

    return min(read, key=strength, default=None)
