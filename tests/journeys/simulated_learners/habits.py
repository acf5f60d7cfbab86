"""How people write: what they type for a choice, by their habit."""

from __future__ import annotations

import re
from random import Random
from typing import Literal

from bot.vietnamese.diacritics import strip_diacritics

Habit = Literal["numbers", "bare", "sentences", "chatty", "voice"]

ORDINALS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư")
NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "greet": {
        "short": ("xin chào", "chào"),
        "long": ("Chào bạn, hôm nay mình học tiếp nhé.", "Xin chào, tôi lại vào học đây."),
        "voice": ("chào cháu", "cháu ơi bác vào học đây"),
    },
    "next": {
        "short": ("tiếp", "tiếp tục", "tiếp đi"),
        "long": ("Tôi hiểu rồi, cho tôi xem tiếp nhé.", "Rồi, sang phần tiếp theo đi."),
        "voice": ("tiếp đi cháu", "rồi tiếp tục đi"),
    },
    "start_quiz": {
        "short": ("làm câu hỏi", "cho câu hỏi"),
        "long": ("Cho tôi làm câu hỏi của bài này nhé.",),
        "voice": ("cho bác làm câu hỏi",),
    },
    "dont_know": {
        "short": ("không biết", "chịu"),
        "long": ("Câu này tôi không biết.",),
        "voice": ("bác không biết cháu ạ",),
    },
    "hint": {
        "short": ("gợi ý", "gợi ý đi"),
        "long": ("Cho tôi xin một gợi ý nhé.",),
        "voice": ("gợi ý cho bác với",),
    },
    "repeat": {
        "short": ("nhắc lại",),
        "long": ("Bạn nhắc lại giúp tôi với.",),
        "voice": ("nhắc lại", "nói lại cho bác nghe"),
    },
    "explain_simpler": {
        "short": ("nói dễ hiểu hơn",),
        "long": ("Bạn nói dễ hiểu hơn được không?",),
        "voice": ("nói dễ hiểu hơn đi cháu",),
    },
    "affirm": {
        "short": ("đồng ý", "ừ", "có"),
        "long": ("Vâng, tôi đồng ý.",),
        "voice": ("ừ đồng ý", "đồng ý cháu ạ"),
    },
    "deny": {
        "short": ("không", "thôi"),
        "long": ("Thôi, để lúc khác nhé.",),
        "voice": ("thôi để lúc khác",),
    },
    "resume": {
        "short": ("học tiếp",),
        "long": ("Cho tôi học tiếp chỗ đang dở.",),
        "voice": ("học tiếp đi cháu",),
    },
    "start_learning": {
        "short": ("học bài", "tôi muốn học"),
        "long": ("Cho tôi học bài nhé.",),
        "voice": ("cho bác học bài",),
    },
    "take_exam": {
        "short": ("thi lấy giấy chứng nhận", "tôi muốn thi"),
        "long": ("Tôi muốn thi lấy giấy chứng nhận.",),
        "voice": ("bác muốn thi lấy giấy chứng nhận",),
    },
    "ask_certificate": {
        "short": ("nhận giấy chứng nhận",),
        "long": ("Cho tôi nhận giấy chứng nhận nhé.",),
        "voice": ("cho bác nhận giấy chứng nhận",),
    },
    "start_placement": {
        "short": ("kiểm tra xem tôi biết tới đâu",),
        "long": ("Bạn kiểm tra xem tôi biết tới đâu đi.",),
        "voice": ("kiểm tra xem bác biết tới đâu",),
    },
    "stop": {
        "short": ("thoát", "nghỉ"),
        "long": ("Hôm nay tôi nghỉ ở đây nhé.",),
        "voice": ("thôi bác nghỉ đã",),
    },
    "ask_progress": {
        "short": ("tiến độ", "tôi học đến đâu rồi"),
        "long": ("Tôi đã học đến đâu rồi?",),
        "voice": ("bác học đến đâu rồi",),
    },
    "create_class": {"short": ("tạo lớp",), "long": ("Tôi muốn tạo lớp học.",)},
    "create_family": {"short": ("lập nhóm gia đình",), "long": ("Tôi muốn lập nhóm gia đình.",)},
    "my_groups": {"short": ("xem nhóm gia đình",), "long": ("Cho tôi xem nhóm gia đình.",)},
    "week_lesson": {
        "short": ("chọn bài của tuần",),
        "long": ("Tôi muốn chọn bài của tuần cho lớp.",),
    },
}

ASIDES = (
    "quên mật khẩu VNeID thì làm sao",
    "có người gọi bảo là công an đòi chuyển tiền thì sao",
    "nhận được tin nhắn trúng thưởng bấm vào đường dẫn có sao không",
    "đến năm 2030 phải đạt những gì",
    "hạn phổ cập kỹ năng số là khi nào",
    "nộp hồ sơ trực tuyến ở đâu",
    "mất điện thoại thì khoá tài khoản ngân hàng thế nào",
    "mã OTP là gì",
    "có phải trả tiền để học không",
    "bạn là người hay máy",
)
"""What the chatty ask in the middle of everything: how to do things, scams, deadlines, the bot."""


def phrase(habit: Habit, intent: str, lot: Random) -> str:
    """What somebody says who wants this; diacritics and marks as they write them."""
    ways = PHRASES[intent]
    if habit == "voice":
        return lot.choice(ways.get("voice", ways["short"]))
    if habit in ("sentences", "chatty"):
        return lot.choice(ways["long"])
    said = lot.choice(ways["short"])
    return strip_diacritics(said) if habit == "bare" else said


def choice(
    habit: Habit, intent: str, title: str, number: int, lot: Random, bare_wish: bool = True
) -> str:
    """What somebody types to choose the button with this title, the `number`th of those shown.

    `bare_wish`: what the button stands for can be said in other words than its own.
    """
    numbered = re.fullmatch(r"\d+\. (.*)", title, re.DOTALL)
    words = numbered[1] if numbered else title
    if habit == "numbers":
        return str(number) if numbered or intent not in ("dont_know", "hint") else words.lower()
    if intent == "answer" and numbered and habit == "voice":
        spoken = (f"ý {ORDINALS[number - 1]}", f"câu {NUMBERS[number - 1]}", NUMBERS[number - 1])
        return lot.choice(spoken)
    if intent == "answer" and numbered and habit in ("sentences", "chatty"):
        return lot.choice(
            (f"Tôi chọn ý {ORDINALS[number - 1]}.", words, f"Theo tôi là số {number}")
        )
    if intent in PHRASES and bare_wish:
        return phrase(habit, intent, lot)
    if habit == "bare":
        return strip_diacritics(words).lower()
    if habit == "voice":
        return NUMBERS[number - 1] if number <= len(NUMBERS) else words.lower()
    return words
