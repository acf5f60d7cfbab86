"""What to learn: the modules, and routes through their lessons for people with one aim."""

from __future__ import annotations

from actions import leading, place, placement
from actions.base import BotAction
from actions.lessons import begin_lesson
from actions.proposing import proposed, say_proposal
from actions.turn import Choice, Turn
from actions.wishing import note_told
from bot.learning.curriculum import Lesson, Module
from bot.learning.routes import Route, RoutePart, find_part

ALL = "all"
"""The value of the button that lists every module."""

ROUTES = "routes"
"""The value of the button that lists the routes."""

NEXT_MODULES = 3
"""How many modules are proposed before the whole list is asked for."""


class StartLearning(BotAction):
    """Offers where to begin, or to go on with what is unfinished."""

    intent = "start_learning"

    def reply(self, turn: Turn) -> None:
        """What is unfinished, what is proposed, the modules that come next, all, the routes."""
        note_told(turn)
        reads = turn.record.reads()
        modules = turn.library.curriculum.modules
        unread = [module for module in modules if not reads.issuperset(_ids(module.lessons))]
        choices = [_module_choice(module, reads) for module in (unread or modules)[:NEXT_MODULES]]
        if len(modules) > len(choices):
            choices.append(Choice(f"Xem cả {len(modules)} phần", "choose_module", ALL))
        if turn.library.routes:
            choices.append(Choice("Học theo lộ trình", "choose_module", ROUTES))
        choices[:0] = place.unfinished(turn)
        if not turn.record.attempts():
            choices.append(placement.offer())
        choices[:0] = leading.week_choices(turn)
        proposal = proposed(turn)
        if proposal:
            say_proposal(turn, proposal, choices)
        else:
            turn.say("utter_choose_module", choices, numbered=True)


class ChooseModule(BotAction):
    """Goes to the module, the lesson or the route that was named."""

    intent = "choose_module"

    def reply(self, turn: Turn) -> None:
        """Its next lesson; the list where the words name none that is taught."""
        told = note_told(turn)
        wanted = turn.value or turn.route or turn.module
        modules = {module.id: module for module in turn.library.curriculum.modules}
        routes = {route.id: route for route in turn.library.routes}
        part = find_part(turn.library.routes, wanted)
        lessons = {lesson.id: lesson for lesson in turn.library.curriculum.lessons}
        if wanted in lessons:
            turn["route"] = None
            begin_lesson(turn, lessons[wanted])
        elif wanted in modules:
            _open_module(turn, modules[wanted])
        elif wanted in routes:
            _show_route(turn, routes[wanted])
        elif part:
            _open_part(turn, *part)
        elif wanted == ROUTES:
            choices = [Choice(route.title, "choose_module", route.id) for route in routes.values()]
            turn.say("utter_choose_route", choices, numbered=True)
        else:
            if wanted is None and told:
                turn.follow("action_start_learning")
                return
            if wanted != ALL:
                turn.say("utter_no_such_module")
            reads = turn.record.reads()
            choices = [_module_choice(module, reads) for module in modules.values()]
            turn.say("utter_choose_module", choices, numbered=True)


def _open_module(turn: Turn, module: Module) -> None:
    """Goes to the first lesson of a module that was not read yet, or its first."""
    reads = turn.record.reads()
    curriculum = turn.library.curriculum
    before = [curriculum.module(id) for id in module.prerequisites]
    unread = [each for each in before if reads.isdisjoint(_ids(each.lessons))]
    if unread and reads.isdisjoint(_ids(module.lessons)):
        turn.say("utter_prerequisite", before=", ".join(f"“{each.title}”" for each in unread))
    turn["route"] = None
    begin_lesson(turn, _first_unread(module.lessons, reads))


def _show_route(turn: Turn, route: Route) -> None:
    """What the route is for, and its parts to choose from."""
    reads = turn.record.reads()
    choices = [
        Choice(f"{part.title} ({_read_of(part.lessons, reads)})", "choose_module", part.id)
        for part in route.parts
        if part.lessons
    ]
    audiences = [f"- {part.title}: {part.audience}." for part in route.parts if part.audience]
    turn.say("utter_route", title=route.title, aim=route.aim)
    if audiences:
        turn.tell("\n".join(audiences))
    turn.say("utter_choose_route_part", choices, numbered=True, source=route.source)


def _open_part(turn: Turn, route: Route, part: RoutePart) -> None:
    turn["route"] = part.id
    turn.say("utter_route_part", title=route.title, part=part.title, number=len(part.lessons))
    begin_lesson(turn, _first_unread(part.lessons, turn.record.reads()))


def _first_unread(lessons: tuple[Lesson, ...], reads: frozenset[str]) -> Lesson:
    return next((lesson for lesson in lessons if lesson.id not in reads), lessons[0])


def _module_choice(module: Module, reads: frozenset[str]) -> Choice:
    title = f"{module.title} ({_read_of(module.lessons, reads)})"
    return Choice(title, "choose_module", module.id)


def _read_of(lessons: tuple[Lesson, ...], reads: frozenset[str]) -> str:
    return f"{len(reads.intersection(_ids(lessons)))}/{len(lessons)} bài"


def _ids(lessons: tuple[Lesson, ...]) -> frozenset[str]:
    return frozenset(lesson.id for lesson in lessons)
