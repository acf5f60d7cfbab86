"""Sentence embeddings are asked where words alone leave a doubt, and only there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.embedding import embedder
from bot.nlu.classifier import put_intent
from bot.nlu.second_opinion import MOST_EXAMPLES, SecondOpinion

CLASSES = ["ask_howto", "greet", "out_of_scope"]
SENTENCES = {
    "ask_howto": """làm sao để gửi ảnh cho con|cách chuyển tiền qua ngân hàng|tải ứng dụng ở đâu
quên mật khẩu thì làm gì|chụp màn hình kiểu gì|bật mạng không dây thế nào""",
    "greet": "xin chào|chào cháu|chào buổi sáng|kính chào|chào bạn nhé|em chào chị",
    "out_of_scope": """hôm nay trời có mưa không|kể chuyện cười đi|giá vàng bao nhiêu
đội nào đá thắng tối qua|nấu canh chua ra sao|hát một bài nghe chơi""",
}


def message(text: str, intent: str | None = None) -> Message:
    """A sentence with its words, as it comes from the tokeniser."""
    made = Message({TEXT: text, TOKENS_NAMES[TEXT]: [Token(text, 0, lemma=text)]})
    if intent:
        made.set(INTENT, intent)
    return made


@pytest.fixture(scope="module", name="second")
def _second(tmp_path_factory: pytest.TempPathFactory) -> SecondOpinion:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("second"))
    resource = Resource("second")
    context = ExecutionContext(GraphSchema({}), node_name="second")
    config = SecondOpinion.get_default_config()
    made = SecondOpinion.create(config, storage, resource, context)
    examples = [
        message(text, intent)
        for intent, texts in SENTENCES.items()
        for text in texts.replace("\n", "|").split("|")
    ]
    made.train(TrainingData(examples))
    return SecondOpinion.load(config, storage, resource, context)


def thought_again(second: SecondOpinion, text: str, howto: float) -> float:
    """How likely a how-to is after it, where words alone gave `howto`."""
    asked = message(text)
    put_intent(asked, CLASSES, np.log([howto, 1e-6, 1 - howto]))
    second.process([asked])
    intent = asked.get(INTENT)
    confidence: float = intent["confidence"]
    return confidence if intent["name"] == "ask_howto" else 1 - confidence


def test_a_doubt_is_settled_by_the_meaning(second: SecondOpinion) -> None:
    assert thought_again(second, "gửi hình cho cháu nội bằng cách nào", 0.5) > 0.5
    assert thought_again(second, "ngày mai nắng hay mưa thế", 0.5) < 0.5


def test_what_is_sure_stays_as_it_is(second: SecondOpinion) -> None:
    assert thought_again(second, "ngày mai nắng hay mưa thế", 0.7) == pytest.approx(0.7)
    assert thought_again(second, "ngày mai nắng hay mưa thế", 0.69) != pytest.approx(0.69)


def test_of_an_intent_with_many_sentences_some_are_learnt_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="second")
    config = SecondOpinion.get_default_config()
    made = SecondOpinion.create(config, storage, Resource("second"), context)
    embed = embedder().query
    monkeypatch.setattr(embedder(), "query", lambda texts: (asked.extend(texts), embed(texts))[1])
    many = [message(f"câu số {number}", "ask_howto") for number in range(3 * MOST_EXAMPLES)]
    few = [
        message(f"{intent} {number}", intent)
        for intent in ("greet", "out_of_scope")
        for number in range(5)
    ]
    made.train(TrainingData([*many, *few]))
    assert asked[:3] == ["câu số 0", "câu số 3", "câu số 6"]
    assert len(asked) == MOST_EXAMPLES + 10
