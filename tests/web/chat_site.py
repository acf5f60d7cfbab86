"""A chat site that really runs: web server, Valkey, listening, scripted conversation, sender.

What is heard in voice notes is scripted too; `Site(hear=…)` listens otherwise.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles

from bot.channels.web import CHANNEL
from bot.delivery.attendance import Attendance
from bot.delivery.connection import connect
from bot.delivery.ear import Ear, Hear
from bot.delivery.hearing import Hearing
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.delivery.pace import Pace
from bot.delivery.patience import Patience
from bot.delivery.postbox import Postbox
from bot.delivery.recordings import Recordings
from bot.delivery.sender import Sender
from bot.delivery.sounds import Sounds
from bot.delivery.tasks import end
from bot.delivery.voice_notes import VoiceNotes
from bot.delivery.worker import Worker
from bot.message import Button, Inbound, Reply
from bot.settings import ROOT
from bot.speech.cache import SoundCache
from bot.speech.ear import Ear as EarOfListeners
from bot.speech.espeak import Espeak
from bot.speech.listen import Heard
from bot.speech.readings import read_readings
from bot.speech.speak import Speaker
from bot.speech.voice import Utterance, Voice
from bot.store.valkey import EmbeddedValkey, embedded
from bot.web.chat import STATIC, chat_router
from bot.web.headers import SecurityHeaders
from bot.web.speech import speech_router

SLOW_SECONDS = 1.2
REASSURED_SECONDS = 0.5
SPOKEN = "Dạ, đây là câu trả lời bằng giọng nói. Mời chọn một trong hai ý."
LOST = "Câu này hết hạn nghe."
READINGS = read_readings(ROOT / "knowledge" / "language" / "spoken_abbreviations.yml")


def hear_two(sound: bytes) -> Heard:
    """Understands the same in every sound."""
    assert sound
    return Heard("câu thứ hai", None, 1.0, 1.0)


async def find(token: str) -> Utterance | None:
    """What is said under a token; only answers have a sound."""
    return Utterance(SPOKEN, Voice()) if token.startswith("answer-") else None


async def answer(base_url: str, inbound: Inbound) -> list[Reply]:
    """A small scripted conversation with everything a reply can hold."""
    text = inbound.text
    if inbound.kind == "voice" or text == "đọc to":
        audio = f"{base_url}/speech/answer-to-message-{inbound.id}.ogg"
        return [
            Reply(f"Đã nghe: {text}", audio=audio),
            Reply("Mời chọn.", (Button("1. Một", "#1"), Button("2. Hai", "#2"))),
        ]
    if text == "hết hạn":
        return [Reply(LOST, audio=f"{base_url}/speech/forgotten-message-{inbound.id}.ogg")]
    if text == "xin chào":
        names = {"bac": "1. Bác", "co": "2. Cô", "chu": "3. Chú"}
        buttons = tuple(Button(title, f"#set_profile:{form}") for form, title in names.items())
        return [Reply("Dạ, xin chào. Trợ lý máy đây ạ."), Reply("Xưng hô thế nào ạ?", buttons)]
    if text.startswith("#set_profile"):
        next_step = (Button("Tiếp", "#next"), Button("Nói dễ hơn", "#explain_simpler"))
        return [
            Reply("Bài đầu tiên:\nnút nguồn ở cạnh phải của máy."),
            Reply("Thử nhé!", next_step),
        ]
    if text == "chứng nhận":
        address = f"{base_url}/certificates/1.pdf"
        return [Reply(f"Xem tại {address} hoặc https://example.org/la.", attachment=address)]
    if text == "tệp lạ":
        return [Reply("Tệp này không mở được.", attachment="javascript:window.hacked=1")]
    if text == "bài dài":
        return [Reply(f"Đoạn {number}. " + "Chữ nghĩa dài dòng. " * 14) for number in range(1, 6)]
    if text == "chậm":
        await asyncio.sleep(SLOW_SECONDS)
    return [Reply(f"Đã nghe: {text}", (Button("Học tiếp", "#next"),))]


class Site:
    """One bot with the chat page; can be stopped and started again on the same port and data."""

    def __init__(self, data_dir: Path, capacity: int = 100, hear: Hear = hear_two) -> None:
        self.valkey: EmbeddedValkey = embedded(data_dir)
        self._speech_cache = SoundCache(data_dir / "speech-cache", 10_000_000, 3600)
        self._hear = hear
        self._capacity = capacity
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Returns once the server answers."""
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)))
        self._thread.start()
        assert started.wait(20), "the site did not start"

    def stop(self) -> None:
        """Returns once everything has ended, as at Ctrl-C."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(15)
            assert not self._thread.is_alive(), "the site did not stop"
            self._thread = None

    async def _run(self, started: threading.Event) -> None:
        redis = connect(self.valkey.start())
        mailbox = Mailbox(redis, capacity=self._capacity)
        postbox = Postbox(redis)
        await postbox.start()

        async def handle(inbound: Inbound, _again: bool) -> list[Reply]:
            return await answer(self.url, inbound)

        worker = Worker(mailbox, handle, "worker", apology="Xin lỗi.")
        sender = Sender(redis, CHANNEL, "sender")
        notes, recordings, ear = VoiceNotes(redis), Recordings(redis), Ear(self._hear)
        sounds = Sounds([CHANNEL], recordings)
        hearing = Hearing(notes, sounds, ear, "hearer", channels=[CHANNEL], pace=Pace(redis))
        patience = Patience(
            notes, [CHANNEL], lambda _: "Nghe xong ngay đây ạ.", reassure_after=REASSURED_SECONDS
        )
        attendance = Attendance(notes, recordings, ear)
        work = (worker.run(), sender.run(), hearing.run(), patience.run(), attendance.run())
        tasks = [asyncio.create_task(each) for each in work]
        stopping = asyncio.Event()
        app = FastAPI()
        app.add_middleware(SecurityHeaders)
        app.mount("/static", StaticFiles(directory=STATIC))
        app.include_router(
            chat_router(
                mailbox,
                recordings,
                ConversationLog(redis),
                postbox,
                Pace(redis),
                stopping,
                self.url,
                0.3,
            )
        )
        speaker = Speaker(Espeak(), EarOfListeners(READINGS), self._speech_cache)
        app.include_router(speech_router(find, speaker))

        @app.get("/certificates/1.pdf")
        async def certificate() -> Response:
            return Response(b"%PDF-1.7 certificate", media_type="application/pdf")

        config = uvicorn.Config(app, port=self.port, log_level="error", ws="none")
        self._server = _Server(config, started, stopping)
        await self._server.serve()
        await end(*tasks)
        await postbox.stop()
        await redis.close()
        await redis.connection_pool.disconnect()
        self.valkey.stop()


class _Server(uvicorn.Server):
    """Says when it listens, and ends the event streams before it waits for connections."""

    def __init__(
        self, config: uvicorn.Config, listening: threading.Event, stopping: asyncio.Event
    ) -> None:
        super().__init__(config)
        self._listening = listening
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)


@contextlib.contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site, started, and stopped at the end."""
    site.start()
    try:
        yield site
    finally:
        site.stop()
