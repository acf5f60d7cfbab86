"""Rules of item writing: what each of them finds, and what only looks like it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from bot.learning.item_writing import (
    Item,
    item_mistakes,
    more_than_chance,
    repeated_items,
    set_mistakes,
)

LEVEL = 0.05


def item(
    stem: str = "Nút nguồn ở đâu?",
    options: Sequence[str] = ("Ở cạnh máy", "Trong hộp giấy", "Dưới gầm bàn"),
    key: int = 0,
    hint: str = "Nhìn quanh máy xem.",
) -> Item:
    return Item(stem, hint, tuple(options), key)


def found(given_item: Item) -> list[tuple[tuple[str | int, ...], str]]:
    return list(item_mistakes(given_item))


def test_a_good_item() -> None:
    assert found(item()) == []


@pytest.mark.parametrize(
    "option",
    [
        "Tất cả các ý trên",
        "Cả các ý trên",
        "Cả hai ý trên đều đúng",
        "Cả hai cách trên",
        "Cả ba đều sai",
        "Cả A và B",
        "Hai cách đều đúng",
        "Không có phương án nào",
        "Giống câu trên",
        "Phương án này và phương án kia",
    ],
)
def test_an_option_that_points_to_others(option: str) -> None:
    ((at, message),) = found(item(options=("Ở cạnh máy", option)))
    assert at == ("options", 1, "text")
    assert "phương án khác" in message


@pytest.mark.parametrize(
    "option",
    [
        "Chạm hai lần vào màn hình",
        "Giữ cả hai nút ở cạnh máy",
        "Xem ý kiến của người nhà",
        "Chép câu ấy gửi lên nhóm",
        "Trả lời đúng hết các câu",
        "Không có dấu hiệu nào",
        "Đọc tin trên mạng",
    ],
)
def test_an_option_that_points_to_nothing(option: str) -> None:
    assert found(item(options=("Ở cạnh máy", option))) == []


@pytest.mark.parametrize(
    ("option", "word"),
    [
        ("Không bao giờ mở máy", "không bao giờ"),
        ("Chắc chắn an toàn", "chắc chắn"),
        ("Mở máy tuyệt đối an toàn", "tuyệt đối"),
        ("Bấm luôn luôn đúng lúc", "luôn luôn"),
        ("Khóa tất cả mọi thứ", "tất cả mọi"),
        ("Tin hoàn toàn", "hoàn toàn"),
    ],
)
def test_a_word_that_gives_away(option: str, word: str) -> None:
    ((at, message),) = found(item(options=("Ở cạnh máy", option)))
    assert at == ("options", 1, "text")
    assert f"“{word}”" in message


@pytest.mark.parametrize("option", ["Mở luôn", "Hỏi cho chắc", "Không mở", "Xóa tất cả ảnh"])
def test_a_word_that_gives_nothing_away(option: str) -> None:
    assert found(item(options=("Ở cạnh máy", option))) == []


@pytest.mark.parametrize("twin", ["Ở cạnh máy", "ở cạnh máy!", "o canh may", "Ồ, canh mây"])
def test_options_alike_but_for_marks(twin: str) -> None:
    """A person who types without diacritics could not say which of them is meant."""
    ((at, message),) = found(item(options=("Ở cạnh máy", "Trong hộp giấy", twin)))
    assert at == ("options", 2, "text")
    assert "giống" in message


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("2 cái", "3 cái"), True),
        (("Một lần", "Hai lần", "Cả ngày"), True),
        (("Một lần", "Cả ngày", "Cả đêm"), False),
        (("5 cái", "6 cái"), False),
        (("Mỗi ngày một lần", "Mỗi ngày hai lần"), False),
    ],
)
def test_options_that_begin_like_their_numbers(options: tuple[str, ...], wrong: bool) -> None:
    assert [at for at, _ in found(item(options=options))] == [("options",)] * wrong


@pytest.mark.parametrize(
    ("hint", "wrong"),
    [
        ("Nó ở cạnh máy đó.", True),
        ("Nó Ở CẠNH, máy!", True),
        ("Không phải trong hộp giấy.", False),
        ("Ở cạnh của máy.", False),
    ],
)
def test_a_hint_that_says_the_key(hint: str, wrong: bool) -> None:
    assert [at for at, _ in found(item(hint=hint))] == [("hint",)] * wrong


@pytest.mark.parametrize(
    "stem",
    [
        "Việc nào không nên làm?",
        "Trời mưa. Việc nào sau đây không nên làm?",
        "Điều gì chưa đúng?",
        "Câu nào sai?",
        "Câu nào dưới đây là sai?",
        "Ai không nên giữ thẻ?",
        "Nên giữ giấy nào, trừ giấy nào đừng giữ?",
        "Chạm nút nào thì máy không tắt?",
        "Bác hỏi: việc gì đừng làm?",
    ],
)
def test_a_negative_stem(stem: str) -> None:
    ((at, message),) = found(item(stem))
    assert at == ("stem",)
    assert "HOA" in message


@pytest.mark.parametrize(
    "stem",
    [
        "Việc nào KHÔNG nên làm?",
        "Câu nào SAI?",
        "Máy không lên thì làm gì?",
        "Làm gì khi máy không lên?",
        "Làm thế nào nếu gõ sai?",
        "Việc gì không nên làm nữa. Giờ thì sao?",
        "Nên mở hay không?",
        "Có ai gọi không?",
        "Có gì lạ không?",
        "Tin nhắn: “Việc gì không rõ cứ gọi.” Nên tin ai?",
        "Trời tối mà không sợ, vì sao?",
    ],
)
def test_a_stem_that_is_not_negative(stem: str) -> None:
    assert found(item(stem)) == []


@pytest.mark.parametrize(
    ("stem", "options", "clue"),
    [
        ("Nút nguồn để làm gì?", ("Nút nguồn mở máy", "Gọi điện", "Chụp ảnh"), "nút nguồn"),
        ("Mã OTP là gì?", ("Mã  otp, một dãy số", "Tên người", "Tên nhà"), "mã otp"),
        ("Nút nguồn để làm gì?", ("Nút nguồn mở máy", "Nút nguồn gọi điện"), None),
        ("Nút nguồn để làm gì?", ("Mở nguồn sáng", "Gọi điện"), None),
        ("Nút nguồn để làm gì?", ("Mở máy", "Nút nguồn để hát"), None),
    ],
)
def test_words_of_the_stem_in_the_key_alone(
    stem: str, options: tuple[str, ...], clue: str | None
) -> None:
    problems = found(item(stem, options))
    assert [at for at, _ in problems] == [("options", 0, "text")] * (clue is not None)
    assert all(f"“{clue}”" in message for _, message in problems)


def test_longest_means_longer_than_every_other() -> None:
    assert item(options=("dài hơn", "ngắn")).longest_is_key
    assert not item(options=("bằng", "nhau")).longest_is_key
    assert not item(options=("ngắn", "dài hơn")).longest_is_key


def of_lengths(key: int, lengths: Sequence[int]) -> Item:
    return item(options=["x" * length for length in lengths], key=key)


@pytest.mark.parametrize(
    ("longest", "of", "wrong"),
    # By chance 4 of 4 come about once in 81 times, 3 of 4 once in 9.
    [(4, 4, True), (3, 4, False), (2, 2, False), (6, 9, True), (5, 9, False), (0, 9, False)],
)
def test_keys_that_are_the_longest(longest: int, of: int, wrong: bool) -> None:
    long_ones = [
        of_lengths(place % 3, [9 if at == place % 3 else 2 for at in range(3)])
        for place in range(longest)
    ]
    others = [of_lengths(place % 3, (3, 3, 3)) for place in range(longest, of)]
    messages = list(set_mistakes(long_ones + others))
    assert [f"{longest}/{of}" in each for each in messages] == [True] * wrong


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([0, 0, 0, 0], 1),
        ([2, 2, 2, 2, 1], 3),
        ([0, 0, 1, 2, 2], None),
        ([0, 1, 2], None),
        ([1, 1], None),
    ],
)
def test_keys_in_the_same_place(keys: list[int], place: int | None) -> None:
    messages = list(set_mistakes([of_lengths(key, (3, 3, 3)) for key in keys]))
    assert len(messages) == (place is not None)
    assert all(f"vị trí {place} " in each for each in messages)


def test_a_place_counts_only_where_there_is_one() -> None:
    """The fourth place is the key's each time that there is a fourth."""
    two, four = of_lengths(1, (3, 3)), of_lengths(3, (3, 3, 3, 3))
    assert list(set_mistakes([two, of_lengths(0, (3, 3)), four])) == []
    messages = list(set_mistakes([two, of_lengths(0, (3, 3)), four, four, four]))
    assert len(messages) == 1
    assert "vị trí 4 " in messages[0]


def test_no_items_no_mistakes() -> None:
    assert list(set_mistakes([])) == []


@given(st.integers(0, 60), st.sampled_from([1 / 2, 1 / 3, 1 / 4]))
def test_equal_chances_are_the_binomial_distribution(trials: int, chance: float) -> None:
    for hits in range(trials + 1):
        tail = binom.sf(hits - 1, trials, chance)
        if abs(tail - LEVEL) > 1e-9:
            assert more_than_chance(hits, [chance] * trials) == (tail < LEVEL)


CHANCES = st.lists(st.sampled_from([1 / 2, 1 / 3, 1 / 4]), max_size=40)


@given(CHANCES, st.data())
def test_more_hits_are_never_less_surprising(chances: list[float], data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, len(chances)))
    judged = [more_than_chance(each, chances) for each in range(len(chances) + 1)]
    assert judged == sorted(judged)
    assert judged[hits] == more_than_chance(hits, data.draw(st.permutations(chances)))


@given(CHANCES)
def test_what_is_to_be_expected_is_chance(chances: list[float]) -> None:
    assert not more_than_chance(round(sum(chances)), chances)
    assert not more_than_chance(0, chances)


def test_the_level_can_be_chosen() -> None:
    assert not more_than_chance(4, [1 / 2] * 4)
    assert more_than_chance(4, [1 / 2] * 4, level=0.07)


def test_items_that_ask_the_same() -> None:
    items = [
        item("Nút nguồn nằm ở chỗ nào trên máy?"),
        item("Âm lượng to nhỏ thì bấm gì?", ("Nút dài ở cạnh", "Màn hình", "Loa")),
        item("Trên máy, nút nguồn nằm ở chỗ nào?", ("Ở cạnh máy", "Ở lưng")),
        item("Nút nguồn nằm ở chỗ nào trên máy?", ("Ở lưng", "Phía phải, chỗ ngón cái"), key=1),
    ]
    assert list(repeated_items(items)) == [(0, 2)]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("Bấm nút nguồn lâu?", "Máy sáng"), True),
        (("Bấm nút nguồn rất lâu?", "Máy sáng"), True),  # 6 of 7 words
        (("Bấm nút nguồn rất nhanh?", "Máy sáng"), False),  # 5 of 8
        (("Bấm nút nguồn lâu?", "Máy sáng lên ngay"), False),  # 6 of 8
        (("Bấm nút nguồn lâu?", "Máy tối"), False),
    ],
)
def test_how_alike_two_items_may_be(other: tuple[str, str], same: bool) -> None:
    """The stem and the right option count together, wrong options do not."""
    items = [
        item(stem, (key, wrong))
        for (stem, key), wrong in ((("Bấm nút nguồn lâu?", "Máy sáng"), "Máy kêu"), (other, "Khác"))
    ]
    assert list(repeated_items(items)) == [(0, 1)] * same
