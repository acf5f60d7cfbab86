"""Moving through lessons and bubbles."""

from __future__ import annotations

from actions import guide_steps, leading, onboarding, place, reviews
from actions.base import BotAction
from actions.turn import Choice, Turn
from bot.learning.curriculum import Lesson
from bot.learning.estimate import Estimate, estimate
from bot.learning.evidence import Evidence, evidence_of
from bot.learning.mastery import Overview, overview
from bot.learning.progress_link import progress_token
from bot.store.database import VIETNAM_TIME

__all__ = ["begin_lesson", "estimated", "evidence", "go_on", "is_stale", "progress"]


def is_stale(turn: Turn) -> bool:
    """Whether a button was pressed that belongs to another place than where the person is."""
    activity = turn["activity"]
    return turn.place is not None and (not activity or turn.place != place.tag(activity))


def evidence(turn: Turn) -> list[Evidence]:
    """The person's answers as the estimate wants them."""
    return evidence_of(turn.record.attempts())


def estimated(turn: Turn) -> Estimate:
    """How well the person knows each lesson, by their answers."""
    difficulties = turn.services.difficulties.all()
    return estimate(turn.library.curriculum, evidence(turn), difficulties)


def progress(turn: Turn) -> Overview:
    """How far the person is in everything."""
    library = turn.library
    difficulties = turn.services.difficulties.all()
    reads = turn.record.reads()
    return overview(library.curriculum, evidence(turn), reads, library.framework, difficulties)


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


def go_on(turn: Turn) -> None:
    """One step forward from wherever the person is."""
    activity = turn["activity"]
    lesson = place.lesson_of(turn)
    if not activity or activity.get("paused"):
        turn.follow("action_start_learning")
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
        following = place.following(turn, lesson)
        if following:
            begin_lesson(turn, following)
        else:
            place.show(turn)
    elif activity["kind"] == guide_steps.KIND and not guide_steps.is_gone(turn):
        guide_steps.forward(turn)
    elif activity["kind"] in ("quiz", "review", "exam", "contest", "place"):
        turn.say("utter_answer_first")
        place.show(turn)
    else:
        place.menu(turn)


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
        elif activity and activity["kind"] == guide_steps.KIND and not is_stale(turn):
            guide_steps.back(turn)
        place.show(turn)


class Repeat(BotAction):
    """The same again; or of a long list what was not read out yet."""

    intent = "repeat"
    always = True
    alone = True
    settles = True

    def reply(self, turn: Turn) -> None:
        """The question that is open, the place as it is, the whole lesson from its end."""
        activity = turn["activity"] or {}
        lesson = place.lesson_of(turn)
        unanswered = turn.pending or turn["awaiting"] or not onboarding.is_over(turn)
        if turn.value and turn.value.isdecimal() and turn.offer_more(int(turn.value)):
            return
        if unanswered and turn.say_again():
            return
        if not onboarding.is_over(turn):
            onboarding.ask(turn)
        elif lesson and activity["kind"] in ("lesson_end", "lesson_done") and not is_stale(turn):
            begin_lesson(turn, lesson)
        elif (activity and not activity.get("paused")) or not turn.say_again():
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
        elif activity and activity["kind"] in ("quiz", "review"):
            turn.follow("action_hint")
        else:
            turn.say("utter_nothing_to_simplify")
            place.show(turn)


class Stop(BotAction):
    """A break; the place is kept."""

    intent = "stop"
    always = True
    alone = True

    def reply(self, turn: Turn) -> None:
        """Says that it is kept, and how to come back."""
        if turn["activity"]:
            reviewing = place.reviewing(turn)
            place.pause(turn)
            turn["pending"] = None
            if reviewing:
                turn.say("utter_review_stopped", (Choice("Học tiếp", "resume"),))
                return
            kept = "utter_stopped" if turn.consented else "utter_stopped_unstored"
            turn.say(kept, (Choice("Học tiếp", "resume"),))
        else:
            turn.say("utter_goodbye", (Choice("Học bài", "start_learning"),))


class Resume(BotAction):
    """Back to the exact bubble or question."""

    intent = "resume"

    def reply(self, turn: Turn) -> None:
        """Shows it, after a review where one is due; the modules where nothing is unfinished."""
        if turn["activity"]:
            place.take_up(turn)
        if reviews.offer(turn):
            return
        if not turn["activity"]:
            turn.follow("action_start_learning")
            return
        lesson = place.lesson_of(turn)
        if lesson and leading.offer_week_lesson(turn):
            return
        if lesson:
            turn.say("utter_resumed", lesson=lesson.title)
        place.show(turn)


class AskProgress(BotAction):
    """How far the person is."""

    intent = "ask_progress"

    def reply(self, turn: Turn) -> None:
        """Everything in one line, then one for each module that was begun."""
        report = progress(turn)
        lines = [
            f"{done.module.title}: đã đọc {done.read}/{len(done.lessons)} bài, "
            f"vững {done.mastered}/{len(done.lessons)} bài"
            for done in report.modules
            if done.read or done.answered
        ]
        total = len(report.lessons)
        turn.say("utter_progress", read=report.read, mastered=report.mastered, total=total)
        if lines:
            turn.tell("\n".join(lines), image=_picture(turn, report))
        reviews.say_habit(turn)
        place.show_again(turn)


def _picture(turn: Turn, report: Overview) -> str:
    """The address of a picture of the same."""
    day = turn.now.astimezone(VIETNAM_TIME).date()
    token = progress_token(turn.services.certificates.key, report, day)
    return f"{turn.services.settings.base_url}/progress/{token}.png"
