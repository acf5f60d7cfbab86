"""Contests in a database of each kind: made, joined, answered, told, ended and forgotten."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.learning.contest import Contest, Phase, ranked
from bot.learning.contest_book import KEPT, Contests, FullContestError
from bot.learning.contest_calls import TELL_WITHIN, Call, ContestCalls, Stage
from bot.learning.identities import Identities
from bot.learning.learner import Learners, NotEnrolledError

NOW = datetime(2026, 10, 10, 2, 0, tzinfo=timezone.utc)
START = NOW + timedelta(minutes=10)
FIVE = timedelta(minutes=5)
CO, AN, BINH = "web:co", "web:an", "telegram:binh"


@pytest.fixture(name="contests")
def _contests(engine: Engine) -> Contests:
    for person in (CO, AN, BINH):
        Learners(engine).enrol(person, "1", NOW)
    return Contests(engine)


def made(contests: Contests, message_id: str = "m1", leader: str | None = CO) -> Contest:
    return contests.make(leader, message_id, "Lớp cô Mai", ("a", "b", "c"), START, FIVE, NOW)


def answer(
    contests: Contests, contest: Contest, person: str, question: str, **more: object
) -> bool:
    given = {"message_id": question, "correct": True, "at": START, **more}
    message_id, correct, at = given["message_id"], given["correct"], given["at"]
    assert isinstance(message_id, str)
    assert isinstance(at, datetime)
    return contests.answer(contest.id, person, message_id, question, "x", bool(correct), at)


def test_the_same_message_makes_one_contest(contests: Contests) -> None:
    contest = made(contests)
    assert made(contests) == contest
    assert contest.questions == ("a", "b", "c")
    assert (contest.starts_at, contest.ends_at) == (START, START + FIVE)
    assert contests.led_by(CO, NOW) == contest
    assert contests.led_by(AN, NOW) is None
    assert contests.by_code(contest.code) == contests.by_token(contest.token) == contest
    assert made(contests, "m2").code != contest.code


def test_an_operator_leads_as_many_as_they_make(contests: Contests) -> None:
    first, second = made(contests, "operator", None), made(contests, "operator", None)
    assert first.leader is None
    assert first.id != second.id
    assert contests.all() == [second, first]


def test_who_joins_gets_a_number_once_and_may_choose_a_name(contests: Contests) -> None:
    contest = made(contests)
    an = contests.join(contest.id, AN, AN, NOW)
    assert contests.join(contest.id, AN, AN, NOW) == an
    binh = contests.join(contest.id, BINH, BINH, NOW)
    assert (an.name, binh.name) == ("Người chơi 1", "Người chơi 2")
    assert contests.rename(contest.id, 1, "An")
    assert not contests.rename(contest.id, 2, "an")
    assert contests.rename(contest.id, 1, "An")
    assert [each.name for each in contests.scores(contest.id)] == ["An", "Người chơi 2"]
    assert contests.rename(contest.id, 1, None)
    assert contests.player(contest.id, AN) == an
    assert contests.joined_by(AN, NOW) == contest
    assert contests.joined_by(CO) is None


def test_two_who_join_at_once_get_two_numbers(contests: Contests) -> None:
    contest = made(contests)
    gate = threading.Barrier(2)

    def join(person: str) -> None:
        gate.wait()
        contests.join(contest.id, person, person, NOW)

    threads = [threading.Thread(target=join, args=(person,)) for person in (AN, BINH)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.number for each in contests.scores(contest.id)] == [1, 2]


def test_only_so_many_may_play(contests: Contests, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.learning.contest_book.MOST_PLAYERS", 1)
    contest = made(contests)
    contests.join(contest.id, AN, AN, NOW)
    with pytest.raises(FullContestError):
        contests.join(contest.id, BINH, BINH, NOW)


def test_each_question_counts_once(contests: Contests) -> None:
    contest = made(contests)
    for person in (AN, BINH):
        contests.join(contest.id, person, person, NOW)
    assert answer(contests, contest, AN, "a", at=START + timedelta(seconds=20))
    assert not answer(contests, contest, AN, "a", at=START + timedelta(seconds=20))
    assert not answer(contests, contest, AN, "a", message_id="other", correct=False)
    assert answer(contests, contest, AN, "b", correct=False, at=START + timedelta(seconds=50))
    assert answer(contests, contest, BINH, "a", at=START + timedelta(seconds=10))
    assert contests.answers(contest.id, AN) == {"a": True, "b": False}
    board = ranked(contest, contests.scores(contest.id))
    assert [(each.score.number, each.score.right, each.time) for each in board] == [
        (2, 1, timedelta(seconds=10)),
        (1, 1, timedelta(seconds=20)),
    ]
    assert board[1].score.answered == 2


def test_nothing_is_kept_of_people_who_did_not_agree(contests: Contests) -> None:
    contest = made(contests)
    with pytest.raises(NotEnrolledError):
        contests.join(contest.id, "web:nobody", "web:nobody", NOW)
    with pytest.raises(NotEnrolledError):
        made(contests, leader="web:nobody")


def test_the_leader_begins_it_sooner_and_it_lasts_as_long(contests: Contests) -> None:
    contest = made(contests)
    contests.begin(contest.id, NOW)
    contests.begin(contest.id, NOW + timedelta(minutes=1))
    begun = contests.find(contest.id)
    assert begun is not None
    assert (begun.starts_at, begun.ends_at) == (NOW, NOW + FIVE)


def test_a_contest_is_ended_early_or_called_off(contests: Contests) -> None:
    running, waiting = made(contests, "m1"), made(contests, "m2")
    contests.begin(running.id, NOW)
    contests.close(running.id, NOW + timedelta(minutes=1))
    contests.close(running.id, NOW + timedelta(minutes=2))
    contests.close(waiting.id, NOW)
    ended, off = contests.find(running.id), contests.find(waiting.id)
    assert ended is not None
    assert off is not None
    assert ended.ends_at == NOW + timedelta(minutes=1)
    assert off.phase(NOW) is Phase.OFF
    assert contests.led_by(CO, NOW + timedelta(minutes=1)) is None
    contests.begin(waiting.id, NOW)
    assert contests.find(waiting.id) == off


def told(contests: Contests, now: datetime) -> list[Call]:
    """What is due, and is settled."""
    calls = ContestCalls(contests.engine)
    due = calls.due(now)
    for each in due:
        calls.settle(each.player_id, each.stage)
    return due


def test_players_are_told_of_the_start_and_of_the_result(contests: Contests) -> None:
    contest = made(contests)
    for person in (AN, BINH):
        contests.join(contest.id, person, person, NOW)
    assert told(contests, NOW) == []
    starts = told(contests, START)
    assert [(each.person, each.stage, each.plays) for each in starts] == [
        (AN, Stage.START, True),
        (BINH, Stage.START, True),
    ]
    assert "3 câu, còn 5 phút cho tất cả" in starts[0].text
    assert told(contests, START + timedelta(minutes=1)) == []
    answer(contests, contest, BINH, "a")
    results = told(contests, START + FIVE)
    assert "đúng 0/3 câu, đứng thứ 2 trong 2 người chơi" in results[0].text
    assert "1. Người chơi 2, 1 câu; 2. Người chơi 1, 0 câu" in results[1].text
    assert told(contests, START + FIVE) == []
    assert len({each.id for each in (*starts, *results)}) == 4


def test_who_slept_through_the_start_is_told_the_result_only(contests: Contests) -> None:
    contest = made(contests)
    contests.join(contest.id, AN, AN, NOW)
    [call] = told(contests, START + FIVE)
    assert call.stage is Stage.RESULT
    assert told(contests, START + FIVE) == []


def test_nobody_is_told_hours_later(contests: Contests) -> None:
    contest = made(contests)
    contests.join(contest.id, AN, AN, NOW)
    assert told(contests, START + FIVE + TELL_WITHIN + timedelta(seconds=1)) == []
    assert told(contests, START + FIVE) == []


def test_players_are_told_at_once_that_it_is_called_off(contests: Contests) -> None:
    contest = made(contests)
    contests.join(contest.id, AN, AN, NOW)
    contests.close(contest.id, NOW)
    [call] = told(contests, NOW)
    assert "đã được huỷ" in call.text
    assert told(contests, START) == []


def test_what_is_over_is_deleted_after_a_while(contests: Contests) -> None:
    contest = made(contests)
    contests.join(contest.id, AN, AN, NOW)
    answer(contests, contest, AN, "a")
    assert contests.sweep(START + FIVE + KEPT) == 0
    assert contests.sweep(START + FIVE + KEPT + timedelta(seconds=1)) == 1
    assert Learners(contests.engine).export(AN)["Câu đố vui đã trả lời"] == []


def test_a_player_who_is_forgotten_leaves_the_board(contests: Contests) -> None:
    contest = made(contests)
    for person in (AN, BINH):
        contests.join(contest.id, person, person, NOW)
    answer(contests, contest, AN, "a")
    Learners(contests.engine).forget(AN)
    assert [each.number for each in contests.scores(contest.id)] == [2]
    Learners(contests.engine).forget(CO)
    assert contests.find(contest.id) is None


def test_who_links_two_platforms_plays_once(contests: Contests) -> None:
    """What both played in, the first has; what only the second did, goes along."""
    both, alone = made(contests, "m1"), made(contests, "m2")
    contests.join(both.id, AN, AN, NOW)
    for contest in (both, alone):
        contests.join(contest.id, BINH, BINH, NOW)
        answer(contests, contest, BINH, "a")
    led = made(contests, "m1", BINH)
    contests.make(AN, "m1", "Của An", ("a",), START, FIVE, NOW)
    identities = Identities(contests.engine)
    identities.redeem(BINH, identities.new_code(AN, NOW), NOW)
    assert contests.answers(both.id, AN) == {}
    assert contests.answers(alone.id, AN) == {"a": True}
    assert [each.number for each in contests.scores(both.id)] == [1]
    assert contests.last_led_by(AN) is not None
    assert {each.title for each in contests.all() if each.leader == AN} == {led.title, "Của An"}
