"""Quiz contests: joining and playing one, the ranking, and what its leader does."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from actions import contest_round, onboarding, place
from actions.base import BotAction
from actions.contest_making import making_of
from actions.turn import Choice, Turn
from bot import contest_code
from bot.learning.contest import Contest, Phase, draw, in_time, player_name
from bot.learning.contest_book import FullContestError
from bot.learning.contest_calls import length_in_words
from bot.store.database import VIETNAM_TIME
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["NAMING", "take_answer", "take_name"]

NAMING = "contest_name"
_KEEPING = re.compile(r"(?:thoi|khong|giu|bo qua|de nguyen|de vay|de the)\b.*")
_START = re.compile(
    r"\bbat dau\b(?!.*\b(?:luc|vao|nua|sau)\b)|\bcho (?:choi|thi) (?:ngay|luon|di)\b"
)
_CLOSE = re.compile(r"\b(?:ket thuc|dung|ngung|dong|huy|cham dut|bo|tat)\b")
_HIDE = re.compile(r"\b(?:an|doi|xoa|bo|go|giau)\b(?: \w+){0,3} ten\b[^\d]*(\d{1,4})\b")


class JoinContest(BotAction):
    """I want to play."""

    intent = "join_contest"

    def reply(self, turn: Turn) -> None:
        """Joins by the code that was sent; without one goes to the contest that was joined."""
        if not turn.consented:
            onboarding.ask_consent_first(turn, "utter_contest_needs_consent", turn.value)
            return
        if found := contest_round.MISSED.fullmatch(turn.value or ""):
            _show_missed(turn, int(found[1]))
            return
        code = _code_of(turn)
        if code:
            _join(turn, code)
            return
        contest = contest_round.waiting(turn)
        offered = contest_round.offered(turn) if contest is None else None
        if offered:
            _join(turn, offered.code)
        elif contest is None and place.lesson_of(turn) and turn.value is None:
            turn.follow("action_start_quiz")  # “đố vui đi” in a lesson asks for its questions
        elif contest is None:
            turn.say("utter_contest_needs_code")
            place.show_again(turn)
        elif turn.value == "name":
            _ask_name(turn, contest)
        elif contest.phase(turn.now) is Phase.RUNNING:
            _enter(turn, contest)
        else:
            _say_waiting(turn, contest)


class ContestRanking(BotAction):
    """Who leads?"""

    intent = "contest_ranking"
    aside = True

    def reply(self, turn: Turn) -> None:
        """The board of the contest the person plays in or leads, or of the last one."""
        contests = turn.services.contests
        contest = contest_round.contest_of(turn)
        if contest is None and turn.consented:
            contest = (
                contests.joined_by(turn.person, turn.now)
                or contests.led_by(turn.person, turn.now)
                or contests.joined_by(turn.person)
                or contests.last_led_by(turn.person)
            )
        if contest is None:
            turn.say("utter_contest_none")
        else:
            contest_round.say_ranking(turn, contest)


class HoldContest(BotAction):
    """I want to hold one, begin it, end it."""

    intent = "hold_contest"

    def reply(self, turn: Turn) -> None:
        """Makes a contest; of somebody who holds one already, does what they say with it."""
        if not turn.consented:
            onboarding.ask_consent_first(turn, "utter_contest_needs_consent", turn.value)
            return
        code = _code_of(turn) if turn.value is None else None
        if code and turn.services.contests.by_code(code):
            _join(turn, code)  # whoever sends the code of a contest wants to play in it
            return
        led = turn.services.contests.led_by(turn.person, turn.now)
        bare = strip_diacritics(turn.text.lower()) if turn.value is None else ""
        hidden = _HIDE.search(bare)
        if led is None:
            _make(turn)
        elif turn.place not in (None, str(led.id)):
            _say_led(turn, led)
        elif hidden:
            turn.services.contests.rename(led.id, int(hidden[1]), None)
            turn.say("utter_contest_name_hidden", number=hidden[1])
            _say_led(turn, led)
        elif turn.value == "start" or _START.search(bare):
            turn.services.contests.begin(led.id, turn.arrived)
            _say_led(turn, turn.services.contests.find(led.id) or led)
        elif turn.value == "close" or _CLOSE.search(bare):
            turn.services.contests.close(led.id, turn.arrived)
            turn.say("utter_contest_closed", title=led.title)
            place.show_again(turn)
        else:
            _say_led(turn, led)


def take_answer(turn: Turn, chosen: int | None) -> None:
    """Takes a choice in a contest: the open question is answered, and the next one asked."""
    contest = contest_round.contest_of(turn)
    found = contest_round.open_question(turn)
    if contest and found and not contest_round.keep_answer(turn, contest, found[0], chosen):
        turn.say("utter_contest_too_late")
    place.show(turn)


def take_name(turn: Turn, text: str) -> None:
    """Takes the name for the board."""
    contest = turn.services.contests.find((turn["pending"] or {}).get("contest") or 0)
    player = turn.services.contests.player(contest.id, turn.person) if contest else None
    if contest is None or player is None:
        turn["pending"] = turn["awaiting"] = None
        place.show(turn)
        return
    if not _KEEPING.fullmatch(strip_diacritics(text.lower().strip(" .!"))):
        if turn.metadata.get("spoken"):
            text = text.strip(" .").title()
        name = player_name(text)
        if name is None:
            turn.say("utter_contest_name_refused")
            return
        if not turn.services.contests.rename(contest.id, player.number, name):
            turn.say("utter_contest_name_taken", name=name)
            return
    turn["pending"] = turn["awaiting"] = None
    if contest.phase(turn.now) is Phase.RUNNING:
        _enter(turn, contest)
    else:
        _say_waiting(turn, contest)


def _code_of(turn: Turn) -> str | None:
    if turn.value is not None:
        return turn.value if turn.value.isdecimal() else None
    return contest_code.find(turn.text)


def _join(turn: Turn, code: str) -> None:
    contest = turn.services.contests.by_code(code)
    if contest is None:
        turn.say("utter_contest_unknown")
        place.show_again(turn)
        return
    phase = contest.phase(turn.now)
    if phase in (Phase.OVER, Phase.OFF):
        turn.say("utter_contest_is_over", title=contest.title)
        place.show_again(turn)
        return
    try:
        turn.services.contests.join(contest.id, turn.person, turn.sender, turn.now)
    except FullContestError:
        turn.say("utter_contest_full", title=contest.title)
        place.show_again(turn)
        return
    if phase is Phase.RUNNING:
        _enter(turn, contest)
    else:
        _say_waiting(turn, contest)


def _enter(turn: Turn, contest: Contest) -> None:
    """Begins to play, or goes on; where the person was is kept for afterwards."""
    if (turn["activity"] or {}).get("kind") != contest_round.KIND and turn["activity"]:
        place.pause(turn)
    activity = turn["activity"] or {}
    is_inside = activity.get("kind") == contest_round.KIND
    before = activity.get("before") if is_inside else turn["activity"]
    if not is_inside or activity["contest"] != contest.id:
        turn.say(
            "utter_contest_begin",
            title=contest.title,
            count=len(contest.questions),
            time=length_in_words(contest.ends_at - turn.now),
        )
    turn["activity"] = {"kind": contest_round.KIND, "contest": contest.id, "before": before}
    place.show(turn)


def _say_waiting(turn: Turn, contest: Contest) -> None:
    """That the person has joined, as whom, and when it begins."""
    player = turn.services.contests.player(contest.id, turn.person)
    choices = [
        Choice("Đặt tên khác", "join_contest", "name"),
        Choice("Xem ai tham gia", "contest_ranking"),
        place.go_on(turn, "Học bài trong lúc chờ"),
    ]
    if contest.leader == turn.person:
        choices.insert(0, Choice("Bắt đầu ngay", "hold_contest", "start", str(contest.id)))
    turn.say("utter_contest_joined", title=contest.title, start=_clock(contest.starts_at, turn.now))
    turn.say("utter_contest_seen_as", choices, numbered=True, name=player.name if player else "…")


def _show_missed(turn: Turn, number: int) -> None:
    """One question that was missed, what is right and why, and the lesson it belongs to."""
    contests = turn.services.contests
    named = re.fullmatch(r"\d{1,9}", turn.place or "")
    contest = contests.find(int(named[0])) if named else contests.joined_by(turn.person)
    questions = contest_round.missed(turn, contest) if contest else []
    if contest is None or number >= len(questions):
        turn.say("utter_contest_nothing_missed")
        place.show_again(turn)
        return
    question = questions[number]
    turn.tell(question.stem)
    choices = [Choice("Học bài về việc này", "choose_module", question.lesson_id)]
    if number + 1 < len(questions):
        more = Choice("Câu sai tiếp theo", "join_contest", f"missed-{number + 1}", str(contest.id))
        choices.insert(0, more)
    key = turn.library.fill(question.key.text, turn.form)
    reason = turn.library.fill(question.key.feedback, turn.form)
    turn.say(
        "utter_key", [*choices, Choice("Để sau", "stop")], numbered=True, key=key, reason=reason
    )


def _ask_name(turn: Turn, contest: Contest) -> None:
    turn["pending"] = {"kind": NAMING, "contest": contest.id}
    turn["awaiting"] = NAMING
    turn.say("utter_contest_ask_name")


def _make(turn: Turn) -> None:
    """A new contest, of what was said and of defaults; the same message makes it once."""
    wanted = making_of(turn)
    curriculum = turn.library.curriculum
    seed = f"{turn.person}/{turn.message_id}"
    questions = draw(curriculum, wanted.questions, seed, wanted.modules)
    contest = turn.services.contests.make(
        turn.person,
        turn.message_id,
        wanted.title,
        questions,
        wanted.starts_at,
        in_time(len(questions), wanted.seconds),
        turn.now,
        wanted.group,
    )
    turn.say("utter_contest_made")
    _say_led(turn, contest)


def _say_led(turn: Turn, contest: Contest) -> None:
    """What its leader needs: the code alone, so that it can be passed on, the page, what to do."""
    running = contest.phase(turn.now) is Phase.RUNNING
    time = length_in_words(contest.ends_at - contest.starts_at)
    turn.say(
        "utter_contest_runs" if running else "utter_contest_waits",
        title=contest.title,
        count=len(contest.questions),
        time=time,
        start=_clock(contest.starts_at, turn.now),
        end=_clock(contest.ends_at, turn.now),
        players=len(turn.services.contests.scores(contest.id)),
    )
    turn.say("utter_contest_code", code=contest_code.shown(contest.code))
    id = str(contest.id)
    choices = [
        Choice("Bắt đầu ngay", "hold_contest", "start", id),
        Choice("Xem xếp hạng", "contest_ranking"),
        Choice("Cùng chơi", "join_contest", contest.code),
        Choice("Huỷ cuộc này", "hold_contest", "close", id),
    ]
    if running:
        choices[0], choices[3] = choices[1], Choice("Kết thúc sớm", "hold_contest", "close", id)
        del choices[1]
    link = f"{turn.services.settings.base_url}/contest/{contest.token}"
    turn.say("utter_contest_page", choices, numbered=True, link=link)


def _clock(moment: datetime, now: datetime) -> str:
    """“20:00”, with the day where it is another one."""
    there, here = moment.astimezone(VIETNAM_TIME), now.astimezone(VIETNAM_TIME)
    if there.date() == here.date():
        return f"{there:%H:%M}"
    if there.date() == here.date() + timedelta(days=1):
        return f"{there:%H:%M} ngày mai"
    return f"{there:%H:%M} ngày {there:%d/%m}"
