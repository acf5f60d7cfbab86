"""Questions in words that the register does not have, and about what no plan holds."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from threading import enumerate as enumerate_threads

import pytest
from asking import ask

from bot.plans.answering import load_warm
from bot.plans.offices import unknown_offices
from bot.plans.register import Register, load_register
from bot.settings import ROOT


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(Path(ROOT) / "knowledge" / "plans")


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Việc tuyên dương người làm tốt ở Đắk Nông do sở nào lo?", "KHDN-IV.2.3"),
        ("Ở Hải Phòng robot trả lời giúp người học do ai làm?", "KHHP-III.4.2"),
        ("Đắk Nông rủ nghệ sĩ, người nổi tiếng cổ vũ là việc của ai?", "KHDN-IV.1.2"),
        ("o hai phong ai lo quay phim bai giang", "KHHP-III.3.2"),
    ],
)
def test_other_words_for_a_task_are_understood(register: Register, text: str, task: str) -> None:
    assert task in ask(register, text).tasks


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội Đoàn xã mình tổ chức hôm nào vậy?",
        "Hải Phòng bao giờ xây xong cầu mới?",
        "bao gio phuong minh tiem vac xin cho tre em",
        "Hội Chữ thập đỏ tỉnh Đắk Nông được giao việc gì?",
        "so du lich hai phong chiu trach nhiem phan nao",
    ],
)
def test_what_no_plan_holds_is_declined(register: Register, text: str) -> None:
    given = ask(register, text)
    assert not given.known
    assert not given.tasks


def test_two_things_named_one_after_the_other_are_remembered(register: Register) -> None:
    given = ask(
        register,
        "Tổ công nghệ số cộng đồng ở Đắk Nông do ai chủ trì mô hình?",
        "Phần danh tính số thì giao cho ai?",
        "Hai mục này có bị ghi ngược cho nhau không?",
    )
    assert "đảo" in " ".join(given.texts)


def test_days_without_a_subject_ask_of_all_tasks(register: Register) -> None:
    given = ask(
        register, "Trợ lý ảo của Bộ hạn tháng mấy?", "Quý IV năm nay có những mốc nào cần theo dõi?"
    )
    assert {"QD1143-2.5", "QD1143-2.7", "QD550-2.7"} <= {*given.tasks}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("hội cựu học sinh được giao gì", ["hội cựu học sinh"]),
        ("hội nghị do ai chủ trì", []),
        ("hội thi công dân số", []),
        ("phòng nào làm", []),
    ],
)
def test_an_office_is_told_by_its_kind(text: str, named: list[str]) -> None:
    assert list(unknown_offices(text, text.split(), set(), {"hội thi"})) == named


def test_a_register_is_made_ready_before_it_is_asked(tmp_path: Path) -> None:
    # One that no test has asked before: what is ready already costs no thread any time.
    folder = tmp_path / "plans"
    copytree(Path(ROOT) / "knowledge" / "plans", folder)
    file = folder / "KHHP.yml"
    written = file.read_text(encoding="utf-8").replace("thi đua trong ngành", "thi đua cả ngành")
    file.write_text(written, encoding="utf-8")
    before = {*enumerate_threads()}
    register = load_warm(folder)
    started = {*enumerate_threads()} - before
    assert [each.name for each in started] == ["plan-meanings"]
    for thread in started:
        thread.join()
    answered = ask(register, "Ở Hải Phòng robot trả lời giúp người học do ai làm?")
    assert "KHHP-III.4.2" in answered.tasks
