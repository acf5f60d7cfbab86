"""The addresses that spoken replies are fetched from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from bot.settings import ROOT
from bot.speech.cache import SoundCache
from bot.speech.ear import Ear
from bot.speech.espeak import Espeak, SpeechError
from bot.speech.readings import read_readings
from bot.speech.speak import Speaker
from bot.speech.voice import Utterance, Voice
from bot.web.headers import SecurityHeaders
from bot.web.speech import speech_router

TOKEN = "dGhpcyBpcyBub3QgYSByZWFsIG9u"
READINGS = read_readings(ROOT / "knowledge" / "language" / "spoken_abbreviations.yml")


class Hoarse(Espeak):
    """A voice that cannot be used."""

    def say(self, words: str, voice: Voice) -> NDArray[np.int16]:
        raise SpeechError(f"no voice for {len(words)} letters at {voice.speed}")


async def find(token: str) -> Utterance | None:
    return Utterance("Dạ, cháu chào bác ạ.", Voice("south")) if token == TOKEN else None


def client_of(folder: Path, voice: Espeak) -> TestClient:
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    cache = SoundCache(folder / "cache", 1_000_000, 3600)
    app.include_router(speech_router(find, Speaker(voice, Ear(READINGS), cache)))
    return TestClient(app)


@pytest.fixture(name="client", scope="module")
def _client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("speech"), Espeak()) as client:
        yield client


@pytest.mark.parametrize(
    ("ending", "mime", "codec"),
    [("ogg", "audio/ogg", "opus"), ("m4a", "audio/mp4", "aac"), ("aac", "audio/aac", "aac")],
)
def test_fetches_a_sound_that_plays(client: TestClient, ending: str, mime: str, codec: str) -> None:
    response = client.get(f"/speech/{TOKEN}.{ending}")
    assert response.status_code == 200
    assert response.headers["content-type"] == mime
    assert response.headers["cache-control"] == "private, max-age=86400, immutable"
    assert response.headers["x-content-type-options"] == "nosniff"
    with av.open(io.BytesIO(response.content)) as sound:
        assert sound.streams.audio[0].codec_context.name == codec
        assert sum(frame.samples for frame in sound.decode(audio=0)) > 20_000


@pytest.mark.parametrize(
    "path",
    [
        "/speech/YW5vdGhlciBvbmUgbm9ib2R5IGhh.ogg",
        f"/speech/{TOKEN}.wav",
        f"/speech/{TOKEN}",
        "/speech/short.ogg",
        "/speech/..%2F..%2Fsecret.ogg",
    ],
)
def test_knows_nothing_else(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_head_tells_the_size(client: TestClient) -> None:
    response = client.head(f"/speech/{TOKEN}.m4a")
    whole = client.get(f"/speech/{TOKEN}.m4a").content
    assert response.status_code == 200
    assert response.content == b""
    assert int(response.headers["content-length"]) == len(whole)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-1", slice(0, 2)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-50", slice(-50, None)),
        ("bytes=10-99999999", slice(10, None)),
    ],
)
def test_sends_parts(client: TestClient, asked: str, expected: slice) -> None:
    whole = client.get(f"/speech/{TOKEN}.m4a").content
    response = client.get(f"/speech/{TOKEN}.m4a", headers={"Range": asked})
    assert response.status_code == 206
    assert response.content == whole[expected]
    places = range(len(whole))[expected]
    sent = f"bytes {places[0]}-{places[-1]}/{len(whole)}"
    assert response.headers["content-range"] == sent


@pytest.mark.parametrize("asked", ["bytes=-", "lines=1-2", "bytes=5-2", "bytes=0-1,4-5"])
def test_sends_the_whole_for_what_is_no_single_part(client: TestClient, asked: str) -> None:
    response = client.get(f"/speech/{TOKEN}.ogg", headers={"Range": asked})
    assert response.status_code == 200
    assert response.content.startswith(b"OggS")


def test_refuses_a_part_behind_the_end(client: TestClient) -> None:
    response = client.get(f"/speech/{TOKEN}.ogg", headers={"Range": "bytes=99999999-"})
    assert response.status_code == 416
    assert response.headers["content-range"].startswith("bytes */")


def test_says_so_where_the_voice_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(tmp_path, Hoarse()) as client:
        response = client.get(f"/speech/{TOKEN}.ogg")
    assert response.status_code == 503
    assert "thử lại" in response.json()["detail"]
    assert "no voice" in caplog.text
    assert "cháu chào" not in caplog.text
