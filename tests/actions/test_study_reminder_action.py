"""The hour to be reminded at: said in any way, asked back where unclear, ended in two words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from acting import Talk

from actions.services import Services, open_services
from bot.learning.study_reminders import StudyReminder
from bot.plans.subscriptions import Subscriptions
from bot.settings import Settings

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=timezone.utc)
HOME = "Asia/Ho_Chi_Minh"


@pytest.fixture(scope="module", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    held = open_services(Settings(data_dir=tmp_path_factory.mktemp("data")))
    yield held
    held.learners.engine.dispose()


_NUMBERS = iter(range(1000))


@pytest.fixture(name="talk")
def _talk(services: Services) -> Talk:
    """Somebody who agreed to something being kept."""
    person = f"web:{next(_NUMBERS)}"
    services.learners.enrol(person, "1", NOW)
    return Talk(services, person, NOW, {"consent": "yes", "address_form": "co"})


def held(talk: Talk) -> StudyReminder | None:
    return talk.services.study_reminders.find(talk.person)


def at(talk: Talk) -> tuple[str, str] | None:
    """The hour and the zone that are kept."""
    reminder = held(talk)
    return (reminder.at, reminder.zone) if reminder else None


@pytest.mark.parametrize(
    ("said", "kept", "clock"),
    [
        ("Nhắc tôi học lúc 8 giờ tối", "20:00", "8 giờ tối"),
        ("nhac toi hoc luc 20h", "20:00", "8 giờ tối"),
        ("Mỗi sáng 7 rưỡi nhắc bác học nhé", "07:30", "7 giờ 30 sáng"),
        ("12 giờ trưa nhắc tôi", "12:00", "12 giờ trưa"),
        ("nhắc tôi học vào 5 giờ", "17:00", "5 giờ chiều"),
        ("8 giờ kém 15 tối báo tôi", "19:45", "7 giờ 45 tối"),
        ("đổi giờ nhắc sang 9 giờ sáng", "09:00", "9 giờ sáng"),
    ],
)
def test_an_hour_is_kept(talk: Talk, said: str, kept: str, clock: str) -> None:
    talk.send("set_reminder", said)
    assert at(talk) == (kept, HOME)
    assert f"mỗi ngày lúc {clock}" in talk.said[0]
    talk.send("set_reminder", said, again=True)
    assert at(talk) == (kept, HOME)


def test_which_half_of_the_day_is_asked(talk: Talk) -> None:
    talk.send("set_reminder", "nhắc tôi học lúc 8 giờ")
    assert talk.responses == ["utter_reminder_which_hour"]
    assert [title for title, _ in talk.offered] == [
        "1. 8 giờ sáng",
        "2. 8 giờ tối",
        "3. Không cần nhắc",
    ]
    assert at(talk) is None
    talk.press("8 giờ tối")
    assert at(talk) == ("20:00", HOME)


@pytest.mark.parametrize("said", ["nhắc tôi lúc 5 giờ sáng", "22h nhắc tôi học", "21:00 nhắc tôi"])
def test_never_at_night(talk: Talk, said: str) -> None:
    talk.send("set_reminder", said)
    assert talk.responses == ["utter_reminder_not_at_night"]
    assert "từ 7 giờ sáng đến trước 9 giờ tối" in talk.said[0]
    assert at(talk) is None
    talk.press("7 giờ sáng")
    assert at(talk) == ("07:00", HOME)


def test_no_hour_is_asked_for_and_may_be_typed(talk: Talk) -> None:
    talk.send("set_reminder", "Đặt lịch học hằng ngày, giờ Đức")
    assert talk.responses == ["utter_reminder_when"]
    talk.send("set_reminder", "6 rưỡi tối")
    assert at(talk) == ("18:30", "Europe/Berlin")
    assert "6 giờ 30 tối giờ Đức" in talk.said[0]
    # What was kept is not forgotten where only the hour changes.
    talk.send("set_reminder", "đổi sang 7 giờ tối")
    assert at(talk) == ("19:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("nhắc tôi học lúc 8 giờ tối giờ Nhật", "Asia/Tokyo"),
        ("toi o ben han quoc, 8 gio toi nhac toi hoc", "Asia/Seoul"),
        ("8 giờ tối bên Đài Loan nhắc em học", "Asia/Taipei"),
        ("20h giờ Cali nhắc con", "America/Los_Angeles"),
        ("8 giờ tối, tôi ở nhà", HOME),
    ],
)
def test_zones_abroad(talk: Talk, said: str, zone: str) -> None:
    talk.send("set_reminder", said)
    assert at(talk) == ("20:00", zone)


def test_a_country_of_several_zones_is_asked_about(talk: Talk) -> None:
    talk.send("set_reminder", "tôi ở Mỹ, 8 giờ tối nhắc tôi học")
    assert talk.responses == ["utter_reminder_which_zone"]
    talk.press("Giờ miền Tây nước Mỹ")
    assert at(talk) == ("20:00", "America/Los_Angeles")
    talk.send("set_reminder", "đổi sang giờ Úc")
    talk.press("Giờ miền Đông nước Úc")
    assert talk.responses == ["utter_reminder_when"]
    talk.press("12 giờ trưa")
    assert at(talk) == ("12:00", "Australia/Sydney")


@pytest.mark.parametrize(
    "said", ["thôi nhắc", "đừng nhắc nữa", "tắt nhắc học đi", "Hủy nhắc nhở học tập giúp tôi"]
)
def test_ended_in_two_words(talk: Talk, said: str) -> None:
    talk.send("set_reminder", "20h nhắc tôi")
    talk.send("set_reminder", said)
    assert talk.responses[0] == "utter_reminder_stopped"
    assert at(talk) is None
    talk.send("set_reminder", said, again=True)
    assert talk.responses[0] == "utter_reminder_stopped"


def test_who_is_reminded_of_deadlines_only_means_these(talk: Talk) -> None:
    document = talk.services.plans.documents[0].id
    Subscriptions(talk.services.learners.engine).add(talk.person, "document", document, 7, "m", NOW)
    talk.send("set_reminder", "thôi nhắc")
    assert talk.responses == ["utter_follows"]


def test_what_is_set_is_shown(talk: Talk) -> None:
    talk.send("set_reminder", "20h nhắc tôi")
    talk.send("set_reminder", "Lịch nhắc của tôi đang đặt mấy giờ")
    assert talk.said == ["Cháu đang nhắc cô học mỗi ngày lúc 8 giờ tối."]
    talk.press("Đổi giờ")
    talk.press("5 giờ chiều")
    assert at(talk) == ("17:00", HOME)


def test_other_days_cannot_be_chosen_and_it_says_so(talk: Talk) -> None:
    talk.send("set_reminder", "Tối thứ bảy 8 giờ tối nhắc tôi vào học")
    assert talk.responses[:2] == ["utter_reminder_set", "utter_reminder_daily_only"]


@pytest.mark.parametrize("agrees", [True, False])
def test_without_consent_it_is_asked_for(services: Services, agrees: bool) -> None:
    person = f"web:{next(_NUMBERS)}"
    talk = Talk(services, person, NOW, {"consent": "no", "address_form": "bac"})
    talk.send("set_reminder", "nhắc tôi lúc 8 giờ tối giờ Nhật")
    assert talk.responses == ["utter_reminder_needs_consent"]
    talk.press("Đồng ý" if agrees else "Không lưu")
    assert at(talk) == (("20:00", "Asia/Tokyo") if agrees else None)
    assert talk.responses[0] == ("utter_reminder_set" if agrees else "utter_all_right")


def test_it_goes_on_where_the_person_is(talk: Talk) -> None:
    place = {"kind": "lesson", "lesson": "M02-L1", "bubble": 1}
    talk.slots["activity"] = place
    talk.send("set_reminder", "20h nhắc tôi")
    assert talk.responses[:2] == ["utter_reminder_set", "utter_back_to_place"]
    assert talk.slots["activity"] == place


def test_a_wish_before_consent_is_taken_up(services: Services) -> None:
    talk = Talk(services, f"web:{next(_NUMBERS)}", NOW)
    talk.send("set_reminder", "nhắc bác học lúc 8 giờ tối", time="20:00")
    talk.press("Đồng ý")
    talk.press("Bác")
    assert at(talk) == ("20:00", HOME)
