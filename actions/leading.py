"""What a leader does for a class: reads from the guide, sets the lesson of the week."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import guide_steps, place
from actions.base import BotAction
from actions.group_standings import standings
from actions.group_words import ask_consent, choose, kind_of, led_group, value_of, wanted
from actions.turn import Choice, Turn
from bot.learning.curriculum import Lesson
from bot.learning.groups import Group
from bot.learning.standing import most_stuck

__all__ = ["offer_week_lesson", "week_choices"]

_LESSON = re.compile(r"M\d\d-L\d+")
_MODULE = re.compile(r"M\d\d")


class LeaderGuide(BotAction):
    """How do I teach this?"""

    intent = "leader_guide"

    def reply(self, turn: Turn) -> None:
        """The guide to the module that was named, step by step; else all there are."""
        guides = turn.library.guides
        module_id = turn.value or turn.module
        if module_id and module_id in guides:
            guide_steps.begin(turn, module_id)
            turn.say("utter_guide_begin", module=turn.library.curriculum.module(module_id).title)
            guide_steps.show(turn)
            return
        choices = [
            Choice(module.title, self.intent, module.id)
            for module in turn.library.curriculum.modules
            if module.id in guides
        ]
        turn.say("utter_guide_which", choices, numbered=True)


class WeekLesson(BotAction):
    """Which lesson do we all learn this week?"""

    intent = "week_lesson"

    def reply(self, turn: Turn) -> None:
        """A leader chooses it; a member is shown it."""
        if not turn.consented:
            ask_consent(turn)
            return
        found = wanted(turn)
        led = turn.services.groups.led_by(turn.person)
        group = led_group(turn, found[0]) if found else None
        if group:
            _choose_lesson(turn, group, (found or (0, None))[1] or turn.module)
        elif found:
            _show_lessons(turn)
        elif len(led) > 1:
            choose(turn, self.intent, led)
        elif led:
            _choose_lesson(turn, led[0], turn.module)
        else:
            _show_lessons(turn)


def offer_week_lesson(turn: Turn) -> bool:
    """Offers a member the lesson of the week, once; False where there is none to offer."""
    if not turn.consented:
        return False
    group = turn.services.groups.lesson_to_offer(turn.person, turn.message_id)
    lesson = _lesson(turn, group.lesson_id) if group else None
    if group is None or lesson is None or lesson.id in turn.record.reads():
        return False
    choices = (
        Choice("Học bài này", "choose_module", lesson.id),
        place.go_on(turn, "Học bài khác"),
    )
    kind = kind_of(group).capitalize()
    turn.say(
        "utter_week_offer", choices, numbered=True, Kind=kind, name=group.name, lesson=lesson.title
    )
    return True


def week_choices(turn: Turn) -> list[Choice]:
    """The lessons of the week that the person has not read, as choices."""
    if not turn.consented:
        return []
    reads = turn.record.reads()
    return [
        Choice(f"Bài của tuần: {lesson.title}", "choose_module", lesson.id)
        for lesson in _lessons_of_week(turn)
        if lesson.id not in reads
    ]


def _choose_lesson(turn: Turn, group: Group, what: str | None) -> None:
    """Sets the lesson; or offers a module's, or all modules and what most are stuck in."""
    curriculum = turn.library.curriculum
    if what and _LESSON.fullmatch(what) and (lesson := _lesson(turn, what)):
        _set(turn, group, lesson)
        return
    modules = {module.id: module for module in curriculum.modules}
    if what and _MODULE.fullmatch(what) and what in modules:
        choices = [
            Choice(lesson.title, "week_lesson", value_of(group, lesson.id))
            for lesson in modules[what].lessons
        ]
        turn.say("utter_week_which_lesson", choices, numbered=True, module=modules[what].title)
        return
    choices = [
        Choice(
            f"{lesson.title} ({count} người đang vướng)", "week_lesson", value_of(group, lesson.id)
        )
        for lesson, count in most_stuck(standings(turn, group))[:1]
    ]
    choices += [
        Choice(module.title, "week_lesson", value_of(group, module.id))
        for module in modules.values()
    ]
    turn.say(
        "utter_week_which_module", choices, numbered=True, kind=kind_of(group), name=group.name
    )


def _set(turn: Turn, group: Group, lesson: Lesson) -> None:
    turn.services.groups.set_lesson(turn.person, group.id, lesson.id, turn.now)
    choices = [
        Choice("Đọc hướng dẫn phần này", "leader_guide", lesson.module_id),
        Choice(f"Xem {kind_of(group)}", "my_groups", value_of(group)),
    ]
    turn.say(
        "utter_week_set",
        choices if lesson.module_id in turn.library.guides else choices[1:],
        numbered=True,
        kind=kind_of(group),
        name=group.name,
        lesson=lesson.title,
    )


def _show_lessons(turn: Turn) -> None:
    """The lessons of the week of the groups in which the person learns."""
    lessons = _lessons_of_week(turn)
    if not lessons:
        joined = turn.services.groups.joined_by(turn.person)
        turn.say("utter_week_none" if joined else "utter_group_in_none")
        place.show_again(turn)
        return
    choices = [Choice(each.title, "choose_module", each.id) for each in lessons]
    choices.append(replace(place.go_on(turn), title="Để lúc khác"))
    turn.say("utter_week_lessons", choices, numbered=True)


def _lessons_of_week(turn: Turn) -> list[Lesson]:
    """Those of the groups in which the person learns, each once."""
    ids = (each.group.lesson_id for each in turn.services.groups.joined_by(turn.person))
    found = (_lesson(turn, lesson_id) for lesson_id in dict.fromkeys(ids))
    return [lesson for lesson in found if lesson is not None]


def _lesson(turn: Turn, lesson_id: str | None) -> Lesson | None:
    lessons = turn.library.curriculum.lessons
    return next((each for each in lessons if each.id == lesson_id), None)
