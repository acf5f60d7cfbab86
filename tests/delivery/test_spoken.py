"""Replies as they are heard, and what is kept of them."""

from __future__ import annotations

import pytest
from redis.asyncio import Redis

from bot.delivery.spoken import SpokenReplies, for_the_ear
from bot.dialogue.turn import Turn
from bot.message import Button, Person, Reply
from bot.speech.voice import Utterance, Voice

ANH = Person("rest", "anh")
BINH = Person("rest", "binh")
VOICE = Voice("south", 130)


def reply(text: str, *titles: str) -> Reply:
    """A bubble with buttons."""
    return Reply(text, tuple(Button(title, "#help") for title in titles))


def spoken_replies(redis: Redis) -> SpokenReplies:
    """Kept for an hour."""
    return SpokenReplies(redis, "https://bot.example", 3600)


@pytest.mark.parametrize(
    ("replies", "wordings", "heard"),
    [
        ([reply("Chào bác.")], (), "Chào bác."),
        ([reply("Một."), reply(" "), reply("Hai.")], (), "Một.\n\nHai."),
        ([reply("Gõ @."), reply("b")], ("Gõ a còng.", None), "Gõ a còng.\n\nb"),
        (
            [reply("Bài.", "Tiếp (2/4)", "Nói dễ hiểu hơn", "Quay lại")],
            (),
            "Bài.\n\nCó thể nói: tiếp, nói dễ hiểu hơn hoặc quay lại.",
        ),
        ([reply("Xong.", "Học tiếp")], (), "Xong.\n\nCó thể nói: học tiếp."),
        ([reply("Câu?", "1. a", "2. b", "3. c")], (), "Câu?\n\n1. a\n2. b\n3. c"),
        # All of a question, two and two; of more, three, and how to hear the others.
        (
            [reply("Câu?", "1. a", "2. b", "3. c", "4. d", "Gợi ý")],
            (),
            "Câu?\n\n1. a\n2. b\n\n3. c\n4. d\n\nCó thể nói: gợi ý.",
        ),
        (
            [reply("Chọn?", "1. a (0/4 bài)", "2. b", "3. c", "4. d", "5. e", "Nghe thêm")],
            (),
            "Chọn?\n\n1. a\n2. b\n3. c\n\nCó thể nói: nghe thêm.",
        ),
        ([reply("Còn:", "4. d", "5. e")], (), "Còn:\n\n4. d\n5. e"),
    ],
)
def test_what_is_heard(replies: list[Reply], wordings: tuple[str | None, ...], heard: str) -> None:
    assert for_the_ear(replies, wordings) == heard


async def test_without_a_voice_nothing_is_kept(redis: Redis) -> None:
    turn = Turn([reply("a")])
    assert await spoken_replies(redis).add(ANH, turn) == turn.replies
    assert await redis.keys("*") == []


async def test_the_first_reply_has_the_address_of_all_of_them(redis: Redis) -> None:
    spoken = spoken_replies(redis)
    turn = Turn([reply("Một.", "Tiếp"), reply("Hai.")], (), VOICE, ("Lời một.", None))
    first, second = await spoken.add(ANH, turn)
    assert (first.text, first.buttons, second) == ("Một.", turn.replies[0].buttons, reply("Hai."))
    assert first.audio is not None
    assert first.audio.startswith("https://bot.example/speech/")
    token = first.audio.removeprefix("https://bot.example/speech/").removesuffix(".ogg")
    assert len(token) >= 32
    wanted = Utterance("Lời một.\n\nCó thể nói: tiếp.\n\nHai.", VOICE)
    assert await spoken.read(token) == wanted
    assert await spoken.read(token[:-1]) is None
    assert 0 < await redis.ttl(f"speech:{token}") <= 3600


async def test_no_two_sounds_have_the_same_address(redis: Redis) -> None:
    spoken = spoken_replies(redis)
    turn = Turn([reply("a")], (), VOICE)
    assert len({(await spoken.add(ANH, turn))[0].audio for _ in range(5)}) == 5


async def test_who_is_forgotten_leaves_nothing_to_be_heard(redis: Redis) -> None:
    spoken = spoken_replies(redis)
    for _ in range(3):
        await spoken.add(ANH, Turn([reply("a")], (), VOICE))
    kept = await spoken.add(BINH, Turn([reply("b")], (), VOICE))
    await spoken.forget(ANH)
    # What is said to them last is heard as well, but nothing tells whose it was.
    last = await spoken.add(ANH, Turn([reply("Đã xoá hết.")], (ANH,), VOICE))
    urls = [each[0].audio or "" for each in (kept, last)]
    names = {f"speech:{url.rpartition('/')[2].removesuffix('.ogg')}" for url in urls}
    assert {key.decode() for key in await redis.keys("*")} == {*names, "spoken:rest:binh"}


async def test_forgetting_who_never_heard_anything_is_no_error(redis: Redis) -> None:
    await spoken_replies(redis).forget(ANH)
