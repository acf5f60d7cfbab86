"""Where somebody writes from, in words."""

from __future__ import annotations

from bot.learning.platforms import platform_name, platforms_in_words


def test_platforms_are_named_as_people_call_them() -> None:
    assert platform_name("telegram:77") == "Telegram"
    assert platform_name("web:a:b") == "trang web"
    assert platform_name("somewhere:1") == "somewhere"


def test_each_platform_is_named_once_and_nobodys_number() -> None:
    persons = ["zalo_oa:12345", "telegram:678", "zalo_oa:999"]
    assert platforms_in_words(persons) == "Zalo, Telegram"
