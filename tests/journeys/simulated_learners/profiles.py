"""Who the simulated learners are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random

from .habits import Habit


@dataclass
class Circle:
    """A class or a family: its code is known once who leads it made it."""

    kind: str
    name: str
    made: asyncio.Event = field(default_factory=asyncio.Event)
    code: str = ""


@dataclass(frozen=True)
class Profile:
    """One learner. `ability` in logits; `lessons_a_day` is when they stop for the day.

    `leads`, `joins`: a circle. `wish` is what they say they want, `placement` whether they want to
    know where they stand, `walks_off` whether they leave in the middle of things. `exam_after` is
    the number of lessons after which they sit the exam; None: when they feel ready.
    """

    name: str
    habit: Habit
    group: str
    form: str
    ability: float
    lessons_a_day: int
    full_name: str
    wish: str = ""
    placement: bool = False
    walks_off: bool = False
    leads: Circle | None = None
    joins: Circle | None = None
    exam_after: int | None = None


# Group of people, habit, how they are called, mean ability, lessons a day.
_KINDS: tuple[tuple[str, Habit, str, float, int], ...] = (
    ("người cao tuổi", "voice", "bac", -0.6, 4),
    ("tiểu thương", "numbers", "chi", 0.2, 6),
    ("sinh viên", "bare", "ban", 1.2, 9),
    ("công chức", "sentences", "anh", 1.0, 7),
    ("nông dân", "chatty", "chu", -0.2, 5),
    ("công nhân", "numbers", "anh", 0.4, 6),
    ("người cao tuổi", "sentences", "ong", -0.3, 4),
    ("nội trợ", "bare", "co", 0.2, 5),
    ("sinh viên", "chatty", "ban", 1.0, 8),
    ("tiểu thương", "sentences", "co", 0.3, 6),
)
_WISHES = {"tiểu thương": "tôi muốn bán hàng trên mạng"}
_SYLLABLES = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Ngọc")


def twenty(count: int, seed: str) -> list[Profile]:
    """So many learners, always the same for a seed: every kind in turn, circles among them."""
    lot = Random(f"{seed}/people")
    school, home = Circle("class", "Lớp tối thứ Năm"), Circle("family", "Nhà ông Tư")
    people = []
    for number in range(count):
        group, habit, form, mean, lessons = _KINDS[number % len(_KINDS)]
        leads = school if number == 3 else home if number == 9 else None
        joins = home if number == 6 else school if number in (12, 14, 17) else None
        people.append(
            Profile(
                name=f"hoc-vien-{number + 1:02}",
                habit=habit,
                group=group,
                form=form,
                ability=lot.gauss(mean, 0.5),
                lessons_a_day=lessons,
                full_name=f"Học Viên {_SYLLABLES[number % 10]} {_SYLLABLES[number // 10 % 10]}",
                wish=_WISHES.get(group, ""),
                placement=number % 2 == 1 or group == "sinh viên",
                walks_off=number % 5 == 4,
                leads=leads if count > 17 else None,
                joins=joins if count > 17 else None,
            )
        )
    return people


def a_few(count: int, seed: str) -> list[Profile]:
    """Able learners who sit the exam after two lessons: what is quickly gone through."""
    people = twenty(count, seed)
    return [
        Profile(
            name=each.name,
            habit=each.habit,
            group=each.group,
            form=each.form,
            ability=6.0,
            lessons_a_day=1,
            full_name=each.full_name,
            placement=number == 0,
            walks_off=number == 1,
            exam_after=2,
        )
        for number, each in enumerate(people)
    ]
