"""What is wrong with answers about plans, and how they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.evaluation.plan_answers import ask_all, shortcomings
from bot.evaluation.plan_question_files import Conversation, Expected, Question
from bot.plans.answering import Asked, PlanAnswer, Topic, answer
from bot.plans.register import Register, load_register
from bot.settings import ROOT

TODAY = date(2025, 6, 5)
TEXT = "Trợ lý ảo (mục 2.5, 550/QĐ-BKHCN): tháng 6/2025, Cục Chuyển đổi số quốc gia chủ trì."


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


@pytest.fixture(name="topic", scope="module")
def _topic(register: Register) -> Topic:
    return answer(register, Asked("trợ lý ảo bao giờ xong", (), TODAY), None).topic


@pytest.fixture(name="good")
def _good(topic: Topic) -> PlanAnswer:
    return PlanAnswer((TEXT,), ("QD550-2.5",), (), ("QD550",), (), topic, True)


def test_a_right_answer_lacks_nothing(register: Register, good: PlanAnswer) -> None:
    expected = Expected(
        tasks=("QD550-2.5",),
        not_tasks=("QD550-2.10",),
        only_tasks=("QD550-2.5", "QD1143-2.4"),
        documents=("QD550",),
        says=(("Tháng 6/2025",), ("nowhere", "cục chuyển đổi số")),
        not_says=(("tháng 60", "550/QĐ-BKHC1"),),
        known=True,
    )
    assert shortcomings(good, expected, register) == []


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        (Expected(tasks=("QD1143-2.4",)), "QD1143-2.4 not named"),
        (Expected(targets=("KH01-2025-dan",)), "KH01-2025-dan not named"),
        (Expected(documents=("KHDN",)), "document KHDN not named"),
        (Expected(not_tasks=("QD550-2.5",)), "QD550-2.5 named"),
        (Expected(only_tasks=("QD550-2.4",)), "QD550-2.5 named"),
        (Expected(says=(("tháng 9/2025", "09/2025"),)), "“tháng 9/2025 / 09/2025” not said"),
        (Expected(says=(("tro ly ao",),)), "“tro ly ao” not said"),
        (Expected(says=(("6/202",),)), "“6/202” not said"),
        (Expected(not_says=(("tháng 6/2025",),)), "“tháng 6/2025” said"),
        (Expected(count=(7, 11)), "count 7 / 11 not said"),
        (Expected(count=(6,)), "count 6 not said"),
        (Expected(known=False), "known is True"),
        (Expected(declines=True), "not declined"),
    ],
)
def test_what_was_expected_is_missed(
    register: Register, good: PlanAnswer, expected: Expected, wrong: str
) -> None:
    assert shortcomings(good, expected, register) == [wrong]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (TEXT.replace("550/QĐ-BKHCN", "của Bộ"), "document QD550 without its number in the text"),
        (TEXT.replace("mục 2.5", "một mục"), "section 2.5 of QD550-2.5 not in the text"),
        (TEXT.replace("2.5", "2.51"), "section 2.5 of QD550-2.5 not in the text"),
        (TEXT.replace("2.5", "12.5"), "section 2.5 of QD550-2.5 not in the text"),
        (TEXT + "!" * 600, f"message of {len(TEXT) + 600} characters"),
    ],
)
def test_the_source_must_be_named(
    register: Register, good: PlanAnswer, text: str, wrong: str
) -> None:
    assert shortcomings(replace(good, texts=(text,)), Expected(known=True), register) == [wrong]


@pytest.mark.parametrize(
    ("id", "text", "named"),
    [
        ("KHDN-IV.1.3", "Kế hoạch Đắk Nông, mục IV.1.3", True),
        ("KHDN-IV.1.3", "Kế hoạch Đắk Nông, phần IV, mục 1.3", True),
        ("KHDN-IV.1.3", "Kế hoạch Đắk Nông, mục 1.3", False),
        ("KHDN-IV.1.3", "Kế hoạch Đắk Nông, phần VI, mục 1.3", False),
        ("KHDN-VI.7-3", "Kế hoạch Đắk Nông, mục VI.7", True),
        ("KHDN-KET", "phần kết Kế hoạch Đắk Nông", True),
        ("KHDN-KET", "Kế hoạch Đắk Nông", False),
        ("QD550-3", "550/QĐ-BKHCN, mục 3", True),
        ("QD550-3", "550/QĐ-BKHCN, 3 việc", False),
        ("QD550-4-BC", "550/QĐ-BKHCN, mục 4", True),
        ("QD1143-4.4.a", "1143/QĐ-BKHCN, điểm a mục 4.4", True),
        ("QD1143-4.4.a", "1143/QĐ-BKHCN, mục 4.4.b", False),
    ],
)
def test_sections_are_found_as_they_are_written(
    register: Register, good: PlanAnswer, id: str, text: str, named: bool
) -> None:
    answered = replace(good, texts=(text,), tasks=(id,), documents=())
    assert (shortcomings(answered, Expected(known=True), register) == []) is named


def test_a_target_needs_its_source_too(register: Register, good: PlanAnswer) -> None:
    answered = replace(good, texts=("80%",), tasks=(), targets=("KHHP-dan",), documents=())
    assert shortcomings(answered, Expected(targets=("KHHP-dan",)), register) == [
        "document KHHP without its number in the text",
        "section II of KHHP-dan not in the text",
    ]


def test_a_refusal_names_nothing_and_says_something(register: Register, good: PlanAnswer) -> None:
    refused = replace(
        good, texts=("Việc này không có trong kế hoạch nào.",), tasks=(), documents=()
    )
    assert shortcomings(refused, Expected(declines=True), register) == []
    silent = replace(refused, texts=(" ",))
    assert shortcomings(silent, Expected(declines=True), register) == ["no text"]


def _question(ask: str, expected: Expected, line: int = 1) -> Question:
    return Question(ask, "task", False, expected, line)


def test_the_topic_is_handed_on_within_a_conversation_only(
    register: Register, good: PlanAnswer
) -> None:
    heard: list[tuple[str, date, Topic | None]] = []

    def answering(_: Register, asked: Asked, topic: Topic | None) -> PlanAnswer:
        heard.append((asked.text, asked.today, topic))
        return good

    right = Expected(tasks=("QD550-2.5",))
    judged = ask_all(
        [
            Conversation(TODAY, (_question("a", right), _question("b", right, 2)), "one.yml"),
            Conversation(date(2026, 1, 1), (_question("c", Expected(declines=True)),), "two.yml"),
        ],
        register,
        answering,
    )
    assert heard == [
        ("a", TODAY, None),
        ("b", TODAY, good.topic),
        ("c", date(2026, 1, 1), None),
    ]
    assert [(each.question.ask, each.follow_up, each.file, each.right) for each in judged] == [
        ("a", False, "one.yml", True),
        ("b", True, "one.yml", True),
        ("c", False, "two.yml", False),
    ]
    assert judged[0].texts == (TEXT,)
    assert all(0 <= each.milliseconds < 1000 for each in judged)


@pytest.mark.parametrize(
    ("text", "made_up"),
    [
        (TEXT, ()),
        # The last day of the month, the document's own day, and what the other document says.
        (f"{TEXT} Muộn nhất 30/6/2025. Ban hành 14/4/2025. Sau: tháng 9/2025.", ()),
        (f"{TEXT} Cụ thể là 20/6/2025.", ("20/6/2025",)),
        # Another task's deadline is none of this one's.
        (f"{TEXT} Xong trong tháng 12/2025.", ("tháng 12/2025",)),
        (f"{TEXT} Đạt 70%.", ("70%",)),
    ],
)
def test_a_made_up_date_makes_an_answer_wrong(
    register: Register, good: PlanAnswer, text: str, made_up: tuple[str, ...]
) -> None:
    conversation = Conversation(TODAY, (_question("a", Expected(tasks=("QD550-2.5",))),), "f.yml")
    answered = replace(good, texts=(text,))
    (judged,) = ask_all([conversation], register, lambda *_: answered)
    assert judged.made_up == made_up
    assert judged.wrong == tuple(f"made up: “{each}”" for each in made_up)


def test_what_was_named_before_may_be_told_again(register: Register, good: PlanAnswer) -> None:
    answers = iter(
        [
            replace(good, texts=("Mục 2.7, 1143/QĐ-BKHCN: tháng 12/2025.",), tasks=("QD1143-2.7",)),
            replace(good, texts=(f"{TEXT} Việc trước: tháng 12/2025.",)),
        ]
    )
    turns = (_question("a", Expected(known=True)), _question("b", Expected(known=True)))
    judged = ask_all([Conversation(TODAY, turns, "f.yml")], register, lambda *_: next(answers))
    assert [each.made_up for each in judged] == [(), ()]
