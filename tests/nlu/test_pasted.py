"""Messages that are somebody else's are checked, whatever their words mean to the classifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.pasted import Pasted
from bot.nlu.pasted_frames import check_pasted
from bot.settings import ROOT

CONFIG = Pasted.get_default_config()


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> Pasted:
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    return Pasted.create(CONFIG, storage, Resource("pasted"), _context())


def _context() -> Any:
    return None  # a component of ours has no use for it


def intent_of(
    pasted: Pasted, text: str, intent: str, confidence: float = 0.9, pending: str | None = None
) -> str:
    """The intent after the component, where the classifiers said `intent`."""
    message = Message({TEXT: text, INTENT: {"name": intent, "confidence": confidence}})
    asked = {"kind": pending} if pending else None
    slots = [AnySlot("pending", mappings=[{}], initial_value=asked)]
    tracker = DialogueStateTracker("somebody", slots)
    pasted.process([message], tracker)
    name: str = message.get(INTENT)["name"]
    return name


@pytest.mark.parametrize(
    "text",
    [
        "VIETINBANK: the cua Quy khach da bi khoa, vui long xac minh trong ngay hom nay",
        "Kính gửi quý phụ huynh, cháu được chọn vào đội tuyển, đề nghị đóng lệ phí thi",
        "hồi nãy có bà kia gọi xưng bên bưu điện, nói tui có kiện hàng rồi bắt đọc căn cước",
        "xem ho bac https://nhanqua.top/abc",
        "Ma OTP cua Quy khach la ••• , khong cung cap cho bat ky ai",
    ],
)
@pytest.mark.parametrize("intent", ["ask_howto", "ask_deadline", "out_of_scope", "next"])
def test_others_words_are_checked(pasted: Pasted, text: str, intent: str) -> None:
    assert intent_of(pasted, text, intent) == "check_scam"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cách chuyển tiền qua ngân hàng trên điện thoại thì bấm vào đâu", "ask_howto"),
        ("Sở tôi phải nộp báo cáo quý trước ngày bao nhiêu theo kế hoạch 01", "ask_deadline"),
        ("cho tôi học bài nhận biết tin nhắn giả mạo ngân hàng", "choose_module"),
        ("tiếp", "next"),
        ("ý thứ hai, ngắt máy rồi tự gọi số ở mặt sau thẻ", "answer"),
        ("#choose_module:M01-L2", "choose_module"),
    ],
)
def test_own_words_stay(pasted: Pasted, text: str, intent: str) -> None:
    assert intent_of(pasted, text, intent) == intent


@pytest.mark.parametrize(
    "text",
    [
        "Tôi vừa chuyển 20 triệu cho người xưng công an, giờ phải làm gì",
        "tui lỡ đọc mã cho họ rồi, có sao không con",
        "hồi sáng có người gọi xưng bên điện lực, tôi đã chuyển tiền cho họ rồi, họ chặn máy",
        "Trình báo công an rồi mà chưa thấy trả lời, tiền tôi mất có đòi được không",
    ],
)
def test_who_was_robbed_is_not_asked_to_wait(pasted: Pasted, text: str) -> None:
    assert intent_of(pasted, text, "scam_victim") == "scam_victim"


@pytest.mark.parametrize(
    "text",
    [
        "SACOMBANK: the ghi no cua quy khach giao dich 300.000 VND luc 18:20 20/11",
        "có người bảo bác chuyển tiền để nhận quà, bác chưa làm gì, có phải lừa không",
    ],
)
def test_who_only_asks_is_not_taken_for_robbed(pasted: Pasted, text: str) -> None:
    assert intent_of(pasted, text, "scam_victim") == "check_scam"


def test_what_was_asked_for_is_checked(pasted: Pasted) -> None:
    said = "chị ấy nói mai gặp ở quán"
    assert intent_of(pasted, said, "out_of_scope", 0.4) == "out_of_scope"
    assert intent_of(pasted, said, "out_of_scope", 0.4, pending="scam") == "check_scam"
    assert intent_of(pasted, "dừng lại", "stop", 0.95, pending="scam") == "stop"
    assert intent_of(pasted, "mất tiền rồi", "scam_victim", 0.95, pending="scam") == "scam_victim"


def test_a_loaded_model_needs_no_files(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("pasted")
    Pasted.create(CONFIG, storage, resource, _context()).train(TrainingData())
    loaded = Pasted.load({}, storage, resource, _context())
    assert intent_of(loaded, "xem giup https://la.top/x", "out_of_scope") == "check_scam"


def test_a_mistake_is_named_by_line_and_field(tmp_path: Path) -> None:
    shipped = (ROOT / "knowledge" / "language" / "pasted.yml").read_text(encoding="utf-8")
    file = tmp_path / "pasted.yml"
    file.write_text(shipped.replace("{noi_gui} , ...", "{noi} , ..."), encoding="utf-8")
    (problem,) = check_pasted(file)
    assert problem.field == "written.patterns[1]"
    assert "{noi}" in problem.message
    assert "{noi}" in file.read_text(encoding="utf-8").splitlines()[problem.line - 1]
