"""Everything a bot stands on goes away, is locked or broken: a clear word, and then it goes on."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from bot_process import BotProcess, Ended, ended_start, free_port
from people import Client, Exchange, way_of
from records import assert_answered_once

pytestmark = pytest.mark.timeout(400)

BUSY = "Máy chủ đang bận hoặc khởi động lại. Xin gửi lại sau ít giây."


async def ways_of(client: Client, names: list[str], length: int) -> dict[str, list[Exchange]]:
    ways = await asyncio.gather(*(way_of(client.say, name, length) for name in names))
    return dict(zip(names, ways, strict=True))


async def test_killed_valkey_is_started_again(client: Client, steady: BotProcess) -> None:
    """The bot itself lives on, and nobody has to ask again in another way."""
    names = [f"killed-valkey-{number}" for number in range(5)]
    talking = asyncio.create_task(ways_of(client, names, 20))
    for _ in range(3):
        await asyncio.sleep(0.5)
        await asyncio.to_thread(steady.kill, "valkey")
    said = await asyncio.wait_for(talking, 120)
    steady.check_alive()
    assert {reason for _, reason in client.refusals} <= {BUSY}
    await assert_answered_once(steady.redis_url, said)


async def test_valkey_that_stands_still_for_ten_seconds(client: Client, steady: BotProcess) -> None:
    """Callers get their answer later, or are told to send again; health tells it meanwhile."""
    names = [f"still-valkey-{number}" for number in range(5)]
    talking = asyncio.create_task(ways_of(client, names, 20))
    await asyncio.sleep(0.5)
    steady.signal_valkey(signal.SIGSTOP)
    began = time.monotonic()
    try:
        ready = await client.http.get(f"{steady.url}/health/ready")
        live = await client.http.get(f"{steady.url}/health/live")
        await asyncio.sleep(max(0.0, began + 10 - time.monotonic()))
        assert not talking.done()
    finally:
        steady.signal_valkey(signal.SIGCONT)
    said = await asyncio.wait_for(talking, 120)
    assert (ready.status_code, live.status_code) == (503, 200)
    assert set(client.refusals) <= {(503, BUSY)}
    assert (await client.http.get(f"{steady.url}/health/ready")).status_code == 200
    steady.check_alive()
    await assert_answered_once(steady.redis_url, said)


async def test_locked_database_is_waited_for(client: Client, steady: BotProcess) -> None:
    """Somebody else holds SQLite's lock for eight seconds; each message is answered after them."""
    names = [f"locked-{number}" for number in range(3)]
    with locked(steady.database):
        talking = asyncio.create_task(ways_of(client, names, 20))
        await asyncio.sleep(8)
        assert not talking.done()
    said = await asyncio.wait_for(talking, 120)
    assert "waits: TryLater" in steady.log
    assert client.refusals == []
    await assert_answered_once(steady.redis_url, said)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


async def test_knowledge_broken_and_mended_while_running(
    client: Client, steady: BotProcess, knowledge: Path
) -> None:
    """The old lesson is kept until there is a good one again; the mistake is in the log."""
    lesson = knowledge / "curriculum" / "M01" / "M01-L1.yml"
    whole = lesson.read_text(encoding="utf-8")
    broken = whole.replace("\nsources: ", "\nsource: ")
    changed = whole.replace("điện thoại", "máy điện thoại", 1)
    name = "reader"
    for number, text in enumerate(("xin chào", "1", "1")):
        await client.say(name, f"reader-{number}", text)

    async def bubble(message_id: str) -> str:
        """The first bubble of the lesson as it is told now."""
        [*_, told] = await client.say(name, message_id, "#choose_module:M01")
        text: str = told["text"]
        return text

    before = await bubble("before")
    try:
        lesson.write_text(broken, encoding="utf-8")
        await asyncio.sleep(2.5)
        assert await bubble("broken") == before
        await asyncio.sleep(0.5)
        assert await bubble("still broken") == before
        assert f"knowledge not reloaded: {lesson}:5: source:" in steady.log
        lesson.write_text(changed, encoding="utf-8")
        await asyncio.sleep(2.5)
        after = [await bubble(f"mended-{number}") for number in range(2)]
        assert after[1] == before.replace("điện thoại", "máy điện thoại", 1)
    finally:
        lesson.write_text(whole, encoding="utf-8")
    await asyncio.sleep(2.5)
    assert [await bubble(f"as-before-{number}") for number in range(2)][1] == before


SENTENCES = {
    "short model": r"bot: .*/short\.tar\.gz: the trained model is damaged .*: bot train",
    "bitten model": r"bot: .*/bitten\.tar\.gz: the trained model is damaged .*: bot train",
    "no model": r"bot: .*/none\.tar\.gz: there is no trained model; make one: bot train",
    "port": r"bot: cannot listen on 127\.0\.0\.1 port \d+: Address already in use; .*BOT_PORT.*",
    "folder below a file": r"bot: .*/file/data cannot be used: Not a directory; .*BOT_DATA_DIR",
    "folder of the kernel": r"bot: /proc/sys/\S+ cannot be used: .*; .*BOT_DATA_DIR",
}


@pytest.fixture(scope="module")
def ended(
    frozen: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Ended]]:
    """Starts that cannot succeed, by what is wrong with them; two at a time."""
    folder = tmp_path_factory.mktemp("ended")
    model = Path(frozen["BOT_MODEL"]).read_bytes()
    (folder / "short.tar.gz").write_bytes(model[: len(model) // 3])
    (folder / "bitten.tar.gz").write_bytes(
        model[: len(model) // 2] + bytes(1000) + model[len(model) // 2 + 1000 :]
    )
    (folder / "file").touch()
    knowledge = shutil.copytree(frozen["BOT_KNOWLEDGE_DIR"], folder / "knowledge")
    lesson = knowledge / "curriculum" / "M01" / "M01-L1.yml"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("\nsources: ", "\nsource: "))

    with socket.socket() as taken, ThreadPoolExecutor(2) as two:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        def start(data_dir: Path, port: int | None = None, **settings: Path) -> Callable[[], Ended]:
            changed = {name: str(path) for name, path in settings.items()}
            return partial(ended_start, data_dir, port or free_port(), {**frozen, **changed})

        starts = {
            "short model": start(folder / "1", BOT_MODEL=folder / "short.tar.gz"),
            "bitten model": start(folder / "2", BOT_MODEL=folder / "bitten.tar.gz"),
            "no model": start(folder / "3", BOT_MODEL=folder / "none.tar.gz"),
            "knowledge": start(folder / "4", BOT_KNOWLEDGE_DIR=knowledge),
            "port": start(folder / "5", port=taken.getsockname()[1]),
            "folder below a file": start(folder / "file" / "data"),
            "folder of the kernel": start(Path("/proc/sys/nowhere/data")),
        }
        yield dict(zip(starts, two.map(lambda each: each(), starts.values()), strict=True))


@pytest.mark.parametrize("mistake", SENTENCES)
def test_start_that_cannot_succeed(ended: dict[str, Ended], mistake: str) -> None:
    """It ends at once with one sentence that names the culprit."""
    assert ended[mistake].status == 1
    [sentence] = ended[mistake].complaint
    assert re.fullmatch(SENTENCES[mistake], sentence)


def test_start_with_a_mistake_in_the_knowledge(ended: dict[str, Ended]) -> None:
    """Each mistake is named by file, line and field."""
    *mistakes, sentence = ended["knowledge"].complaint
    places = [mistake.partition("knowledge/curriculum/M01/")[2][:30] for mistake in mistakes]
    assert [place.split(" ")[:2] for place in places] == [
        ["M01-L1.yml:1:", "sources:"],
        ["M01-L1.yml:5:", "source:"],
    ]
    assert sentence == "bot: 2 mistakes in the knowledge folder; see above"
    assert ended["knowledge"].status == 1
