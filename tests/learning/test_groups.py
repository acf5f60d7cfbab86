"""Groups in both databases: made once, joined by agreement, seen by their leader alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.learning.groups import (
    CLASS,
    FAMILY,
    MOST_GROUPS,
    MOST_MEMBERS,
    MOST_TRIES,
    FullError,
    Group,
    Groups,
    TooManyTriesError,
    UnknownGroupError,
)
from bot.learning.identities import Identities
from bot.learning.learner import Learners, NotEnrolledError

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)
LATER = NOW + timedelta(days=7)
HOA, LAN, MINH = "web:hoa", "telegram:lan", "zalo_oa:minh"


@pytest.fixture(name="groups")
def _groups(engine: Engine, learners: Learners) -> Groups:
    for person in (HOA, LAN, MINH):
        learners.enrol(person, "1", NOW)
    return Groups(engine)


@pytest.fixture(name="group")
def _group(groups: Groups) -> Group:
    return groups.create(HOA, CLASS, "Lớp cô Hoa", "m1", NOW)


def names(groups: Groups, group: Group) -> list[str]:
    """By what names the leader knows the members."""
    return [each.name for each in groups.members(group.leader, group.id)]


def test_a_message_makes_one_group(groups: Groups, group: Group) -> None:
    assert groups.create(HOA, CLASS, "Lớp cô Hoa", "m1", LATER) == group
    other = groups.create(HOA, FAMILY, "Nhà Hoa", "m2", LATER)
    assert groups.led_by(HOA) == [group, other]
    assert groups.find(group.id) == group
    assert group.code != other.code
    assert groups.led_by(LAN) == []


def test_only_who_agreed_to_storing_has_groups(groups: Groups, group: Group) -> None:
    with pytest.raises(NotEnrolledError):
        groups.create("web:nobody", CLASS, "Lớp", "m1", NOW)
    with pytest.raises(NotEnrolledError):
        groups.join("web:nobody", group.id, "Ai", "1", NOW)
    with pytest.raises(NotEnrolledError):
        groups.look_up("web:nobody", group.code, "m1", NOW)


def test_joining_again_changes_the_name_only(groups: Groups, group: Group) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    groups.join(LAN, group.id, "Chị Lan", "1", LATER)
    (member,) = groups.members(HOA, group.id)
    assert (member.name, member.person, member.joined_at) == ("Chị Lan", LAN, NOW)
    assert [(each.group, each.name) for each in groups.joined_by(LAN)] == [(group, "Chị Lan")]


def test_members_of_one_name_are_told_apart(groups: Groups, group: Group) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    groups.join(MINH, group.id, "Lan", "1", NOW)
    groups.join(MINH, group.id, "Lan", "1", NOW)
    assert names(groups, group) == ["Lan", "Lan (2)"]


def test_nobody_joins_their_own_group_or_none(groups: Groups, group: Group) -> None:
    for person, group_id in ((HOA, group.id), (LAN, group.id + 1)):
        with pytest.raises(UnknownGroupError):
            groups.join(person, group_id, "Ai", "1", NOW)


def test_only_the_leader_sees_and_changes_anything(groups: Groups, group: Group) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    (member,) = groups.members(HOA, group.id)
    for person in (LAN, MINH):
        with pytest.raises(UnknownGroupError):
            groups.members(person, group.id)
        with pytest.raises(UnknownGroupError):
            groups.remove(person, group.id, member.id)
        with pytest.raises(UnknownGroupError):
            groups.close(person, group.id)
        with pytest.raises(UnknownGroupError):
            groups.renew_code(person, group.id, "m9")
        with pytest.raises(UnknownGroupError):
            groups.set_lesson(person, group.id, "M01-L1", NOW)
    assert groups.find(group.id) == group
    assert names(groups, group) == ["Lan"]


def test_a_member_of_another_group_is_not_removed(groups: Groups, group: Group) -> None:
    other = groups.create(MINH, CLASS, "Lớp Minh", "m1", NOW)
    groups.join(LAN, other.id, "Lan", "1", NOW)
    (member,) = groups.members(MINH, other.id)
    groups.remove(HOA, group.id, member.id)
    assert names(groups, other) == ["Lan"]
    groups.remove(MINH, other.id, member.id)
    groups.remove(MINH, other.id, member.id)
    assert names(groups, other) == []


def test_leaving_and_closing_may_be_repeated(groups: Groups, group: Group) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    groups.join(MINH, group.id, "Minh", "1", NOW)
    for _ in range(2):
        groups.leave(LAN, group.id)
        assert names(groups, group) == ["Minh"]
    for _ in range(2):
        groups.close(HOA, group.id)
        assert groups.joined_by(MINH) == []
    assert groups.find(group.id) is None


def test_a_new_code_replaces_the_old_one_once(groups: Groups, group: Group) -> None:
    renewed = groups.renew_code(HOA, group.id, "m2")
    assert groups.renew_code(HOA, group.id, "m2") == renewed
    assert renewed.code != group.code
    assert groups.look_up(LAN, renewed.code, "m1", NOW) == renewed
    with pytest.raises(UnknownGroupError):
        groups.look_up(LAN, group.code, "m2", NOW)


def test_codes_are_tried_a_few_times_a_day(groups: Groups, group: Group) -> None:
    for number in range(MOST_TRIES):
        for _ in range(2):  # the same message counts once
            with pytest.raises(UnknownGroupError):
                groups.look_up(LAN, "tre-tre-tre-tre", f"m{number}", NOW)
            if number == MOST_TRIES - 1:
                break
    with pytest.raises(TooManyTriesError):
        groups.look_up(LAN, group.code, "m99", NOW)
    assert groups.look_up(MINH, group.code, "m99", NOW) == group
    assert groups.look_up(LAN, group.code, "m99", NOW + timedelta(hours=25)) == group


def test_there_are_bounds(groups: Groups, group: Group, learners: Learners) -> None:
    for number in range(1, MOST_GROUPS):
        groups.create(HOA, CLASS, "Lớp", f"n{number}", NOW)
    with pytest.raises(FullError):
        groups.create(HOA, CLASS, "Lớp", "one more", NOW)
    for number in range(MOST_MEMBERS):
        learners.enrol(f"web:{number}", "1", NOW)
        groups.join(f"web:{number}", group.id, "Em", "1", NOW)
    assert groups.size(group.id) == MOST_MEMBERS
    assert len(set(names(groups, group))) == MOST_MEMBERS
    with pytest.raises(FullError):
        groups.join(LAN, group.id, "Lan", "1", NOW)


def test_the_lesson_of_the_week_is_offered_to_each_once(groups: Groups, group: Group) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    groups.join(MINH, group.id, "Minh", "1", NOW)
    assert groups.lesson_to_offer(LAN, "m1") is None
    groups.set_lesson(HOA, group.id, "M01-L1", NOW)
    for _ in range(2):
        offered = groups.lesson_to_offer(LAN, "m2")
        assert offered
        assert offered.lesson_id == "M01-L1"
    assert groups.lesson_to_offer(LAN, "m3") is None
    assert groups.lesson_to_offer(MINH, "m3")
    groups.set_lesson(HOA, group.id, "M02-L1", LATER)
    offered = groups.lesson_to_offer(LAN, "m4")
    assert offered
    assert (offered.lesson_id, offered.lesson_set_at) == ("M02-L1", LATER)
    assert groups.lesson_to_offer(HOA, "m5") is None


def test_who_is_forgotten_is_in_no_group_and_leads_none(
    groups: Groups, group: Group, learners: Learners
) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    learners.forget(LAN)
    assert names(groups, group) == []
    groups.join(MINH, group.id, "Minh", "1", NOW)
    learners.forget(HOA)
    assert groups.joined_by(MINH) == []


def test_when_a_member_was_last_there(groups: Groups, group: Group, learners: Learners) -> None:
    groups.join(LAN, group.id, "Lan", "1", NOW)
    assert groups.members(HOA, group.id)[0].seen_at is None
    learners.save_activity(LAN, {"kind": "lesson"}, LATER)
    assert groups.members(HOA, group.id)[0].seen_at == LATER


def test_linked_platforms_are_one_member_and_lead_what_either_led(
    groups: Groups, group: Group, engine: Engine
) -> None:
    own = groups.create(MINH, FAMILY, "Nhà Minh", "m1", NOW)
    of_lan = groups.create(LAN, FAMILY, "Nhà Lan", "m1", NOW)
    groups.join(LAN, group.id, "Lan", "1", NOW)
    groups.join(MINH, group.id, "Minh", "1", NOW)
    groups.join(MINH, of_lan.id, "Con", "1", NOW)
    identities = Identities(engine)
    identities.redeem(MINH, identities.new_code(LAN, NOW), NOW)
    assert {each.name for each in groups.led_by(LAN)} == {own.name, of_lan.name}
    assert names(groups, group) == ["Lan"]
    assert groups.size(of_lan.id) == 0


def test_two_processes_join_the_same_person_once(groups: Groups, group: Group) -> None:
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(groups.join, LAN, group.id, "Lan", "1", NOW) for _ in range(4)]
        for job in jobs:
            job.result()
    assert names(groups, group) == ["Lan"]
