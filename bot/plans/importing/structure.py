"""The outline of a document: which paragraph stands under which, and what its number is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.plans.importing.fields import Parts, parts_of
from bot.plans.importing.folding import fold
from bot.plans.importing.marks import Mark, read_mark
from bot.plans.importing.passages import Passage
from bot.plans.importing.sentences import is_escalation

__all__ = ["Node", "outline", "walk"]

_CLOSING = re.compile(
    r"tren day la |can cu noi dung ke hoach"
    r"|(?:(?:uy ban nhan dan|ubnd|chu tich|thuong truc|ban thuong vu|so|bo)\b[^.,;:]{0,60} )?"
    r"(?:yeu cau|de nghi) (?:cac|thu truong|so)"
    r"|trong qua trinh |qua trinh (?:to chuc |trien khai )*(?:thuc hien|trien khai)"
)
_TROUBLE = re.compile(
    r"(?:neu|khi|truong hop)(?: \w+){0,2} (?:co|gap|phat sinh|xay ra|xuat hien)\b"
)
_RECEIVERS = re.compile(r"noi nhan\s*:?|luu: ?vt|(?:t/m|tm|kt|tl|tuq)\.? (?!\w* ?:)")
_ANNEX = re.compile(r"(?:ke hoach|phu luc|chuong trinh|danh muc|bang phan cong|de an)\b.{0,40}$")
_TOP = ("part", "chapter", "article", "capital", "roman")
_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        ("part", "chapter", "capital", "roman", "article", "bold", "arabic", "decimal2", "decimal3")
    )
}
_DEPTHS = {1: "arabic", 2: "decimal2", 3: "decimal3", 4: "decimal4"}


@dataclass(eq=False)
class Node:
    """A paragraph in its place. `section` is its full number (“IV.1.3”, “4.1.a”), "" without one.

    `kind` is that of its mark (see `marks.Mark`), "bold" for a heading without a number, "text"
    for a paragraph without a mark, "clause" for a part of one (see `task_sentences`), "root" for
    the document.
    """

    kind: str
    number: int
    section: str
    text: str
    line: int
    last_line: int
    parts: Parts
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    sign: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it stands too high to be a field."""
        return self.kind in (*_TOP, "bold", "root")

    @property
    def end(self) -> int:
        """The last line of what stands under it."""
        return max([self.last_line, *(child.end for child in self.children)])

    def ancestors(self) -> Iterator[Node]:
        """The nodes it stands under, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def walk(node: Node) -> Iterator[Node]:
    """All nodes under `node`, in the order of the document."""
    for child in node.children:
        yield child
        yield from walk(child)


def outline(passages: Sequence[Passage]) -> Node:
    """The outline of the document; lists of receivers and signatures are left out."""
    root = Node("root", 0, "", "", 1, 1, Parts("", ()))
    at = root
    receiving = False
    for passage in passages:
        folded = fold(passage.text)
        mark = read_mark(passage.text)
        if receiving:
            receiving = not (_ANNEX.match(folded) and passage.text[:3].isupper())
            receiving = receiving and not (mark is not None and mark.kind == "roman")
            if receiving:
                continue
        if _RECEIVERS.match(folded) and (
            folded.startswith(("noi", "luu")) or passage.text.isupper()
        ):
            receiving = True
            continue
        if _ANNEX.match(folded) and passage.text[:7].isupper():
            at = root
        at = _placed(root, at, passage, mark)
    return root


def _placed(root: Node, at: Node, passage: Passage, mark: Mark | None) -> Node:
    """Adds the passage and returns the node under which the next one may stand."""
    if mark is None and _lacks_title(at) and passage.style != "item":
        return _titled(at, passage)
    if mark is None:
        return _unmarked(root, at, passage)
    text = passage.text[mark.end :].strip()
    mark = _as_roman(at, mark)
    parent = _parent(at, mark)
    node = _node(parent, mark.kind, mark.number, _section(parent, mark), text, passage)
    node.sign = mark.sign
    return node


def _as_roman(at: Node, mark: Mark) -> Mark:
    """“i)”, “v)”, “x)” as numbers where they do not stand in a list of letters."""
    number = {"i": 1, "v": 5, "x": 10}.get(mark.label) if mark.kind == "letter" else None
    if number is None:
        return mark
    path = [at, *at.ancestors()]
    goes_on = any(node.kind == "small" and node.number + 1 == number for node in path)
    after_h = any(node.kind == "letter" and node.number + 1 == mark.number for node in path)
    begins = number == 1 and not after_h
    return replace(mark, kind="small", number=number) if goes_on or begins else mark


def _lacks_title(at: Node) -> bool:
    """Whether its number stood on a line of its own (“PHẦN THỨ HAI”)."""
    return at.kind in _TOP and not at.text and not at.children


def _titled(at: Node, passage: Passage) -> Node:
    at.text, at.parts, at.last_line = passage.text, parts_of(passage.text), passage.last_line
    return at


def _unmarked(root: Node, at: Node, passage: Passage) -> Node:
    if passage.style == "item":
        parent = _parent(at, Mark("bullet", "", 0, 0))
        return _node(parent, "bullet", 0, "", passage.text, passage)
    parts = parts_of(passage.text)
    heading = passage.style.startswith(("bold", "heading"))
    said = not parts.fields or passage.text.isupper()  # “NHIỆM VỤ” is a heading, no field's label
    if heading and said and len(passage.text) < 200 and not passage.text.endswith("."):
        parent = next(
            (node for node in (at, *at.ancestors()) if _rank(node) < _RANKS["bold"]), root
        )
        return _node(parent, "bold", 0, parent.section, passage.text, passage)
    folded = fold(passage.text)
    closing = not parts.is_field and (
        _CLOSING.match(folded)
        or (_TROUBLE.match(folded) and not at.text.endswith(":") and is_escalation(passage.text))
    )
    _node(root if closing else at, "text", 0, "", passage.text, passage)
    return at


def _rank(node: Node) -> int:
    return -1 if node.kind == "root" else _RANKS.get(node.kind, len(_RANKS))


def _node(parent: Node, kind: str, number: int, section: str, text: str, passage: Passage) -> Node:
    node = Node(
        kind, number, section, text, passage.line, passage.last_line, parts_of(text), parent
    )
    parent.children.append(node)
    return node


def _parent(at: Node, mark: Mark) -> Node:
    """Under which node a paragraph with this mark stands, when `at` was the one before."""
    path = [at, *at.ancestors()]
    if mark.kind.startswith("decimal"):
        return _decimal_parent(path, mark)
    same = [node for node in path if node.kind == mark.kind]
    alike = [node for node in same if node.sign == mark.sign]
    if same and not alike and mark.number == 1:  # a list within a list: “1)” under “Nội dung 1.”
        return at if at.text.endswith(":") else same[0]
    same = alike or same
    fitting = [node for node in same if node.number + 1 == mark.number or not mark.number]
    if fitting:
        return fitting[0].parent or path[-1]
    if same and (mark.number != 1 or not at.text.endswith(":") or at.kind == mark.kind):
        return same[0].parent or path[-1]
    rank = _RANKS.get(mark.kind, len(_RANKS))
    if mark.kind == "capital":  # “A.” stands above “I.” in some plans and below it in others
        return next(node for node in path if node.kind in ("part", "chapter", "roman", "root"))
    if rank < _RANKS["arabic"]:
        return next(node for node in path if _rank(node) < rank)
    if mark.kind == "arabic":  # “1.” never stands under “1.1.” or “a)” unless these announce a list
        announced = at.text.endswith(":") and at.kind not in ("root", *_TOP)
        if not announced:
            return next(node for node in path if _rank(node) < rank)
    return at


def _decimal_parent(path: Sequence[Node], mark: Mark) -> Node:
    """“2.1.3” stands under “2.1”, or “2”, or under the nearest heading."""
    parts = mark.label.split(".")
    for size in range(len(parts) - 1, 0, -1):
        wanted = ".".join(parts[:size])
        for node in path:
            own = node.section.split(".")
            if node.kind == _DEPTHS[size] and ".".join(own[-size:]) == wanted:
                return node
    rank = _RANKS.get(mark.kind, len(_RANKS))
    return next(node for node in path if _rank(node) < min(rank, _RANKS["arabic"]))


def _section(parent: Node, mark: Mark) -> str:
    if mark.kind in ("bullet", "plus"):
        return ""
    if mark.kind in ("part", "chapter", "capital", "roman", "article"):
        above = parent.section if parent.kind in _TOP else ""
        return f"{above}.{mark.label}" if above else mark.label
    if mark.kind.startswith("decimal"):
        above = _heading_section(parent)
        return f"{above}.{mark.label}" if above else mark.label
    above = next((node.section for node in (parent, *parent.ancestors()) if node.section), "")
    return f"{above}.{mark.label}" if above else mark.label


def _heading_section(node: Node) -> str:
    """The number of the nearest heading above numbers like 2.1."""
    tops = (each for each in (node, *node.ancestors()) if each.kind in _TOP)
    return next((each.section for each in tops), "")
