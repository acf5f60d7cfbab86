"""Shows a person everything that is kept about them, and deletes it.

Law 91/2025/QH15 on personal data: a person may see, take along and have deleted what is held.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine, Row

from bot.learning.certificate import Criteria
from bot.learning.platforms import platform_name
from bot.store.database import VIETNAM_TIME, erase_traces, from_utc, reading, writing
from bot.store.tables import (
    attempt,
    certificate,
    confirmation,
    contest,
    contest_answer,
    contest_player,
    exam,
    group_member,
    group_try,
    identity,
    learner,
    lesson_read,
    link_code,
    plan_calendar,
    plan_reminder,
    plan_subscription,
    review_refusal,
    study_group,
    study_nudge,
    study_reminder,
)

__all__ = ["export", "forget"]

_PLATFORM = "Nền tảng"

# Every column of every table that is kept about a person, with what people read above it.
# The learner's number only links the tables and says nothing by itself, nor does a code's hash.
_LEARNER = {
    "person": "Mã người học",
    "name": "Tên trên giấy chứng nhận",
    "address_form": "Cách xưng hô",
    "consent_version": "Bản đồng ý",
    "consented_at": "Đồng ý lúc",
    "created_at": "Bắt đầu lưu lúc",
    "activity": "Đang học đến",
    "activity_at": "Học lần gần nhất lúc",
    "voice": "Trả lời bằng giọng nói",
    "wishes": "Về việc học",
}
_VOICE = {
    "on": "Bật",
    "region": "Giọng miền",
    "speed": "Số tiếng một phút",
    "told": "Đã báo là giọng máy",
}
_WISHES = {
    "people": "Nhóm",
    "age": "Tuổi",
    "part": "Muốn học chặng",
    "asked": "Hay hỏi về phần",
}
_PARTS = (
    ("Bài đã đọc", lesson_read, {"lesson_id": "Bài", "read_at": "Đọc lúc"}, "read_at"),
    (
        "Câu đã trả lời",
        attempt,
        {
            "question_id": "Câu hỏi",
            "lesson_id": "Bài",
            "kind": "Loại",
            "exam_id": "Mã bài thi",
            "chosen": "Đã chọn",
            "correct": "Đúng",
            "hinted": "Đã xem gợi ý",
            "at": "Trả lời lúc",
            "message_id": "Mã tin nhắn",
        },
        "at",
    ),
    (
        "Bài thi",
        exam,
        {
            "id": "Mã bài thi",
            "started_at": "Bắt đầu lúc",
            "finished_at": "Xong lúc",
            "correct": "Số câu đúng",
            "asked": "Số câu hỏi",
            "passed": "Đạt",
            "state": "Đề và bài làm",
        },
        "started_at",
    ),
    (
        "Giấy chứng nhận",
        certificate,
        {
            "code": "Mã giấy chứng nhận",
            "exam_id": "Mã bài thi",
            "replaces": "Thay cho giấy",
            "name": "Tên",
            "issued_on": "Ngày cấp",
            "modules": "Học phần",
            "criteria": "Điều kiện đạt",
            "signature": "Chữ ký số",
            "slot_id": "Số trong danh sách thu hồi",
            "revoked_at": "Thu hồi lúc",
            "revoke_reason": "Lý do thu hồi",
        },
        "issued_on",
    ),
    (
        "Xác nhận trên VNeID",
        confirmation,
        {
            "done": "Bước đã xong",
            "asked": "Số lần đã hỏi lại",
            "asked_by": "Mã tin nhắn",
            "changed_at": "Thay đổi lúc",
        },
        "changed_at",
    ),
    (
        "Đăng ký nhắc hạn",
        plan_subscription,
        {
            "kind": "Loại",
            "value": "Theo dõi",
            "days_before": "Nhắc trước (ngày)",
            "token": "Mã lịch",
            "message_id": "Mã tin nhắn",
            "made_at": "Đăng ký lúc",
        },
        "made_at",
    ),
    (
        "Lịch chung",
        plan_calendar,
        {"token": "Mã lịch", "changed_at": "Thay đổi lúc"},
        "changed_at",
    ),
    (
        "Lời nhắc hạn",
        plan_reminder,
        {
            "task_id": "Mã việc",
            "due_on": "Hạn",
            "days_before": "Nhắc trước (ngày)",
            "state": "Kết quả",
            "planned_at": "Lập lúc",
            "changed_at": "Kết quả lúc",
            "message_id": "Mã tin nhắn",
        },
        "planned_at",
    ),
    (
        "Hẹn giờ nhắc học",
        study_reminder,
        {
            "person": _PLATFORM,
            "at": "Giờ",
            "zone": "Múi giờ",
            "message_id": "Mã tin nhắn",
            "made_at": "Hẹn lúc",
        },
        "made_at",
    ),
    (
        "Lời nhắc học",
        study_nudge,
        {
            "day": "Ngày",
            "planned_at": "Giờ hẹn",
            "state": "Kết quả",
            "reason": "Lý do không gửi",
            "message_id": "Mã tin nhắn",
            "changed_at": "Kết quả lúc",
        },
        "planned_at",
    ),
    ("Không mời ôn bài", review_refusal, {"refused_at": "Từ lúc"}, "refused_at"),
    (
        "Lớp, nhóm gia đình đã lập",
        study_group,
        {
            "id": "Số của nhóm",
            "kind": "Loại",
            "name": "Tên",
            "code": "Mã vào nhóm",
            "coded_by": "Tin nhắn xin mã",
            "lesson_id": "Bài của tuần",
            "lesson_set_at": "Chọn bài lúc",
            "message_id": "Mã tin nhắn",
            "made_at": "Lập lúc",
        },
        "made_at",
    ),
    (
        "Lớp, nhóm gia đình đang học",
        group_member,
        {
            "group_id": "Số của nhóm",
            "name": "Tên người phụ trách thấy",
            "consent_version": "Bản đồng ý",
            "joined_at": "Vào lúc",
            "offered_at": "Bài của tuần đã mời",
            "offered_by": "Mã tin nhắn",
        },
        "joined_at",
    ),
    ("Mã nhóm đã thử", group_try, {"at": "Thử lúc", "message_id": "Mã tin nhắn"}, "at"),
    (
        "Cuộc đố vui đã mở",
        contest,
        {
            "title": "Tên",
            "code": "Mã tham gia",
            "token": "Mã trang xếp hạng",
            "questions": "Câu hỏi",
            "starts_at": "Bắt đầu lúc",
            "ends_at": "Hết giờ lúc",
            "message_id": "Mã tin nhắn",
            "made_at": "Lập lúc",
        },
        "made_at",
    ),
    (
        "Đố vui đã chơi",
        contest_player,
        {
            "person": _PLATFORM,
            "number": "Số người chơi",
            "name": "Tên trên bảng",
            "joined_at": "Tham gia lúc",
            "told": "Đã báo (1: bắt đầu, 2: kết quả)",
        },
        "joined_at",
    ),
    (
        "Câu đố vui đã trả lời",
        contest_answer,
        {
            "question_id": "Câu hỏi",
            "chosen": "Đã chọn",
            "correct": "Đúng",
            "at": "Trả lời lúc",
            "message_id": "Mã tin nhắn",
        },
        "at",
    ),
    (
        "Nền tảng đã nối",
        identity,
        {"person": _PLATFORM, "linked_at": "Nối lúc"},
        "linked_at",
    ),
    (
        "Mã nối nền tảng",
        link_code,
        {"expires_at": "Dùng được đến", "used_by": _PLATFORM},
        "expires_at",
    ),
)
_WORDS = {
    "reason": {
        "window": "kênh chat chỉ cho nhắn sau khi có tin mới",
        "night": "đã khuya",
        "late": "quá giờ hẹn",
        "ended": "đã thôi nhắc",
        "studied": "hôm đó đã học",
        "nothing": "không còn gì phải học hay ôn",
        "unanswered": "hai lần trước không trả lời",
    },
    "kind": {
        "quiz": "luyện tập",
        "place": "xem biết tới đâu",
        "exam": "bài thi",
        "review": "ôn bài",
        "family": "gia đình",
        "class": "lớp",
        "unit": "đơn vị",
        "document": "văn bản",
        "task": "việc",
    },
    "people": {
        "dan": "người dân",
        "hssv": "học sinh, sinh viên",
        "nld": "người lao động",
        "cbcc": "cán bộ, công chức",
        "tieu_thuong": "tiểu thương",
        "nong_dan": "nông dân",
        "nguoi_cao_tuoi": "người cao tuổi",
    },
    "age": {
        "pupil": "dưới 18",
        "young": "từ 18 đến 29",
        "adult": "từ 30 đến 59",
        "elder": "từ 60",
    },
    "region": {"north": "Bắc", "centre": "Trung", "south": "Nam"},
    "state": {
        "waiting": "chờ gửi",
        "sent": "đã gửi",
        "held": "chưa gửi được: kênh chat chỉ cho nhắn sau khi có tin mới",
        "late": "không gửi: đã qua hạn",
        "gone": "không gửi: việc hoặc hạn đã đổi trong văn bản",
        "skipped": "không gửi",
    },
}


def export(engine: Engine, person: str) -> dict[str, Any]:
    """Everything held about the person as JSON values under Vietnamese labels; {} for nothing.

    Times are written out in Vietnam's time. Raises TryLater.
    """
    with reading(engine) as connection:
        row = connection.execute(select(learner).where(learner.c.person == person)).one_or_none()
        if row is None:
            return {}
        held: dict[str, Any] = {"Người học": _labelled(row, _LEARNER)}
        for title, table, labels, order in _PARTS:
            held[title] = _rows(connection, row.id, table, labels, order)
    held["Ghi chú"] = "Các mốc thời gian theo giờ Việt Nam."
    return held


def forget(engine: Engine, person: str) -> bool:
    """Delete everything held about the person, certificates included: False for nothing held.

    Raises TryLater.
    """
    with writing(engine) as connection:
        gone = connection.execute(delete(learner).where(learner.c.person == person))
        known: bool = gone.rowcount == 1
    erase_traces(engine)
    return known


def _rows(
    connection: Connection, learner_id: int, table: Any, labels: dict[str, str], order: str
) -> list[dict[str, Any]]:
    query = select(table).where(table.c.learner_id == learner_id).order_by(table.c[order])
    return [_labelled(row, labels) for row in connection.execute(query)]


def _labelled(row: Row, labels: dict[str, str]) -> dict[str, Any]:
    held = {label: _readable(column, row._mapping[column]) for column, label in labels.items()}
    if held.get(_PLATFORM):
        held[_PLATFORM] = platform_name(held[_PLATFORM])
    return held


def _readable(column: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return from_utc(value).astimezone(VIETNAM_TIME).strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "có" if value else "không"
    if column == "criteria" and value:
        return Criteria(**value).in_words
    if column == "voice" and value:
        return {label: _readable(name, value[name]) for name, label in _VOICE.items()}
    if column == "wishes" and value:
        return {label: _readable(name, value[name]) for name, label in _WISHES.items()}
    return _WORDS.get(column, {}).get(value, value) if isinstance(value, str) else value
