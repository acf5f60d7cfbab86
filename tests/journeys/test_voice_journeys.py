"""A lesson, its questions and an exam by voice messages only: real words in, synthetic speech out.

The words that there are answer one and two: nobody passes an exam so, but it is taken to its end.
"""

from __future__ import annotations

import io
import itertools
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import av
import httpx
import pytest
import redis
from bot_site import BotSite
from platforms.stand_in import StandIn
from platforms.telegram import Telegram

from bot.learning.library import Library
from bot.settings import ROOT
from bot.speech.decoding import decode
from bot.store.valkey import embedded

# pytest finds helper modules beside the tests that use them only.
sys.path.append(str(Path(__file__).parent.parent / "speech"))
from talkers import OverRest, OverTelegram, Talker

FORM = "co"
"""The second on offer."""


@pytest.fixture(scope="module", autouse=True)
def _short_exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An exam of one question a module: listening to three of each takes a minute."""
    knowledge = tmp_path_factory.mktemp("short-exam") / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    rules = knowledge / "framework.yml"
    usual = rules.read_text(encoding="utf-8")
    short = usual.replace("_per_module:\n    value: 3", "_per_module:\n    value: 1")
    assert short != usual
    rules.write_text(short, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_KNOWLEDGE_DIR", str(knowledge))
        yield


def test_all_by_voice_over_rest(site: BotSite) -> None:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        travel(OverRest(client, "bà Tư"), site.runtime.services.library)
    assert_no_sound_is_kept(site)


def test_all_by_voice_over_telegram(site: BotSite, platforms: Mapping[str, StandIn]) -> None:
    telegram = platforms["telegram"]
    assert isinstance(telegram, Telegram)
    travel(OverTelegram(telegram, "bà Năm"), site.runtime.services.library)


def assert_no_sound_is_kept(site: BotSite) -> None:
    """What was said on our own interface is in Redis until it was heard, and not longer."""
    valkey = redis.Redis.from_url(embedded(site.runtime.settings.data_dir).url)
    assert valkey.keys("audio:*") == []
    valkey.close()


def travel(talker: Talker, library: Library) -> None:
    """From the first contact to the result of the exam."""
    meet(talker)
    learn(talker, library)
    answer_the_questions(talker, library)
    take_the_exam(talker, library)


def meet(talker: Talker) -> None:
    """Consent, and the form of address."""
    read = talker.say("chúng ta|bắt đầu|học", "Không lưu")
    assert "không phải người thật" in read
    assert "Giọng này do máy tính tạo ra" in read
    is_synthetic_speech(talker.sound())
    read = talker.say("một", "Đồng chí")
    assert "cảm ơn quý vị đã đồng ý" in read
    read = talker.say("hai", "Học theo lộ trình")
    assert "cháu chào cô" in read
    assert "máy tính tạo ra" not in read


def learn(talker: Talker, library: Library) -> None:
    """The first lesson of the first module, bubble by bubble."""
    talker.say("bắt đầu|học", "Học theo lộ trình")
    form = library.address_forms.get(FORM)
    lesson = library.curriculum.modules[0].lessons[0]
    texts = [library.fill(bubble.text, form) for bubble in lesson.bubbles]
    count = len(texts)
    assert texts[0] in talker.say("một", f"Tiếp (1/{count})")
    simpler = library.fill(lesson.bubbles[0].simpler, form)
    assert simpler in talker.say("ví dụ", f"Tiếp (1/{count})")
    for number, text in enumerate(texts[1:], start=2):
        assert text in talker.say("có thể", f"Tiếp ({number}/{count})")
    is_synthetic_speech(talker.sound())
    assert f"Hết bài “{lesson.title}”" in talker.say("có thể", "Làm câu hỏi")


def answer_the_questions(talker: Talker, library: Library) -> None:
    """The quiz, in which a question that was answered wrongly comes back."""
    rule = library.framework.quiz
    talker.say("có thể", "Không biết")
    for word in itertools.islice(
        itertools.cycle(("một", "hai")), rule.questions_per_lesson * (1 + rule.times_asked_again)
    ):
        read = talker.say(word, "Không biết", "Xong rồi ạ: ")
        assert "Dạ chưa đúng" in read or "Đúng rồi" in read or "Ý đúng" in read, read
        if "Xong rồi ạ" in read:
            return
    raise AssertionError("the questions do not end")


def take_the_exam(talker: Talker, library: Library) -> None:
    """Put off once, then taken to its end."""
    count = library.framework.exam.questions_per_module * len(library.curriculum.modules)
    assert f"Bài thi có {count} câu" in talker.say("bắt đầu|dự thi", "Để lúc khác")
    talker.say("không", "mình để đó")
    talker.say("bắt đầu|dự thi", "Để lúc khác")
    talker.say("một", f"Câu 1/{count}. ")
    for number in range(2, count + 1):
        talker.say("hai" if number % 4 == 0 else "một", f"Câu {number}/{count}. ")
    read = talker.say("một", "Ôn lại", "Nhận giấy chứng nhận")
    assert f"/{count} câu" in read
    is_synthetic_speech(talker.sound())


def is_synthetic_speech(sound: bytes) -> None:
    """Some seconds of speech, marked as a machine's for machines."""
    samples = decode(sound, 300)
    assert samples.seconds > 3
    assert abs(samples.pcm).max() > 1000
    with av.open(io.BytesIO(sound)) as opened:
        tags = {**opened.metadata, **opened.streams.audio[0].metadata}
    told = {name.lower(): value for name, value in tags.items()}
    assert told["synthetic"] == "true"
    assert "do máy tính tạo" in told["title"]
