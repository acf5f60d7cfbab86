"""A simulated learner: looks at what is offered, and takes the next step of their own plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from bot.learning.curriculum import Option, Question
from bot.learning.library import Library
from bot.payload import encode

from .ability import Ability
from .circles import lead, look_after, take_part
from .habits import ASIDES, choice, phrase
from .heard import Asked, Button, Eyes, Heard
from .line import Line
from .profiles import Profile

MOST_DAYS = 60
EXAMS_A_DAY = 2
MOST_WITHOUT_STEP = 6
MOST_STEPS_A_DAY = 500
REVIEWS_KEPT = 0.85
HINTS = 0.3
ASIDE = {"chatty": 0.06}
REPEATS = {"voice": 0.08}
SIMPLER = 0.04
WALKS_OFF = 0.02
FEELS_READY = 0.85
"""The share of all questions that somebody knows who sits the exam before they read everything."""

_PROGRESS = re.compile(r"đã đọc (\d+)/(\d+) bài, trong đó vững (\d+) bài")
_EXAM_RESULT = re.compile(r"đúng (\d+)/(\d+) câu")
_CODE = re.compile(r"Mã số: ([A-Z0-9-]+)")
_REVIEW_RESULT = re.compile(r"Ôn xong rồi ạ: (\d+)/(\d+)")
_LESSONS_IN_MODULE = re.compile(r"\((\d+)/(\d+) bài\)")


@dataclass(frozen=True)
class Given:
    """An answer that the bot took; `chosen` is None where they said that they do not know."""

    message_id: str
    question: Question
    kind: str
    chosen: Option | None


@dataclass
class Learner:
    """One of them; what happened to them is counted in `counts`."""

    profile: Profile
    line: Line
    library: Library
    seed: str
    given: list[Given] = field(default_factory=list)
    exams: list[tuple[int, int, bool]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    not_understood: Counter[str] = field(default_factory=Counter)
    day: int = 1
    code: str = ""
    progress: tuple[int, int, int] = (0, 0, 0)
    asides: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lot = Random(f"{self.seed}/{self.profile.name}")
        self.ability = Ability(self.library.curriculum, self.profile.ability, self.lot)
        self.eyes = Eyes(self.library, self.profile.form)
        self.heard = Heard([])
        self._mode = "quiz"
        self._chosen: Option | None = None
        self._hinted = False
        self._missed: list[str] = []
        self._lessons_today = 0
        self._exams_today = 0
        self._stuck = 0
        self._lesson = ""

    async def live(self, sleep: Callable[[str], Awaitable[None]]) -> None:
        """From hello to the certificate; `sleep` lets a day go by for whoever has this name."""
        await self._meet()
        while True:
            await self._study()
            if self.code:
                break
            if self.profile.leads and self.profile.leads.kind == "family":
                await look_after(self)
            self.day += 1
            assert self.day <= MOST_DAYS, f"{self.profile.name} has no certificate: {self.exams}"
            await sleep(self.profile.name)
            self.ability.sleep()
            self._lessons_today = self._exams_today = 0
            await self.say_phrase(self.lot.choice(("greet", "greet", "resume")))
        await self.say_phrase("ask_progress")
        found = _PROGRESS.search(self.heard.text)
        assert found, f"{self.profile.name} heard of no progress: {self.heard.text}"
        self.progress = (int(found[1]), int(found[2]), int(found[3]))

    async def say(self, text: str) -> Heard:
        """Says it, and takes in what is said back."""
        asked = self.eyes.asked(self.heard)
        message_id, replies = await self.line.say(text)
        before, self.heard = self.heard, Heard(replies)
        self._take_in(message_id, asked, before)
        return self.heard

    async def say_phrase(self, intent: str) -> Heard:
        """Says what stands for an intent in their own way."""
        return await self.say(phrase(self.profile.habit, intent, self.lot))

    async def choose(self, button: Button) -> Heard:
        """Chooses something, in words or by its number; by the button where that went wrong."""
        before = self.heard.mark
        if self._stuck == 0:
            free = button.value is None or button.intent in ("affirm", "deny")
            text = choice(
                self.profile.habit, button.intent, button.title, button.number, self.lot, free
            )
        else:
            text = button.payload
        await self.say(text)
        if self.heard.mark == before and button.intent != "hint":
            self.not_understood[f"{button.intent}: {text}"] += 1
        return self.heard

    async def _meet(self) -> None:
        await self.say_phrase("greet")
        await self._until_over("consent", "affirm")
        await self._until_over("address", "set_profile")
        profile = self.profile
        if profile.wish:
            await self.say(profile.wish)
        if profile.placement and not self.eyes.asked(self.heard):
            offered = self.heard.offered("start_placement")
            await (self.choose(offered) if offered else self.say_phrase("start_placement"))
        if profile.leads:
            await lead(self, profile.leads)
        if profile.joins:
            await take_part(self, profile.joins)

    async def _until_over(self, stage: str, intent: str) -> None:
        value = {"consent": "consent", "address": self.profile.form}[stage]
        for self._stuck in range(MOST_WITHOUT_STEP):
            button = self.heard.offered(intent, value)
            if button is None:
                break
            await self.choose(button)
        self._stuck = 0
        assert self.heard.offered(intent, value) is None, self.heard.text

    async def _study(self) -> None:
        """Steps until the day's work is done, or the certificate is there."""
        for _ in range(MOST_STEPS_A_DAY):
            before = self.heard.mark
            done = await self._step()
            if done or self.code:
                return
            self._stuck = self._stuck + 1 if self.heard.mark == before else 0
            if self._stuck >= MOST_WITHOUT_STEP:
                break
        last = [(each.text, Heard(each.replies).text) for each in self.line.said[-8:]]
        raise AssertionError(f"{self.profile.name} does not get on: {last}")

    async def _step(self) -> bool:
        """One step; True where the day is over."""
        if self.heard.buttons and self.lot.random() < ASIDE.get(self.profile.habit, 0.0):
            await self._aside()
        asked = self.eyes.asked(self.heard)
        if self.profile.walks_off and self.lot.random() < WALKS_OFF and self.day < MOST_DAYS / 2:
            self.counts["walked off"] += 1
            await self.say_phrase("stop")
            return True
        if asked:
            await self._answer(asked)
            return False
        if self._asks_name():
            await self.say(self.profile.full_name)
            return False
        agreed = self.heard.offered("affirm")
        if agreed:
            await self._agree(agreed)
            return False
        if "tuần này học bài" in self.heard.text and (week := self.heard.offered("choose_module")):
            self.counts["lessons of the week offered"] += 1
            await self.choose(week)
            return False
        return await self._move_on()

    async def _aside(self) -> None:
        """Something else in between; afterwards they should be back where they were."""
        before, question = self.heard.mark, self.lot.choice(ASIDES)
        await self.say(question)
        self.counts["side questions"] += 1
        if set(before) <= set(self.heard.mark):  # what goes on from the answer may stand beside
            self.counts["led back"] += 1
        else:
            self.asides.append((question, self.heard.text))

    async def _answer(self, asked: Asked) -> None:
        question = asked.question
        hint = self.heard.offered("hint")
        unsure = self.lot.random() > self.ability.knows(question)
        if hint and unsure and not self._hinted and self.lot.random() < HINTS:
            await self.choose(hint)
            return
        if self.lot.random() < REPEATS.get(self.profile.habit, 0.0):
            await self.say_phrase("repeat")
            return
        chosen = self.ability.answer(question)
        self._chosen = chosen
        if chosen is None:
            button = self.heard.offered("dont_know")
        else:
            button = self.heard.offered("answer", str(asked.options.index(chosen) + 1))
        assert button is not None, self.heard.replies
        await self.choose(button)

    async def _agree(self, agreed: Button) -> None:
        """Answers what is asked with yes or no."""
        if agreed.value == "review":
            self.counts["reviews offered"] += 1
            if self.lot.random() >= REVIEWS_KEPT and (later := self.heard.offered("deny")):
                await self.choose(later)
                return
            self.counts["reviews kept"] += 1
        await self.choose(agreed)

    async def _move_on(self) -> bool:
        heard = self.heard
        bubble = heard.offered("explain_simpler")
        following = heard.offered("next")
        if bubble and self.lot.random() < SIMPLER:
            await self.choose(bubble)
            return False
        if following and re.fullmatch(r"M\d\d-L\d+\.\d+", following.place or ""):
            if self.lot.random() < REPEATS.get(self.profile.habit, 0.0):
                await self.say_phrase("repeat")
            else:
                await self.choose(following)
            return False
        quiz = heard.offered("start_quiz")
        if quiz and (quiz.place or "").endswith(".lesson_end"):
            await self.choose(quiz)
            return False
        return await self._choose_next()

    async def _choose_next(self) -> bool:
        """Between lessons: what they missed, the exam, the next lesson, or an end to the day."""
        heard = self.heard
        certificate = heard.offered("ask_certificate")
        if certificate and not (certificate.value or ""):
            await self.choose(certificate)
            return False
        if any(passed for _, _, passed in self.exams):
            await self.say_phrase("ask_certificate")
            return False
        if self._missed and self._lessons_today < 2 * self.profile.lessons_a_day:
            lesson = self._missed.pop(0)
            shown = heard.offered("choose_module", lesson)
            await (self.choose(shown) if shown else self.say(encode("choose_module", lesson)))
            return False
        if self._wants_exam():
            if self._exams_today >= EXAMS_A_DAY:
                await self.say_phrase("stop")
                return True
            start = heard.offered("take_exam", "start") or heard.offered("take_exam")
            await (self.choose(start) if start else self.say_phrase("take_exam"))
            return False
        if self._lessons_today >= self.profile.lessons_a_day:
            await self.say_phrase("stop")
            return True
        for intent in ("next", "resume"):
            if button := heard.offered(intent):
                await self.choose(button)
                return False
        lessons = [each for each in heard.buttons if each.intent == "choose_module"]
        unread = [each for each in lessons if self._is_unread(each)]
        if unread:
            await self.choose(unread[0])
            return False
        start_learning = heard.offered("start_learning")
        await (self.choose(start_learning) if start_learning else self.say_phrase("start_learning"))
        return False

    def _is_unread(self, button: Button) -> bool:
        counted = _LESSONS_IN_MODULE.search(button.title)
        if counted:
            return counted[1] != counted[2]
        return button.value not in (None, "all", "routes", *self.read)

    def _wants_exam(self) -> bool:
        if self._missed:
            return False
        if self.profile.exam_after is not None:
            return len(self.read) >= self.profile.exam_after
        all_read = len(self.read) == len(self.library.curriculum.lessons)
        return all_read or bool(self.exams) or self.ability.confidence() > FEELS_READY

    def _asks_name(self) -> bool:
        return "in trên giấy là gì" in self.heard.text

    # What came back

    def _take_in(self, message_id: str, asked: Asked | None, before: Heard) -> None:
        heard = self.heard
        now = self.eyes.asked(heard)
        self.counts["questions asked"] += now is not None and heard.mark != before.mark
        if asked and self._was_taken(asked, now):
            self._took(message_id, asked)
        if "Gợi ý: " in heard.text and now:
            self._hinted = True
            self.counts["hints"] += 1
        if "Mình ôn nhanh" in heard.text:
            self._mode = "review"
        elif found := _REVIEW_RESULT.search(heard.text):
            self._mode = "quiz"
            self.counts["review questions"] += int(found[2])
            self.counts["review questions right"] += int(found[1])
        elif "dừng ôn ở đây" in heard.text:
            self._mode = "quiz"
        if "Bắt đầu thi, " in heard.text:
            self._exams_today += 1
            self.counts["exams begun"] += 1
        self._note_reading(before)
        self._note_exam()
        if found := _CODE.search(heard.text):
            self.code = found[1]

    def _was_taken(self, asked: Asked, now: Asked | None) -> bool:
        """Whether the message counted as an answer, by what was said to it."""
        if asked.number is None:
            return self.heard.is_marked
        if asked.in_exam:
            return bool(_EXAM_RESULT.search(self.heard.text)) or (
                now is not None and now.in_exam and now.number == asked.number + 1
            )
        placed = "Xong rồi ạ: " in self.heard.text
        return placed or (now is not None and now.number == asked.number + 1)

    def _took(self, message_id: str, asked: Asked) -> None:
        kind = "exam" if asked.in_exam else "place" if asked.number else self._mode
        self.given.append(Given(message_id, asked.question, kind, self._chosen))
        self._hinted = False
        if asked.number is None:
            self.ability.was_told(asked.question)

    def _note_reading(self, before: Heard) -> None:
        bubble = before.offered("next")
        place = re.fullmatch(r"(M\d\d-L\d+)\.\d+", (bubble.place or "") if bubble else "")
        end = self.heard.offered("start_quiz")
        if place and end and end.place == f"{place[1]}.lesson_end":
            self.ability.read(place[1])
            self._lessons_today += 1
            self.counts["lessons read"] += 1
            if place[1] not in self.read:
                self.read.append(place[1])

    def _note_exam(self) -> None:
        text = self.heard.text
        passed = "đã đạt: đúng" in text
        if not passed and "chưa đạt, không sao" not in text:
            return
        found = _EXAM_RESULT.search(text)
        assert found, text
        self.exams.append((int(found[1]), int(found[2]), passed))
        if not passed:
            lessons = {each.id for each in self.library.curriculum.lessons}
            offered = [each.value for each in self.heard.buttons if each.intent == "choose_module"]
            self._missed = [each for each in offered if each in lessons]
