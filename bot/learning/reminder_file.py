"""``knowledge/reminders.yml``: what reminders to study say, and the time zones people name."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, validator

from bot.knowledge.schema import Strict, Text
from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["HOME", "RemindersFile", "ZoneEntry", "zones_named"]

HOME = "Asia/Ho_Chi_Minh"
"""The time zone of those who name none."""


class ZoneId(Text):
    """The name of a time zone in buttons."""

    regex = re.compile(r"^[a-z_]{2,10}$")


class ZoneEntry(Strict):
    """A time zone and how people call the place they are in."""

    id: ZoneId
    zone: Text = Field(description="Tên múi giờ của IANA, như Asia/Tokyo.")
    title: Text = Field(description="Trên nút, và viết sau giờ: “8 giờ tối giờ Nhật Bản”.")
    names: list[Text] = Field(min_items=1, description="Sau “giờ”, “ở”, “bên”; có dấu hay không.")

    @validator("zone")
    def _known(cls, zone: Text) -> Text:  # noqa: N805
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("Không có múi giờ này.") from error
        return zone


class RemindersFile(Strict):
    """The whole file; the texts have no placeholders but those of everybody."""

    review: Text = Field(description="Khi có câu đến hạn ôn.")
    lesson: Text = Field(description="Khi còn bài chưa học.")
    stop: Text = Field(description="Cách thôi nhắc, nói kèm mỗi lần.")
    last: Text = Field(description="Thay cho stop ở lần cuối trước khi thôi nhắc.")
    zones: list[ZoneEntry] = Field(min_items=1)

    @validator("zones")
    def _has_home(cls, zones: list[ZoneEntry]) -> list[ZoneEntry]:  # noqa: N805
        if all(entry.zone != HOME for entry in zones):
            raise ValueError(f"Phải có {HOME}.")
        return zones


def zones_named(file: RemindersFile, text: str) -> list[ZoneEntry]:
    """The zones that `text` may mean: none, one, or several where their name is the same."""
    bare = re.sub(r"[\W_]+", " ", strip_diacritics(text).lower())
    found: list[tuple[int, ZoneEntry]] = []
    for entry in file.zones:
        names = (re.sub(r"[\W_]+", " ", strip_diacritics(name).lower()) for name in entry.names)
        lengths = [
            len(name)
            for name in names
            if re.search(rf"\b(?:gio|o|ben|tai|qua|sang)(?: nuoc)? {name}\b", bare)
        ]
        if lengths:
            found.append((max(lengths), entry))
    longest = max((length for length, _ in found), default=0)
    return [entry for length, entry in found if length == longest]
