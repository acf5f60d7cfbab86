"""Asking which of two or three things was meant, where a message is not clear."""

from __future__ import annotations

from actions.base import BotAction
from actions.turn import MEANT, Choice, Turn

MEANINGS = {
    "affirm": "Đồng ý",
    "answer": "Trả lời câu hỏi",
    "ask_certificate": "Xin giấy chứng nhận",
    "ask_deadline": "Hỏi thời hạn trong kế hoạch",
    "ask_howto": "Hỏi cách làm",
    "ask_progress": "Xem đã học đến đâu",
    "ask_target": "Hỏi chỉ tiêu",
    "ask_task": "Hỏi nhiệm vụ của đơn vị",
    "ask_vneid_confirmation": "Xác nhận trên VNeID",
    "bot_challenge": "Hỏi đây là ai",
    "check_scam": "Hỏi có phải lừa đảo",
    "choose_module": "Học một chủ đề",
    "create_group": "Lập lớp, nhóm gia đình",
    "delete_my_data": "Xoá dữ liệu của mình",
    "deny": "Không",
    "dont_know": "Không biết câu trả lời",
    "explain_simpler": "Nói dễ hiểu hơn",
    "export_my_data": "Xem dữ liệu của mình",
    "goodbye": "Nghỉ, chào tạm biệt",
    "greet": "Chào hỏi",
    "help": "Cần trợ giúp",
    "hint": "Xin gợi ý",
    "join_group": "Vào lớp, nhóm bằng mã",
    "leader_guide": "Hướng dẫn đứng lớp",
    "leave_group": "Rời lớp, nhóm",
    "link_account": "Nối hai ứng dụng học làm một",
    "my_groups": "Xem lớp, nhóm của mình",
    "next": "Sang phần tiếp",
    "out_of_scope": "Chuyện khác",
    "previous": "Quay lại phần trước",
    "repeat": "Nhắc lại đoạn này",
    "resume": "Học tiếp chỗ đang dở",
    "review": "Ôn lại bài cũ",
    "scam_victim": "Đã bị lừa, cần cứu",
    "set_profile": "Đổi cách xưng hô",
    "set_reminder": "Hẹn giờ nhắc học",
    "set_voice": "Nghe bằng giọng nói",
    "start_learning": "Bắt đầu học",
    "start_quiz": "Làm câu hỏi",
    "stop": "Dừng lại",
    "subscribe_deadline": "Nhắc thời hạn",
    "take_exam": "Thi",
    "talk_to_human": "Gặp người thật",
    "thank": "Cảm ơn",
    "week_lesson": "Bài của tuần",
}
"""What stands on the button for each intent."""


class AskMeaning(BotAction):
    """Did you mean this, or that?"""

    intent = "unsure"

    def reply(self, turn: Turn) -> None:
        """Offers the likeliest meanings; what was written is kept for the one chosen."""
        choices = [
            Choice(MEANINGS[name], name, turn.module if name == "choose_module" else None, MEANT)
            for name in turn.meanings
        ]
        choices.append(Choice("Ý khác", "help"))
        turn["unclear"] = turn.text
        phrases = [f"“{MEANINGS[name]}”" for name in turn.meanings]
        turn.say(
            "utter_ask_meaning",
            choices,
            numbered=True,
            meanings=", ".join(phrases[:-1]) + " hay " + phrases[-1],
        )
