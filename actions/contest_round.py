"""Playing in a contest: which question is next, what an answer does, and how it ended."""

from __future__ import annotations

import re
from datetime import timedelta

from actions.turn import Choice, Turn
from bot.learning import quiz as quizzes
from bot.learning.contest import Contest, Phase, Standing, ranked
from bot.learning.contest_calls import length_in_words
from bot.learning.curriculum import Question

__all__ = [
    "KIND",
    "MISSED",
    "afterwards",
    "contest_of",
    "heading",
    "keep_answer",
    "missed",
    "next_question",
    "offered",
    "on_board",
    "open_question",
    "say_ranking",
    "say_result",
    "seed_of",
    "tag",
    "waiting",
]

KIND = "contest"
"""The kind of the activity: `contest` is its number, `question` the open one, `before` where the
person was."""

MISSED = re.compile(r"missed-(\d{1,3})")
"""The value of a button that shows what was missed: which of it."""

_BEST = 5


def contest_of(turn: Turn) -> Contest | None:
    """The contest the person is in; None where they are in none, or it was deleted."""
    activity = turn["activity"] or {}
    if activity.get("kind") != KIND:
        return None
    return turn.services.contests.find(activity["contest"])


def waiting(turn: Turn) -> Contest | None:
    """The contest that the person has joined and that is not over."""
    return turn.services.contests.joined_by(turn.person, turn.now) if turn.consented else None


def offered(turn: Turn) -> Contest | None:
    """The contest of a group in which the person learns, which they have not joined yet."""
    if not turn.consented:
        return None
    found = turn.services.contests.in_groups(turn.now)  # mostly there is none
    if not found:
        return None
    own = {each.group.id for each in turn.services.groups.joined_by(turn.person)}
    return next((each for each in found if each.group in own), None)


def tag(activity: dict[str, object]) -> str:
    """A short name of the open question, carried by its buttons."""
    return f"c{activity['contest']}.{activity.get('question')}"


def seed_of(turn: Turn, contest: Contest) -> str:
    """What the order of the options is drawn by: another one for each player."""
    return f"contest/{contest.id}/{turn.person}"


def open_question(turn: Turn) -> tuple[Question, str] | None:
    """The question that was asked last, and what the order of its options is drawn by."""
    contest = contest_of(turn)
    question_id = (turn["activity"] or {}).get("question")
    curriculum = turn.library.curriculum
    if contest is None or not question_id or not curriculum.has_question(question_id):
        return None
    return curriculum.question(question_id), seed_of(turn, contest)


def next_question(turn: Turn) -> Question | None:
    """The next question of the contest the person is in, which is the open one from now on.

    None where none is left or the time is over: that is said, and the person is back where they
    were before.
    """
    contest = contest_of(turn)
    if contest is None:
        _leave(turn)
        return None
    if contest.phase(turn.now) is not Phase.RUNNING:
        _leave(turn)
        say_result(turn, contest)
        return None
    answered = turn.services.contests.answers(contest.id, turn.person)
    curriculum = turn.library.curriculum
    left = (id for id in contest.questions if id not in answered and curriculum.has_question(id))
    question_id = next(left, None)
    if question_id is None:
        _leave(turn)
        turn.say(
            "utter_contest_finished",
            (Choice("Xem xếp hạng", "contest_ranking"),),
            count=len(answered),
            time=length_in_words(contest.ends_at - turn.now),
        )
        return None
    turn["activity"] = {**turn["activity"], "question": question_id}
    return curriculum.question(question_id)


def heading(turn: Turn, contest: Contest, question: Question) -> str:
    """What stands before the question: its number, and the time that is left for all."""
    number = contest.questions.index(question.id) + 1
    left = max(contest.ends_at - turn.now, timedelta(seconds=1))
    return f"Câu {number}/{len(contest.questions)}, còn {length_in_words(left)}. "


def keep_answer(turn: Turn, contest: Contest, question: Question, chosen: int | None) -> bool:
    """Keeps the answer to the open question, by when the message came in; False for too late.

    `chosen` is an index of the options as shown, None for “I don't know”. The same message again,
    or a second answer, changes nothing. Whether it was right is told at the end: others still
    think about it.
    """
    if contest.phase(turn.arrived) is not Phase.RUNNING:
        return False
    marked = quizzes.mark(question, seed_of(turn, contest), chosen)
    turn.services.contests.answer(
        contest.id,
        turn.person,
        turn.message_id,
        question.id,
        marked.chosen.text if marked.chosen else None,
        marked.correct,
        turn.arrived,
    )
    return True


def say_result(turn: Turn, contest: Contest) -> None:
    """How it ended for the person, and who did best."""
    if contest.phase(turn.now) is Phase.OFF:
        turn.say("utter_contest_off", title=contest.title)
        return
    board, own = on_board(turn, contest)
    if own:
        turn.say(
            "utter_contest_result",
            title=contest.title,
            right=own.score.right,
            asked=len(contest.questions),
            place=own.place,
            players=len(board),
        )
    if board:
        turn.say("utter_contest_best", lines=_lines(board[:_BEST]))


def on_board(turn: Turn, contest: Contest) -> tuple[list[Standing], Standing | None]:
    """The board as it is now, and the person's own line of it."""
    contests = turn.services.contests
    board = ranked(contest, contests.scores(contest.id))
    player = contests.player(contest.id, turn.person)
    own = (each for each in board if player and each.score.number == player.number)
    return board, next(own, None)


def missed(turn: Turn, contest: Contest) -> list[Question]:
    """What the person did not answer rightly; nothing before the contest is over."""
    if contest.phase(turn.now) is not Phase.OVER:
        return []
    if turn.services.contests.player(contest.id, turn.person) is None:
        return []
    answers = turn.services.contests.answers(contest.id, turn.person)
    curriculum = turn.library.curriculum
    return [
        curriculum.question(id)
        for id in contest.questions
        if not answers.get(id) and curriculum.has_question(id)
    ]


def afterwards(turn: Turn, contest: Contest | None) -> list[Choice]:
    """What can be done after a contest: to see what was missed."""
    if contest is None or not missed(turn, contest):
        return []
    return [Choice("Xem đáp án câu sai", "join_contest", "missed-0", str(contest.id))]


def say_ranking(turn: Turn, contest: Contest) -> None:
    """Who leads, and where the person stands."""
    board, own = on_board(turn, contest)
    if not board:
        turn.say("utter_contest_nobody", title=contest.title)
        return
    turn.say("utter_contest_ranking", title=contest.title, lines=_lines(board[:_BEST]))
    if own and own not in board[:_BEST]:
        turn.say(
            "utter_contest_own_place",
            place=own.place,
            players=len(board),
            right=own.score.right,
        )


def _lines(board: list[Standing]) -> str:
    return "\n".join(_line(each) for each in board)


def _line(standing: Standing) -> str:
    score = standing.score
    time = f" ({length_in_words(standing.time)})" if standing.time is not None else ""
    return f"{standing.place}. {score.name}: {score.right} câu đúng{time}"


def _leave(turn: Turn) -> None:
    """Back to where the person was before."""
    before = (turn["activity"] or {}).get("before")
    turn["activity"] = {**before, "paused": True} if before else None
