"""``knowledge/confirmation.yml``: the way to the official confirmation, step by step."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, validator

from bot.knowledge.schema import Day, Strict, Text

__all__ = ["ConfirmationFile", "ConfirmationStep", "StepId"]


class StepId(Text):
    """The name of a step, kept with how far a person is; it stands in buttons."""

    regex = re.compile(r"^[a-z][a-z_]{0,19}$")


class ConfirmationStep(Strict):
    """One step: what to do, what is asked about it later, and what helps where it did not work.

    `unsure` is what we do not know for certain of it, and must stand unless it is confirmed.
    """

    id: StepId = Field(description="Đừng đổi: việc đã làm của người học được nhớ theo mã này.")
    title: Text
    text: Text = Field(description="Phải chuẩn bị gì, làm gì; nhiều nhất 300 ký tự khi đã điền.")
    question: Text = Field(description="Câu hỏi lại khi người học ghé lần sau.")
    stuck: Text = Field(description="Nói gì khi chưa làm được: nhờ ai, gọi đâu.")
    status: Literal["confirmed", "reported", "unconfirmed"] = Field(
        description="confirmed: đã xác nhận; reported: mới thấy ở một nguồn; unconfirmed: ngờ."
    )
    unsure: Text | None = Field(
        None, description="Điều chưa chắc, nói thật; phải có khi chưa confirmed."
    )

    @validator("unsure", always=True)
    def _honest(cls, unsure: Text | None, values: dict[str, object]) -> Text | None:  # noqa: N805
        if unsure is None and values.get("status") in ("reported", "unconfirmed"):
            raise ValueError("Bước chưa xác nhận phải nói rõ điều gì chưa chắc.")
        return unsure


class ConfirmationFile(Strict):
    """The steps in their order."""

    checked: Day
    sources: list[Text] = Field(min_items=1)
    steps: list[ConfirmationStep] = Field(min_items=2)
