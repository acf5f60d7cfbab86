"""Features of a sentence in both of its forms."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.featuriser import SentenceVectorizer

SENTENCES = [["tôi", "muốn", "học"], ["điện thoại", "của", "bác"], ["tôi", "đến", "muộn"]]


@pytest.fixture(name="vectorizer")
def _vectorizer() -> SentenceVectorizer:
    made = SentenceVectorizer(weight=3.0)
    made.fit(SENTENCES)
    return made


def likeness(vectorizer: SentenceVectorizer, one: list[str], other: list[str]) -> float:
    """The cosine between two sentences."""
    rows = vectorizer.transform([one, other]).toarray()
    return float(rows[0] @ rows[1] / (np.linalg.norm(rows[0]) * np.linalg.norm(rows[1])))


def test_one_row_a_sentence_each_view_of_length_one(vectorizer: SentenceVectorizer) -> None:
    rows = vectorizer.transform(SENTENCES)
    assert rows.shape[0] == 3
    assert np.linalg.norm(rows.toarray(), axis=1) == pytest.approx([3.0 * 2.0] * 3)


def test_a_batch_is_the_same_as_one_by_one(vectorizer: SentenceVectorizer) -> None:
    together = vectorizer.transform(SENTENCES).toarray()
    alone = [vectorizer.transform([sentence]).toarray()[0] for sentence in SENTENCES]
    assert np.allclose(together, alone)


def test_marks_count_and_so_does_their_absence(vectorizer: SentenceVectorizer) -> None:
    meant, bare, other = ["muốn", "học"], ["muon", "hoc"], ["muộn", "học"]
    assert likeness(vectorizer, meant, bare) > 0.4
    assert likeness(vectorizer, meant, ["tôi", "muốn", "học"]) > likeness(
        vectorizer, other, ["tôi", "muốn", "học"]
    )


def test_a_compound_typed_without_marks_or_bonds_is_still_near(
    vectorizer: SentenceVectorizer,
) -> None:
    assert likeness(vectorizer, ["điện thoại"], ["dien", "thoai"]) > 0.4


def test_what_was_never_seen_gives_an_empty_row(vectorizer: SentenceVectorizer) -> None:
    assert vectorizer.transform([["zzz"], []]).nnz == 0
