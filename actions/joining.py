"""Joining a family's group or a class by its code, and leaving it by a word."""

from __future__ import annotations

from actions import place
from actions.base import BotAction
from actions.group_words import ask_consent, choose, kind_in, kind_of, value_of, wanted
from actions.turn import Choice, Turn
from bot import group_code
from bot.learning.display_name import DisplayNameError, display_name
from bot.learning.groups import FullError, Group, TooManyTriesError, UnknownGroupError
from bot.vietnamese.choice import match_choice

__all__ = ["AGREED", "NAMING", "ask_name", "show_joined", "take_name"]

SIGHT_VERSION = "2026-11"
"""Changes when what `utter_group_sight` says that the leader sees does."""

AGREED = "join_group"
"""The kind of `Turn.pending` while it is asked whether the leader may see how one is doing."""

NAMING = "member_name"
"""What is awaited while it is asked under which name."""


class JoinGroup(BotAction):
    """I want to learn with these people."""

    intent = "join_group"

    def reply(self, turn: Turn) -> None:
        """Says what the leader would see and asks whether that is agreed to."""
        code = group_code.find(turn.value or turn.text)
        found = wanted(turn)
        if not turn.consented:
            ask_consent(turn)
        elif code:
            _find(turn, code)
        elif found and found[1] == "name" and _is_member(turn, found[0]):
            _await_name(turn, found[0])
        else:
            turn.say("utter_group_needs_code")
            place.show_again(turn)


class LeaveGroup(BotAction):
    """I do not want to be in it any more."""

    intent = "leave_group"

    def reply(self, turn: Turn) -> None:
        """Leaves at once; asks which where there are several."""
        memberships = turn.services.groups.joined_by(turn.person) if turn.consented else []
        found, kind = wanted(turn), kind_in(turn)
        groups = [each.group for each in memberships]
        if found:
            groups = [group for group in groups if group.id == found[0]]
        elif len(groups) > 1:
            groups = [group for group in groups if group.kind == kind] or groups
        if len(groups) > 1:
            choose(turn, self.intent, groups)
            return
        if groups:
            turn.services.groups.leave(turn.person, groups[0].id)
            turn.say("utter_group_left", kind=kind_of(groups[0]), name=groups[0].name)
        else:
            turn.say("utter_group_in_none")
        place.show_again(turn)


def ask_name(turn: Turn) -> None:
    """Goes on where it was agreed to: asks for the name by which the leader knows the person."""
    group_id = turn["pending"]["group"]
    turn["pending"] = None
    _await_name(turn, group_id)


def take_name(turn: Turn, text: str) -> None:
    """Takes the name, and makes the person a member."""
    groups = turn.services.groups
    asked = turn["pending"] or {}
    group = groups.find(asked.get("group") or 0)
    if group is None:
        turn["pending"] = turn["awaiting"] = None
        turn.say("utter_group_gone")
        place.show_again(turn)
        return
    offered: list[str] = asked["names"]
    try:
        name = _chosen(turn, text, offered)
    except DisplayNameError as error:
        turn.say("utter_group_name_refused", reason=str(error))
        return
    turn["pending"] = turn["awaiting"] = None
    try:
        groups.join(turn.person, group.id, name, SIGHT_VERSION, turn.now)
    except FullError:
        turn.say("utter_group_full", kind=kind_of(group), name=group.name)
        place.show_again(turn)
    except UnknownGroupError:
        turn.say("utter_group_gone")
        place.show_again(turn)
    else:
        turn.say("utter_group_joined", kind=kind_of(group), name=group.name)
        show_joined(turn, group)


def show_joined(turn: Turn, group: Group) -> None:
    """A group as somebody sees it who learns in it."""
    own = next(
        (each for each in turn.services.groups.joined_by(turn.person) if each.group.id == group.id),
        None,
    )
    if own is None:
        turn.say("utter_group_in_none")
        place.show_again(turn)
        return
    choices = [
        Choice("Bài của tuần", "week_lesson", value_of(group)),
        Choice("Đổi tên", "join_group", value_of(group, "name")),
        Choice(f"Rời {kind_of(group)}", "leave_group", value_of(group)),
        place.go_on(turn),
    ]
    turn.say(
        "utter_group_seen_as",
        choices if group.lesson_id else choices[1:],
        numbered=True,
        kind=kind_of(group),
        name=group.name,
        own=own.name,
    )


def _find(turn: Turn, code: str) -> None:
    groups = turn.services.groups
    try:
        group = groups.look_up(turn.person, code, turn.message_id, turn.now)
    except TooManyTriesError:
        turn.say("utter_group_too_many_tries")
        place.show_again(turn)
    except UnknownGroupError:
        turn.say("utter_group_unknown_code", code=group_code.shown(code))
        place.show_again(turn)
    else:
        if group.leader == turn.person:
            turn.say(
                "utter_group_own_code",
                (Choice(f"Xem {kind_of(group)}", "my_groups", value_of(group)),),
                kind=kind_of(group),
                name=group.name,
            )
        elif _is_member(turn, group.id):
            show_joined(turn, group)
        else:
            _ask_agreement(turn, group)


def _ask_agreement(turn: Turn, group: Group) -> None:
    turn["pending"] = {"kind": AGREED, "group": group.id}
    choices = (Choice("Đồng ý", "affirm", AGREED), Choice("Không vào", "deny", AGREED))
    kind = kind_of(group)
    turn.say("utter_group_found", kind=kind, name=group.name)
    turn.say("utter_group_sight", choices, numbered=True, kind=kind)


def _await_name(turn: Turn, group_id: int) -> None:
    learner = turn.services.learners.find(turn.person)
    offered = [f"Học viên {turn.services.groups.size(group_id) + 1}"]
    if learner and learner.name:
        offered.insert(0, learner.name)
    turn["awaiting"] = NAMING
    turn["pending"] = {"kind": NAMING, "group": group_id, "names": offered}
    choices = [Choice(name, "answer", str(number)) for number, name in enumerate(offered, 1)]
    turn.say("utter_group_ask_own_name", choices, numbered=True)


def _chosen(turn: Turn, text: str, offered: list[str]) -> str:
    """The name that was offered and chosen, or else the one that was written."""
    number = turn.value if turn.value and turn.value.isdecimal() else None
    place_of = int(number) - 1 if number else match_choice(text, offered)
    if place_of is not None and 0 <= place_of < len(offered):
        return offered[place_of][:30]
    return display_name(text.title() if turn.metadata.get("spoken") else text)


def _is_member(turn: Turn, group_id: int) -> bool:
    return any(each.group.id == group_id for each in turn.services.groups.joined_by(turn.person))
