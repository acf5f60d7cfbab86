"""The tables of an evaluation."""

from __future__ import annotations

from made_up import TEN, answer

from bot.evaluation.sentences import Entity
from bot.evaluation.tables import Run, Table, behind, comparison, tables_of

MONTH = Entity("month", "2025-06", 0, 5)


def table(run: Run, title: str) -> Table:
    """The table with this title."""
    return next(table for table in tables_of(run) if table.title == title)


def test_the_overall_figures() -> None:
    rows = {row[0]: row[1:4] for row in table(Run("ours", TEN), "Overall").rows}
    assert rows["intent accuracy"] == ("10", "5", "0.500")
    assert rows["out_of_scope recall (nlu_fallback counts)"] == ("3", "2", "0.667")
    assert rows["in-scope sentences refused"] == ("7", "1", "0.143")
    assert rows["scam_victim recall"] == ("2", "1", "0.500")


def test_misunderstood_sentences_name_what_would_have_been_next() -> None:
    rows = table(Run("ours", TEN), "Misunderstood sentences").rows
    assert [row[2:] for row in rows] == [
        ("greet", "thank 0.45", "greet 0.35"),
        ("thank", "nlu_fallback", "thank 0.20"),
        ("scam_victim", "check_scam 0.60", "scam_victim 0.40"),
        ("out_of_scope", "nlu_fallback", "greet 0.15"),
        ("out_of_scope", "thank 0.55", "–"),
    ]


def test_confusions_come_with_the_commonest_first() -> None:
    rows = table(Run("ours", [*TEN, TEN[6]]), "Confusions").rows
    assert rows[0] == ("scam_victim", "check_scam", "2")


def test_entities_are_shown_by_type_and_as_one() -> None:
    other = Entity("month", "06", 2, 5)
    answers = [
        answer("ask_task", ("ask_task", 1.0), meant_entities=(MONTH,), entities=[MONTH]),
        answer("ask_task", ("ask_task", 1.0), meant_entities=(MONTH,), entities=[other]),
    ]
    rows = table(Run("ours", answers), "Entities").rows
    figures = ("2", "2", "0.500", "0.500", "0.500", "1.000", "1.000", "1.000")
    assert rows == (("month", *figures), ("all (micro)", *figures))


def test_tables_with_nothing_to_say_are_left_out() -> None:
    titles = [table.title for table in tables_of(Run("ours", TEN[:1]))]
    expected = ("Overall", "Calibration and cost", "By kind of writing", "By intent", "Confidence")
    assert titles == list(expected)
    files = [TEN[0], answer("greet", ("greet", 1.0), file="b.yml")]
    assert table(Run("ours", files), "By file").rows[1][:4] == ("b.yml", "1", "1", "1.000")


def test_every_row_is_as_long_as_its_table_is_wide() -> None:
    runs = [Run("ours", TEN), Run("stock", TEN)]
    for each in (*tables_of(runs[0]), comparison(runs)):
        assert {len(row) for row in each.rows} == {len(each.columns)}, each.title


def test_configurations_stand_side_by_side() -> None:
    better = [answer("greet", ("greet", 0.9), kind="nodia") if a is TEN[2] else a for a in TEN]
    found = comparison([Run("ours", TEN), Run("stock", better)])
    assert found.columns == ("", "ours", "stock")
    rows = {row[0]: row[1:] for row in found.rows}
    assert rows["intent accuracy"] == ("0.500", "0.600")
    assert rows["accuracy: nodia"] == ("0.500", "1.000")
    assert rows["entity F1 by value"] == ("–", "–")
    assert rows["ms a sentence, p50"] == ("2.0", "2.0")


def test_it_is_said_where_ours_is_behind() -> None:
    right = answer("greet", ("greet", 1.0), kind="nodia")
    wrong = answer("greet", ("thank", 1.0), kind="nodia")
    good, bad = Run("ours", [right]), Run("ours", [wrong])
    other = Run("stock", [right])
    assert behind(bad, [other]) == [
        "ours understands less than stock on nodia (0.000 against 1.000)."
    ]
    assert behind(good, [other]) == [
        "ours understands at least as much as stock on every kind of writing."
    ]
