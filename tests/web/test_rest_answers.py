"""Questions over REST: answered, and back to where the person was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bot_site import BotSite, running_site

QUESTION = "Sao có người gọi mà máy không kêu?"
ANSWER = "Thường là máy đang để im lặng"

_names = itertools.count(1)


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    roles = {"web", "dialogue", "sender"}
    with running_site(tmp_path_factory.mktemp("answers"), roles) as site:
        site.runtime.services.answers.get(None)
        yield site


class Walk:
    """One person who agreed to what is kept; what is said comes back as text and buttons."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._sender = f"walker {next(_names)}"
        self.text = ""
        self.buttons: list[dict[str, str]] = []
        for message in ("xin chào", "1", "1"):
            self.say(message)

    def say(self, message: str) -> str:
        body = {"sender": self._sender, "message": message}
        response = self._client.post("/webhooks/rest/webhook", json=body)
        assert response.status_code == 200, response.text
        replies: list[dict[str, Any]] = response.json()
        self.text = "\n".join(reply["text"] for reply in replies)
        self.buttons = [button for reply in replies for button in reply.get("buttons", [])]
        return self.text

    def press(self, title: str) -> str:
        return self.say(next(each["payload"] for each in self.buttons if title in each["title"]))

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.buttons]

    def to_the_quiz(self) -> list[str]:
        """Reads a lesson and begins its questions; the options of the first."""
        self.say("học về vneid")
        while any("Tiếp (" in title for title in self.titles):
            self.say("tiếp")
        self.say("làm câu hỏi")
        return self.options

    @property
    def options(self) -> list[str]:
        return [each["title"] for each in self.buttons if each["payload"].startswith("#answer:")]


@pytest.fixture(name="walk")
def _walk(site: BotSite) -> Iterator[Walk]:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        yield Walk(client)


def test_a_question_in_the_middle_of_a_quiz_and_the_same_question_again(walk: Walk) -> None:
    options = walk.to_the_quiz()
    stem = walk.text.splitlines()[-1]
    assert ANSWER in walk.say(QUESTION)
    assert walk.text.splitlines()[-1] == stem
    assert walk.options == options
    assert walk.titles[-2:] == ["Chỉ từng bước", "Học bài về việc này"]
    walk.press("Chỉ từng bước")
    assert "Bước 1:" in walk.text
    assert walk.options == options
    walk.say("2")
    assert "Đúng rồi" in walk.text or "Ý đúng:" in walk.text


def test_not_known_in_a_quiz_leaves_the_numbers_to_its_options(walk: Walk) -> None:
    options = walk.to_the_quiz()
    assert "hỏi con cháu" in walk.say("làm sao để nấu phở bò cho ngon")
    assert walk.options == options
    walk.say("1")
    assert "Đúng rồi" in walk.text or "Ý đúng:" in walk.text


def test_steps_and_lesson_by_button(walk: Walk) -> None:
    walk.say(QUESTION)
    assert "kiểm tra ngày" in walk.text
    asked = walk.buttons
    assert "Bước 1:" in walk.press("Chỉ từng bước")
    walk.buttons = asked
    walk.press("Học bài về việc này")
    assert any("Tiếp (1/" in title for title in walk.titles)


def test_what_is_not_known_is_noted_and_the_nearest_is_taken_by_its_number(
    walk: Walk, site: BotSite
) -> None:
    found = _not_known_with_topics(walk)
    assert "hỏi con cháu" in walk.text
    number, title = next(each for each in walk.titles).split(". ", 1)
    walk.say(number)
    assert "kiểm tra" in walk.text or "Theo" in walk.text, title
    noted = {each.question for each in site.runtime.services.unanswered.most_asked()}
    assert found in noted


def _not_known_with_topics(walk: Walk) -> str:
    """Asks about what we know nothing of until something near is offered."""
    for question in (
        "mã bưu điện của phường tra ở đâu",
        "muốn đổi bằng lái xe trên mạng thì làm sao",
        "làm hộ chiếu online hết bao nhiêu tiền",
        "cách khóa máy tính bảng của cháu khi nó chơi trò chơi",
        "đăng ký thi bằng lái xe máy qua mạng ở đâu",
        "sổ đất tra trên mạng kiểu gì",
    ):
        if "Gần với điều" in walk.say(question):
            return question
    pytest.fail("nothing near was ever offered")
