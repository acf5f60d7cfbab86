"""Whatever can be read is imported without an error: pages of words, paragraphs and tables."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.importing.blocks import Block, Paragraph, TableBlock
from bot.plans.importing.entries import entries_of
from bot.plans.importing.importing import draft_of
from bot.plans.importing.readers.page_words import Box, Word
from bot.plans.importing.readers.unruled_tables import unruled_table
from bot.plans.importing.unit_reading import KnownUnits

HEADINGS = ("STT", "TT", "Nhiệm vụ", "Nội dung", "Đơn vị chủ trì", "Phối hợp", "Thời hạn")
WORDS = (*HEADINGS, "Sở", "Nội", "vụ", "1", "2.", "(1)", "Quý", "II/2026", "x", "-", "…", "A" * 40)

edges = st.floats(-20, 620, allow_nan=False)
sizes = st.floats(0, 300)


@st.composite
def words(draw: st.DrawFn) -> Word:
    x0, top = draw(edges), draw(edges)
    box = Box(x0, top, x0 + draw(sizes), top + draw(st.sampled_from((0.0, 4.0, 9.0, 9.5, 30.0))))
    return Word(draw(st.sampled_from(WORDS)), box, draw(st.booleans()))


@st.composite
def headed_pages(draw: st.DrawFn) -> list[Word]:
    """A row of headings of columns, as narrow or wide as may be, and words anywhere."""
    heads = draw(st.sampled_from((("Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), HEADINGS)))
    top, step = draw(st.floats(0, 100)), 600 / len(heads)
    row = []
    for at, text in enumerate(draw(st.permutations(heads))):
        wide = draw(st.sampled_from((0.95, 0.3, 1.2)))
        row.append(Word(text, Box(step * at, top, step * (at + wide), top + 9)))
    return row + draw(st.lists(words(), max_size=20))


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(st.lists(words(), max_size=30), headed_pages()),
    st.none() | st.lists(edges, min_size=1, max_size=6).map(lambda each: tuple(sorted(each))),
)
def test_any_words_on_a_page_are_a_table_or_none(
    page: list[Word], before: tuple[float, ...] | None
) -> None:
    found = unruled_table(page, before)
    if found is not None:
        assert found.table.rows
        assert {len(row) for row in found.table.rows} == {len(found.columns)}


MARKS = ("", "", "I. ", "II. ", "1. ", "1) ", "2.1. ", "a) ", "- ", "+ ", "(1) ", "Nội dung 1. ")
PIECES = (
    "Nhiệm vụ, giải pháp", "Tổ chức thực hiện", "MỤC TIÊU, CHỈ TIÊU", "Sở Nội vụ", "UBND các xã:",
    "Chủ trì: Sở Y tế;", "phối hợp: Công an tỉnh.", "Cơ quan chủ trì các nhiệm vụ tại mục này:",
    "Giao Sở Tài chính chủ trì thực hiện các nhiệm vụ sau:", "(Sở Tư pháp; phối hợp: Sở Y tế)",
    "mở 20 lớp cho người cao tuổi", "hoàn thành trước ngày 31/02/2026", "Quý II/2026", "trong Quý",
    "Từ tháng 13/2026 đến trước ngày 00/0/2026", "hằng quý, trước ngày 25 tháng cuối quý",
    "điểm a khoản 2 Mục III", "mục 2.1 đến mục 2.9 phần II", "Sản phẩm:", "Thời gian:", ":", ";",
    "(", ")", "“", "=>", "báo cáo kết quả về Sở Nội vụ", "Phụ lục", "KẾ HOẠCH", "Nơi nhận:",
    "Số: 12/KH-UBND", "ngày 32 tháng 13 năm 2026", "80% người dân", "Tổng cộng", "nt", "(1)", "",
)  # fmt: skip

sentences = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=6).map(" ".join)
styles = st.sampled_from(("", "bold", "item", "heading1", "heading9"))
pages = st.none() | st.integers(1, 4)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(st.sampled_from(MARKS)) + draw(sentences)
    return Paragraph(text, draw(st.integers(1, 99)), draw(styles), draw(pages))


@st.composite
def tables(draw: st.DrawFn) -> TableBlock:
    width = draw(st.integers(1, 7))
    cell = st.sampled_from((*HEADINGS, *PIECES)) | sentences
    rows = draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=5))
    if draw(st.booleans()):
        rows.insert(0, tuple(draw(st.permutations(HEADINGS))[:width]))
    return TableBlock(tuple(rows), draw(st.integers(1, 99)), draw(pages))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(paragraphs(), paragraphs(), paragraphs(), tables()), max_size=25))
def test_any_blocks_become_a_draft_and_a_register_file(blocks: list[Block]) -> None:
    draft = draft_of(blocks)
    for task in (*draft.tasks, *draft.reporting):
        assert task.name.value.strip()
    entries_of(draft, "KH1", "plan.docx", KnownUnits(), None)
