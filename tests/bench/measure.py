"""The order of measurements. Noise of the machine is to hit both sides alike.

Starts are measured with nothing of the other side running, in turns. After that both servers stay
up, and only one of them is given work at a time, again in turns: idle, either takes a percent or
two of a core. Work is counted in whole rounds of one script, so that a fast side does not get
another mixture of messages than a slow one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from .load import client, run_round, say
from .processes import Memory
from .results import Load, Side, Understanding, percentile
from .script import CYCLE, LESSON, long_conversation
from .servers import BenchError, Server
from .understanding import understand

__all__ = ["Plan", "measure"]

WARM_UP_PEOPLE = 4


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    `seconds` of load at each number of `people`; `positions` in the long conversation, of which
    there are as many as `conversations` says by side; `sentences` to be understood.
    """

    boots: int
    people: Sequence[int]
    seconds: float
    positions: Sequence[int]
    conversations: Mapping[str, int]
    sentences: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class _Start:
    seconds: float
    cpu: float
    memory: Memory


@dataclass
class _Loaded:
    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    silent: int = 0
    failed: int = 0


async def measure(
    servers: Sequence[Server], plan: Plan, tell: Callable[[str], None]
) -> dict[str, Side]:
    """Measures all sides by the plan; leaves them running. `tell` hears what is going on.

    Raises BenchError where a side does not start or no longer understands.
    """
    starts = _starts(servers, plan.boots, tell)
    clients = {server.name: client(server.url) for server in servers}
    try:
        tell("warming up")
        for server in servers:
            name = f"warm-{server.name}"
            await run_round(clients[server.name], name, WARM_UP_PEOPLE, LESSON)
        loads = {
            people: await _load(servers, clients, people, plan.seconds, tell)
            for people in plan.people
        }
        positions = await _long_conversations(clients, plan, tell)
        understood = await _understanding(clients, plan, tell)
    finally:
        for each in clients.values():
            await each.aclose()
    return {
        server.name: Side(
            boots=tuple(start.seconds for start in starts[server.name]),
            boot_cpus=tuple(start.cpu for start in starts[server.name]),
            memory_idle=starts[server.name][-1].memory,
            memory_loaded=server.memory(),
            loads={people: loads[people][server.name] for people in plan.people},
            positions=positions[server.name],
            understanding=understood[server.name],
        )
        for server in servers
    }


def _starts(
    servers: Sequence[Server], times: int, tell: Callable[[str], None]
) -> dict[str, list[_Start]]:
    """All starts of each side, with nothing of the other one running; in the end all run."""
    starts: dict[str, list[_Start]] = {server.name: [] for server in servers}
    for number in range(1, times + 1):
        for server in servers:
            seconds = server.start()
            starts[server.name].append(_Start(seconds, server.cpu_seconds(), server.memory()))
            tell(f"start {number} of {server.name}: {seconds:.1f} s")
            server.stop()
    for server in servers:
        server.start()
    return starts


async def _load(
    servers: Sequence[Server],
    clients: Mapping[str, httpx.AsyncClient],
    people: int,
    seconds: float,
    tell: Callable[[str], None],
) -> dict[str, Load]:
    """Rounds in turns until every side had its seconds."""
    sums = {server.name: _Loaded() for server in servers}
    number = 0
    while any(each.wall < seconds for each in sums.values()):
        number += 1
        for server in servers:
            had = sums[server.name]
            if had.wall >= seconds:
                continue
            before = server.cpu_seconds()
            name = f"load-{people}-{number}"
            done = await run_round(clients[server.name], name, people, LESSON)
            had.cpu += server.cpu_seconds() - before
            had.wall += done.seconds
            had.latencies += [answer.seconds for answer in done.answers]
            had.silent += sum(answer.silent for answer in done.answers)
            had.failed += sum(answer.failed for answer in done.answers)
    loads = {
        name: Load(people, tuple(s.latencies), s.wall, s.cpu, s.silent, s.failed)
        for name, s in sums.items()
    }
    for name, load in loads.items():
        rate = f"{load.per_second:.1f} messages a second"
        tell(f"{people} people, {name}: {rate}, {load.per_core:.1f} a core")
    return loads


async def _long_conversations(
    clients: Mapping[str, httpx.AsyncClient], plan: Plan, tell: Callable[[str], None]
) -> dict[str, dict[int, float]]:
    """Milliseconds of the messages around each position: the median over one whole cycle."""
    script = long_conversation(max(plan.positions) + len(CYCLE) // 2)
    around: dict[str, dict[int, list[float]]] = {
        name: {position: [] for position in plan.positions} for name in clients
    }
    for conversation in range(max(plan.conversations.values())):
        talking = {n: c for n, c in clients.items() if conversation < plan.conversations[n]}
        tell(f"conversation {conversation + 1} of {len(script)} messages: {', '.join(talking)}")
        for number, text in enumerate(script, 1):
            for name, to in talking.items():
                answer = await say(to, f"long-{conversation}", text)
                for position in plan.positions:
                    if position - len(CYCLE) // 2 < number <= position + len(CYCLE) // 2:
                        around[name][position].append(1000 * answer.seconds)
    return {
        name: {position: percentile(values, 50) for position, values in places.items()}
        for name, places in around.items()
    }


async def _understanding(
    clients: Mapping[str, httpx.AsyncClient], plan: Plan, tell: Callable[[str], None]
) -> dict[str, Understanding]:
    tell(f"understanding {len(plan.sentences)} sentences")
    try:
        return await understand(clients, plan.sentences)
    except httpx.HTTPError as error:
        raise BenchError(f"a sentence could not be parsed: {error}") from error
