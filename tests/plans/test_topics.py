"""What words mean: rare words and pairs count, unknown ones count against, slips are mended."""

from __future__ import annotations

from bot.plans.topics import topics_of

TOPICS = topics_of(
    [
        ("ao", [(["lam", "tro", "ly", "ao"], 1.0)]),
        ("khung", [(["ban", "hanh", "khung", "ky", "nang", "so"], 1.0)]),
        ("lop", [(["mo", "lop", "ky", "nang", "so"], 1.0), (["tro", "ly"], 0.4)]),
    ]
)
NONE: frozenset[str] = frozenset()


def test_the_thing_with_the_words_in_its_name_comes_first() -> None:
    assert [match.id for match in TOPICS.matches(["tro", "ly"], NONE)] == ["ao", "lop"]


def test_unknown_words_lower_the_coverage() -> None:
    known = TOPICS.matches(["khung", "ky", "nang"], NONE)[0]
    mixed = TOPICS.matches(["khung", "anh", "cua"], NONE)[0]
    assert known.coverage == 1
    assert mixed.coverage < 0.5


def test_skipped_words_count_in_pairs_only() -> None:
    assert TOPICS.matches(["khung"], {"khung"}) == []
    alone = TOPICS.matches(["ky"], NONE)[0].score
    assert TOPICS.matches(["khung", "ky"], {"khung"})[0].score > alone


def test_a_slip_is_mended_beside_a_word_that_fits() -> None:
    assert TOPICS.mended(["khugn", "ky"], NONE) == ("khung", "ky")
    assert TOPICS.mended(["khugn", "tro"], NONE) == ("khugn", "tro")
    assert TOPICS.mended(["khugn", "ky"], {"khugn"}) == ("khugn", "ky")


def test_a_word_that_may_be_another_is_mended_only_between_two_that_fit() -> None:
    topics = topics_of([("a", [(["ha", "tang", "duong", "truyen"], 1.0)])])
    assert topics.mended(["tang", "luong", "huu"], NONE) == ("tang", "luong", "huu")
    assert topics.mended(["tang", "luong", "truyen"], NONE) == ("tang", "duong", "truyen")


def test_one_shared_pair_among_other_words_is_not_enough() -> None:
    topics = topics_of([("a", [(["dao", "tao", "dai", "hoc"], 1.0)])])
    assert topics.matches(["dai", "hoc"], NONE)[0].is_sure
    assert not topics.matches(["phi", "dai", "hoc", "tang"], NONE)[0].is_sure
