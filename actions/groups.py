"""Families and classes as who leads them sees them: making one, inviting, looking after people."""

from __future__ import annotations

import re
from datetime import datetime

from actions import place
from actions.base import BotAction
from actions.group_standings import standing_of, standings
from actions.group_words import (
    ask_consent,
    choose,
    kind_in,
    kind_of,
    led_group,
    value_of,
    wanted,
)
from actions.joining import show_joined
from actions.turn import Choice, Turn
from bot import group_code
from bot.learning.display_name import DisplayNameError, display_name
from bot.learning.groups import CLASS, FAMILY, FullError, Group, UnknownGroupError
from bot.learning.standing import Standing, is_active, most_stuck
from bot.store.database import VIETNAM_TIME
from bot.vietnamese.diacritics import nfc, strip_diacritics

__all__ = ["CLOSING", "NAMING", "REMOVING", "close", "remove", "take_name"]

NAMING = "group_name"
"""What is awaited while the name of a new group is asked for."""

CLOSING, REMOVING = "close_group", "remove_member"
"""Kinds of `Turn.pending`."""

_ASK_NAME = {CLASS: "utter_group_ask_name_class", FAMILY: "utter_group_ask_name_family"}
_LINES, _PAGE = 4, 8
_MOST_MODULES = 6
_MEMBER = re.compile(r"m(\d{1,18})(-remove)?")
_ROSTER = re.compile(r"roster(?:-(\d{1,3}))?")
_LATER = re.compile(r"(?:thoi|de (?:luc|khi) khac|khong|bo qua|huy)(?: (?:nhe|a|nua|da))*")
_CLOSE = re.compile(r"\b(?:dong|giai tan|xoa|huy|ket thuc) (?:lop|nhom)\b")
_RENEW = re.compile(r"\b(?:doi|lam lai|tao lai|cap lai) ma\b|\bma moi\b")
_INVITE = re.compile(r"\bma\b|\bmoi (?:them )?(?:nguoi|ba con|moi nguoi)\b|\bqr\b|\bquet\b")


_WANTS = (("close", _CLOSE), ("renew", _RENEW), ("invite", _INVITE))
_HOW_FAR = re.compile(
    r"\b(?:den|toi) (?:dau|mo|bai)\b|\b(?:vuong|ket|bi|giup)\b|\bai\b|\b(?:danh sach|hoc vien)\b"
)


class CreateGroup(BotAction):
    """Let us learn together."""

    intent = "create_group"

    def reply(self, turn: Turn) -> None:
        """Asks what kind of group it is, where nobody said, and for its name."""
        kind = kind_in(turn)
        if not turn.consented:
            ask_consent(turn)
        elif kind is None:
            choices = (
                Choice("Lớp học, tổ, hội", self.intent, CLASS),
                Choice("Gia đình", self.intent, FAMILY),
            )
            turn.say("utter_group_which_kind", choices, numbered=True)
        else:
            turn["awaiting"] = NAMING
            turn["pending"] = {"kind": NAMING, "group_kind": kind}
            turn.say(_ASK_NAME[kind])


class MyGroups(BotAction):
    """How are they doing?"""

    intent = "my_groups"

    def reply(self, turn: Turn) -> None:
        """The group that is meant, or what a button wants of it; several to choose from."""
        if not turn.consented:
            ask_consent(turn)
            return
        groups = turn.services.groups
        found = wanted(turn)
        led = groups.led_by(turn.person)
        joined = [each.group for each in groups.joined_by(turn.person)]
        meant = [each for each in (*led, *joined) if found is None or each.id == found[0]]
        if len(meant) > 1 and len(led) == 1 and (what := _said(turn, led[0])):
            _do(turn, led[0], what)
        elif len(meant) > 1:
            choose(turn, self.intent, meant)
        elif meant and meant[0] in led:
            _do(turn, meant[0], found[1] if found else _said(turn, meant[0]))
        elif meant:
            show_joined(turn, meant[0])
        else:
            choices = (
                Choice("Lập lớp", "create_group", CLASS),
                Choice("Lập nhóm gia đình", "create_group", FAMILY),
                Choice("Vào lớp bằng mã", "join_group"),
            )
            turn.say("utter_group_none", choices, numbered=True)


def take_name(turn: Turn, text: str) -> None:
    """Takes the name of a new group, makes it, and says how others join."""
    kind = (turn["pending"] or {}).get("group_kind")
    if kind is None or _LATER.fullmatch(strip_diacritics(text.lower()).strip(" .!")):
        turn["pending"] = turn["awaiting"] = None
        turn.say("utter_all_right")
        place.show_again(turn)
        return
    try:
        name = display_name(text.title() if turn.metadata.get("spoken") else text)
    except DisplayNameError as error:
        turn.say("utter_group_name_refused", reason=str(error))
        return
    turn["pending"] = turn["awaiting"] = None
    try:
        group = turn.services.groups.create(turn.person, kind, name, turn.message_id, turn.now)
    except FullError:
        turn.say("utter_group_too_many")
        place.show_again(turn)
        return
    turn.say("utter_group_made", kind=kind_of(group), name=group.name)
    _invite(turn, group)


def close(turn: Turn) -> None:
    """Closes the group, as was agreed."""
    asked = turn["pending"]
    turn["pending"] = None
    try:
        turn.services.groups.close(turn.person, asked["group"])
    except UnknownGroupError:
        turn.say("utter_group_gone")
    else:
        turn.say("utter_group_closed", name=asked["name"])
    place.show_again(turn)


def remove(turn: Turn) -> None:
    """Takes a member out, as was agreed."""
    asked = turn["pending"]
    turn["pending"] = None
    group = led_group(turn, asked["group"])
    if group is None:
        turn.say("utter_group_gone")
        place.show_again(turn)
        return
    turn.services.groups.remove(turn.person, group.id, asked["member"])
    turn.say("utter_group_removed", kind=kind_of(group), own=asked["name"])
    _show(turn, group)


def _said(turn: Turn, group: Group) -> str | None:
    """What the words want of a group that the person leads."""
    text = nfc(turn.text.lower()) if turn.value is None else ""
    bare = strip_diacritics(text)
    for what, pattern in _WANTS:
        if pattern.search(bare):
            return what
    for member in turn.services.groups.members(turn.person, group.id):
        name = member.name.lower() if text != bare else strip_diacritics(member.name.lower())
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            return f"m{member.id}"
    return "roster" if _HOW_FAR.search(bare) else None


def _do(turn: Turn, group: Group, what: str | None) -> None:
    """Does with a group that the person leads what a button or the words want."""
    member = _MEMBER.fullmatch(what or "")
    roster = _ROSTER.fullmatch(what or "")
    if member:
        _show_member(turn, group, int(member[1]), removing=bool(member[2]))
    elif roster:
        _show_roster(turn, group, int(roster[1] or 0))
    elif what == "invite":
        _invite(turn, group)
    elif what == "renew":
        turn.say("utter_group_renewed", kind=kind_of(group))
        _invite(turn, turn.services.groups.renew_code(turn.person, group.id, turn.message_id))
    elif what == "close":
        turn["pending"] = {"kind": CLOSING, "group": group.id, "name": group.name}
        choices = (Choice("Đóng", "affirm", CLOSING), Choice("Giữ lại", "deny", CLOSING))
        kind = kind_of(group)
        turn.say("utter_group_ask_close", choices, numbered=True, kind=kind, name=group.name)
    else:
        _show(turn, group)


def _invite(turn: Turn, group: Group) -> None:
    turn.say("utter_group_invite", kind=kind_of(group))
    choices = [
        Choice(f"Xem {kind_of(group)}", "my_groups", value_of(group)),
        place.go_on(turn),
    ]
    picture = f"{turn.services.settings.base_url}/groups/{group.code}.png"
    # Alone, so that it can be copied or passed on.
    turn.tell(group_code.shown(group.code), choices, image=picture)


def _show(turn: Turn, group: Group) -> None:
    """The group, and all that can be done with it."""
    lessons = {lesson.id: lesson.title for lesson in turn.library.curriculum.lessons}
    choices = [
        Choice("Ai học đến đâu", "my_groups", value_of(group, "roster")),
        Choice("Mời thêm người", "my_groups", value_of(group, "invite")),
        Choice("Chọn bài của tuần", "week_lesson", value_of(group)),
        Choice("Đọc hướng dẫn", "leader_guide"),
        Choice("Đổi mã", "my_groups", value_of(group, "renew")),
        Choice(f"Đóng {kind_of(group)}", "my_groups", value_of(group, "close")),
    ]
    size = turn.services.groups.size(group.id)
    if not size:
        choices = choices[1:]
    lesson = lessons.get(group.lesson_id or "")
    turn.say(
        "utter_group_led",
        choices,
        numbered=True,
        count=size,
        week=f"Bài của tuần: “{lesson}”." if lesson else "Chưa chọn bài của tuần.",
        Kind=kind_of(group).capitalize(),
        name=group.name,
    )


def _show_roster(turn: Turn, group: Group, start: int) -> None:
    """Who needs help first, a page at a time, and where several are stuck."""
    everybody = standings(turn, group)
    rule = turn.library.framework.groups
    if len(everybody) == 1:
        _show_member(turn, group, everybody[0].member.id, removing=False)
        return
    if not everybody:
        turn.say("utter_group_empty", kind=kind_of(group))
        _invite(turn, group)
        return
    if start == 0:
        active = sum(is_active(each.member, turn.now, rule) for each in everybody)
        turn.say(
            "utter_group_roster",
            count=len(everybody),
            active=active,
            days=rule.active_days,
            Kind=kind_of(group).capitalize(),
            name=group.name,
        )
        if stuck := most_stuck(everybody)[:3]:
            lessons = "; ".join(f"“{lesson.title}” ({count} người)" for lesson, count in stuck)
            turn.say("utter_group_stuck", lessons=lessons)
    page = everybody[start : start + _PAGE]
    for first in range(0, len(page), _LINES):
        turn.tell("\n".join(_line(turn, each) for each in page[first : first + _LINES]))
    choices = [
        Choice(each.member.name, "my_groups", value_of(group, f"m{each.member.id}"))
        for each in page
    ]
    after = start + _PAGE
    if after < len(everybody):
        choices.append(Choice("Xem tiếp", "my_groups", value_of(group, f"roster-{after}")))
    choices.append(
        Choice(
            "Quay về lớp" if group.kind == CLASS else "Quay về nhóm", "my_groups", value_of(group)
        )
    )
    turn.say("utter_group_whom", choices, numbered=True)


def _line(turn: Turn, each: Standing) -> str:
    report = each.overview
    stuck = f", vướng “{each.stuck.title}”" if each.stuck else ""
    when = _when(turn, each.member.seen_at)
    return f"{each.member.name}: {report.read}/{len(report.lessons)} bài, {when}{stuck}."


def _show_member(turn: Turn, group: Group, member_id: int, removing: bool) -> None:
    """One member: how far, where stuck, and how to help with the next lesson."""
    members = turn.services.groups.members(turn.person, group.id)
    found = [standing_of(turn, member) for member in members if member.id == member_id]
    if not found:
        turn.say("utter_group_no_such_member")
        _show(turn, group)
        return
    each = found[0]
    name = each.member.name
    if removing:
        turn["pending"] = {
            **{"kind": REMOVING, "group": group.id},
            **{"member": member_id, "name": name},
        }
        choices = (Choice("Bớt", "affirm", REMOVING), Choice("Giữ lại", "deny", REMOVING))
        turn.say("utter_group_ask_remove", choices, numbered=True, kind=kind_of(group), own=name)
        return
    report = each.overview
    turn.say(
        "utter_group_member",
        own=name,
        read=report.read,
        total=len(report.lessons),
        mastered=report.mastered,
        when=_when(turn, each.member.seen_at),
    )
    begun = [done for done in report.modules if done.read or done.answered]
    if begun:
        turn.tell(
            "\n".join(
                f"{done.module.title}: đọc {done.read}/{len(done.lessons)} bài"
                for done in begun[-_MOST_MODULES:]
            )
        )
    _say_how_to_help(turn, each)
    choices_after = [
        Choice(f"Bớt khỏi {kind_of(group)}", "my_groups", value_of(group, f"m{member_id}-remove")),
        place.go_on(turn),
    ]
    if each.next:
        lesson = value_of(group, each.next.id)
        choices_after.insert(0, Choice("Lấy làm bài của tuần", "week_lesson", lesson))
    if len(members) > 1:
        roster = Choice("Xem người khác", "my_groups", value_of(group, "roster"))
        choices_after.insert(0, roster)
    turn.say("utter_group_member_next", choices_after, numbered=True)


def _say_how_to_help(turn: Turn, each: Standing) -> None:
    if each.next is None:
        turn.say("utter_group_all_read", own=each.member.name)
        return
    said = "utter_group_member_stuck" if each.stuck else "utter_group_member_goes_on"
    turn.say(said, own=each.member.name, lesson=each.next.title)
    guide = turn.library.guides.get(each.next.module_id)
    for entry in guide.helps if guide else ():
        if entry.lesson == each.next.id:
            turn.tell(f"Cách giúp: {entry.hint}")


def _when(turn: Turn, seen_at: datetime | None) -> str:
    if seen_at is None:
        return "chưa học"
    today = turn.now.astimezone(VIETNAM_TIME).date()
    day = seen_at.astimezone(VIETNAM_TIME).date()
    days = (today - day).days
    if days <= 1:
        return "học hôm qua" if days == 1 else "học hôm nay"
    return f"học {days} ngày trước" if days < 30 else f"học ngày {day:%d/%m/%Y}"
