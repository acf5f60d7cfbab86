"""The section on platforms: signed webhooks of Telegram's stand-in to real processes.

Where several processes serve one bot they share a Redis (append-only file on) and an SQLite file.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from bot.settings import ROOT

from .arrivals import Arrivals, Request, arrival_times
from .platforms_results import SEPARATE, SINGLE, Latencies, PlatformResults, Work
from .platforms_site import BotSite, Queues, Running, cpu_of, redis_server, running, until
from .platforms_stand_in import TOKEN, CountedTelegram
from .platforms_stock import stock_programs
from .script import FIRST_CONTACT, LESSON
from .servers import BenchError, free_port

__all__ = ["HOW", "PlatformPlan", "measure_platforms"]

HOW = (
    "Signed webhooks of Telegram from a process of its own, at times fixed beforehand (a Poisson "
    "process), over 40 connections; latencies count from the planned time. Dialogue "
    "processes: a backlog of people's visits while they are held by SIGSTOP, from SIGCONT until "
    "all messages are handled (their answers in the outbox), with no sender, whose 30 messages a "
    "second are Telegram's limit. Webhook to sent: until the first bubble reaches the stand-in, "
    "at 60 % of what dialogue or that limit allows. Beside stock: one dialogue process each; this "
    "bot gets the visits at once, stock each message after the answer to the one before (its lock "
    "would make others wait a second) and no limit of sending; per core counts all processes "
    "until the last bubble has arrived. The goal is about the clock."
)

SCRIPT = LESSON[:20]
SHARE = 0.6
"""Of the throughput, at which people's waiting is measured."""

TELEGRAM_PER_SECOND = 30.0
"""What the bot may send: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

FIRST_WORDS = ("xin chào", "học về vneid", "cai dat vneid o dau", "làm câu hỏi", "cảm ơn cháu")
BACKLOG_RATE = 300.0
SENT_LIMIT = 180.0

Tell = Callable[[str], None]


@dataclass(frozen=True)
class PlatformPlan:
    """How much is measured: `rate` messages a second for `seconds` are acknowledged, of `people`;
    `backlog_people` have a visit each waiting; people wait for answers for `sent_seconds`;
    `beside_people` visit both sides.
    """

    rate: float
    seconds: float
    people: int
    backlog_people: int
    sent_seconds: float
    beside_people: int

    @classmethod
    def of(cls, quick: bool) -> PlatformPlan:
        """The plan that the goals are about, or a small one to try it out."""
        return cls(200, 4, 100, 10, 5, 5) if quick else cls(200, 20, 400, 70, 20, 24)


def measure_platforms(
    folder: Path, project: Path, model: Path, plan: PlatformPlan, tell: Tell
) -> PlatformResults:
    """Measures everything in `folder`; `project` and `model` are stock's. Raises BenchError."""
    one, two = _dialogue_processes(_new(folder, "dialogue"), plan, tell)
    apart = _new(folder, "apart")
    with _served(apart, ("web", "sender", "dialogue")) as bot:
        ours = _conversations(bot, plan)
        tell(f"conversations, this bot: {ours.per_second:.1f} messages a second")
        sent = _sent(bot, plan, one)
        tell(f"webhook to sent: p50 {sent.milliseconds(50):.0f} ms")
        acknowledged = {SEPARATE: _acknowledged(bot.telegram, bot.site.webhook, plan)}
        tell(f"acknowledged, {SEPARATE}: p99 {acknowledged[SEPARATE].milliseconds(99):.1f} ms")
    telegram = CountedTelegram(strict=True)
    with telegram:
        single = BotSite(_new(folder, "single"), telegram.settings(), None, free_port())
        with single.serving("web,dialogue,sender,reminders", "bot"):
            _told_webhook(telegram)
            acknowledged[SINGLE] = _acknowledged(telegram, single.webhook, plan)
            tell(f"acknowledged, {SINGLE}: p99 {acknowledged[SINGLE].milliseconds(99):.1f} ms")
    stock = _stock(_new(folder, "stock"), project, model, plan)
    tell(f"conversations, stock Rasa: {stock.per_second:.1f} messages a second")
    return PlatformResults(acknowledged, sent, one, two, ours, stock)


@dataclass(frozen=True)
class _Bot:
    """A bot that runs."""

    telegram: CountedTelegram
    site: BotSite
    queues: Queues
    processes: tuple[Running, ...]

    def handled(self) -> bool:
        return self.queues.waiting() == 0

    def all_sent(self) -> bool:
        return self.handled() and self.queues.to_send() == 0


@contextlib.contextmanager
def _served(folder: Path, roles: Sequence[str]) -> Iterator[_Bot]:
    """A bot with a process for each of `roles`, and its platform."""
    with contextlib.ExitStack() as stack:
        telegram = CountedTelegram(strict=True)
        stack.enter_context(telegram)
        valkey, redis_port = stack.enter_context(redis_server(_new(folder, "redis")))
        queues = stack.enter_context(contextlib.closing(Queues(redis_port)))
        url = f"redis://127.0.0.1:{redis_port}"
        site = BotSite(folder, telegram.settings(), url, free_port())
        served = [stack.enter_context(site.serving(each, each.replace(",", "-"))) for each in roles]
        _told_webhook(telegram)
        yield _Bot(telegram, site, queues, (valkey, *served))


def _told_webhook(telegram: CountedTelegram) -> None:
    until(lambda: telegram.webhook is not None, "Telegram was not told the webhook", 30)


def _dialogue_processes(folder: Path, plan: PlatformPlan, tell: Tell) -> tuple[float, float]:
    """Messages a second that one dialogue process handled, and two."""
    with _served(folder, ("web", "dialogue")) as bot:
        first = bot.processes[-1]
        one = _backlog(bot, [first], "one", plan.backlog_people)
        tell(f"one dialogue process: {one:.1f} messages a second")
        with bot.site.serving("dialogue", "dialogue-2") as second:
            two = _backlog(bot, [first, second], "two", plan.backlog_people)
            tell(f"two dialogue processes: {two:.1f} messages a second")
    return one, two


def _backlog(bot: _Bot, dialogues: Sequence[Running], name: str, people: int) -> float:
    """Messages a second in which a backlog of `people` visits was handled."""
    _bring(bot.site.webhook, _visits(bot.telegram, f"warm-{name}", 8, FIRST_CONTACT))
    until(bot.handled, "the warm-up was not handled")
    bot.queues.drop_answers()
    for each in dialogues:
        each.hold()
    brought = _bring(bot.site.webhook, _visits(bot.telegram, name, people, SCRIPT))
    began = time.monotonic()
    for each in dialogues:
        each.go_on()
    until(bot.handled, "the backlog was not handled")
    seconds = time.monotonic() - began
    answers = bot.queues.to_send()
    if answers != len(brought.statuses):
        raise BenchError(f"{len(brought.statuses)} messages, {answers} answers")
    bot.queues.drop_answers()
    return answers / seconds


def _conversations(bot: _Bot, plan: PlatformPlan) -> Work:
    """The visits, from the first webhook until the last bubble."""
    _bring(bot.site.webhook, _visits(bot.telegram, "warm", 4, SCRIPT[:6]))
    until(bot.all_sent, "the warm-up was not answered", SENT_LIMIT)
    visits = _visits(bot.telegram, "visit", plan.beside_people, SCRIPT)
    before, cpu = bot.telegram.bubbles(), cpu_of(bot.processes)
    brought = _bring(bot.site.webhook, visits)
    until(bot.handled, "the visits were not handled", SENT_LIMIT)
    # The arrivals began in another process: only the time since the epoch is common to both.
    seconds = time.time() - brought.began
    until(bot.all_sent, "the visits were not answered", SENT_LIMIT)
    cpu = cpu_of(bot.processes) - cpu
    bubbles = bot.telegram.bubbles() - before
    return Work(len(brought.statuses), brought.failed, bubbles, seconds, cpu)


def _sent(bot: _Bot, plan: PlatformPlan, per_second: float) -> Latencies:
    """From the planned time of a person's first words until their first bubble."""
    before, sample = bot.telegram.sends(), 2 * len(FIRST_WORDS)
    _bring(bot.site.webhook, [_first_words(bot.telegram, n, 0.2 * n) for n in range(sample)])
    until(bot.all_sent, "the first words were not answered", SENT_LIMIT)
    calls = (bot.telegram.sends() - before) / sample
    rate = SHARE * min(per_second, TELEGRAM_PER_SECOND / calls)
    times = arrival_times(rate, plan.sent_seconds)
    brought = _bring(
        bot.site.webhook,
        [_first_words(bot.telegram, sample + n, at) for n, at in enumerate(times)],
    )
    until(bot.all_sent, "the first words were not answered", SENT_LIMIT)
    came = [bot.telegram.first_bubble(f"new-{sample + n}") for n in range(len(times))]
    waits = [
        first - (brought.began + at)
        for first, at in zip(came, times, strict=True)
        if first is not None
    ]
    return Latencies(rate, tuple(waits), len(times) - len(waits))


def _acknowledged(telegram: CountedTelegram, webhook: str, plan: PlatformPlan) -> Latencies:
    """From the planned time of a webhook until its answer; `people` take turns."""
    times = arrival_times(plan.rate, plan.seconds)
    requests = [
        telegram.webhook_of(f"ack-{n % plan.people}", SCRIPT[n // plan.people % len(SCRIPT)], at)
        for n, at in enumerate(times)
    ]
    brought = _bring(webhook, requests)
    return Latencies(plan.rate, brought.seconds, brought.failed)


def _stock(folder: Path, project: Path, model: Path, plan: PlatformPlan) -> Work:
    """The same visits to stock Rasa."""
    with contextlib.ExitStack() as stack:
        telegram = CountedTelegram(strict=False)
        stack.enter_context(telegram)
        valkey, redis_port = stack.enter_context(redis_server(_new(folder, "redis")))
        port = free_port()
        programs = stock_programs(
            folder,
            project,
            model,
            port=port,
            redis_port=redis_port,
            api=telegram.url,
            token=TOKEN,
        )
        processes = [
            valkey,
            *(stack.enter_context(running(each, folder)) for each in programs),
        ]
        for each in processes[1:]:
            each.wait(lambda: telegram.webhook is not None and _answers(port))
        webhook = f"http://127.0.0.1:{port}/webhooks/telegram/webhook"
        _bring_in_turn(webhook, _in_turn(telegram, "warm", 4, SCRIPT[:6]))
        visits = _in_turn(telegram, "visit", plan.beside_people, SCRIPT)
        before, cpu = telegram.bubbles(), cpu_of(processes)
        brought = _bring_in_turn(webhook, visits)
        cpu = cpu_of(processes) - cpu
        bubbles = telegram.bubbles() - before
        return Work(len(brought.statuses), brought.failed, bubbles, brought.took, cpu)


def _answers(port: int) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
    return False


def _visits(
    telegram: CountedTelegram, name: str, people: int, script: Sequence[str]
) -> list[Request]:
    """Everybody's messages in order, as fast as they can be brought: turns of all people."""
    count = people * len(script)
    return [
        telegram.webhook_of(f"{name}-{n % people}", script[n // people], n / BACKLOG_RATE)
        for n in range(count)
    ]


def _in_turn(
    telegram: CountedTelegram, name: str, people: int, script: Sequence[str]
) -> list[list[Request]]:
    return [[telegram.webhook_of(f"{name}-{n}", text) for text in script] for n in range(people)]


def _first_words(telegram: CountedTelegram, number: int, at: float) -> Request:
    return telegram.webhook_of(f"new-{number}", FIRST_WORDS[number % len(FIRST_WORDS)], at)


def _bring(url: str, requests: Sequence[Request]) -> Arrivals:
    return _brought(url, [requests], in_turn=False)


def _bring_in_turn(url: str, visits: Sequence[Sequence[Request]]) -> Arrivals:
    return _brought(url, visits, in_turn=True)


def _brought(url: str, visits: Sequence[Sequence[Request]], *, in_turn: bool) -> Arrivals:
    given = {
        "url": url,
        "in_turn": in_turn,
        "visits": [[asdict(request) for request in visit] for visit in visits],
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.arrivals"],
        cwd=ROOT,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError("the webhooks could not be brought; why stands above")
    return Arrivals(**json.loads(done.stdout))


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made
