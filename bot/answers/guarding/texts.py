"""A text as the guard compares it: claims, words in their common form, sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.answers.guarding.claims import MARK, Claim, take_claims
from bot.answers.guarding.figures import in_figures
from bot.answers.guarding.same_words import same
from bot.vietnamese.syllable import is_syllable
from bot.vietnamese.tones import place_tones

__all__ = ["QUOTE", "Clause", "Text", "Written", "content", "read_text"]

_PIECE = re.compile(r"[\ue000-\uf8ff]|[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?…")
_CLAUSE_ENDS = frozenset(',;:()–—"“”')
_QUOTES = frozenset('“”"')
_PARTING = frozenset({",", ";", ":", "nhưng", "còn"})
QUOTE = "quote:"
LONGEST_QUOTE = 6
"""Words; what is longer is no name of a button."""

_LINKS_WORDS = """
    thì nhưng mà còn hoặc hay vì nếu rồi để kẻo và khi lúc dù tuy mới chứ
"""
_LINKS = frozenset(_LINKS_WORDS.split())
"""Words between clauses."""

_VERBS_TOO = frozenset({"còn", "để"})
"""“không còn số”, “không để lâu”, “chỉ còn số”."""

_NEGATORS_WORDS = """
    không đừng chưa chớ khỏi cấm chẳng tránh khoan ngừng
"""
NEGATORS = frozenset(_NEGATORS_WORDS.split())
_NO_NEGATION = {
    "mất khỏi",
    "ra khỏi",
    "thoát khỏi",
    "xóa khỏi",
    "rời khỏi",
    "tránh khỏi",
    "đi khỏi",
}
_OR = frozenset({"hay", "hoặc"})
_MEANT = [[word, "là"] for word in ("xem", "nghĩ", "tưởng", "phải", "nghĩa")]
"""“đừng coi là mất”, “không phải là giả”: what stands after these is denied too."""

_ASKS = frozenset({"không", "chưa"})
"""With these a question ends."""
_ASKING = frozenset({"có", "đã", "xem", "hỏi"})
_LAST_WORDS = """
    à ạ nhé nha nhỉ ơi bác cháu cô chú ông bà anh chị em bạn
"""
_LAST = frozenset(_LAST_WORDS.split())
"""Words that may follow on what ends a question."""
_BETWEEN_WORDS = """
    nên được cần phải có_thể thể bao giờ hề có gồm ai tự vội bị sẽ cho gì nào là ở trong bác
    cháu cô chú ông bà anh chị em con bạn mình tôi cùng vẫn vừa nơi lần ạ đâu nhé nha đó đấy
    nữa thôi à đã dám chứ hả
"""
_BETWEEN = frozenset(_BETWEEN_WORDS.split())
"""Words between a negator and what it negates."""

_QUIET_WORDS = """
    à ạ ấy nhé nha nhỉ dạ vâng thưa ơi đâu bác cháu cô chú ông bà anh chị em con bạn mình tôi
    quý vị đồng chí thì là mà cứ hãy đã đang sẽ cũng đều đi lại này đó đấy kia nữa thôi cho
"""
_QUIET = frozenset(_QUIET_WORDS.split())
_MODAL_WORDS = """
    nên được cần phải có_thể có
"""
_MODAL = frozenset(_MODAL_WORDS.split())

_SMALL_WORDS = """
    à ạ á ấy ai anh ba bà bác bạn bị bởi các cái cả cháu chị chỉ cho chú chứ chưa con có
    có_thể cô của cũng cùng cứ dạ do dù đã đang đâu đấy đây đi để đó được đều đừng em gì gồm
    hãy hay hễ hết hoặc họ hơn khi khỏi không kẻo là lại làm lên lúc luôn lắm mà mình mọi mỗi
    một mới nào này nên nếu nha nhé nhỉ nhưng những nó nơi nữa ông ơi ở phải qua quá ra rằng
    riêng rồi sao sau sẽ sang ta tại thế thêm theo thì thôi thưa tới tôi trong trên trước từ
    từng tự và vào vẫn vậy về vì việc với xong xuống y quý vị đồng chí cần nhớ nhận muốn chớ
    khiến tức hề kia nọ bằng nhiều ít nhanh lần thường xin nhờ dưới ngoài giữa đến gần chung
    bên khác thứ gọi_là liền hiện đúng mang dùng xem biết hai tuy mặc_dù dám
"""
SMALL = frozenset(_SMALL_WORDS.split())
"""Words that say little by themselves."""


@dataclass(frozen=True)
class Written:
    """A word or sign as written: `word` in lower case with its tones in place, `start` whether a
    sentence, a clause or quoted words begin with it; of a claim the `word` is its anchor.
    """

    written: str
    word: str
    start: bool
    claim: Claim | None = None


@dataclass(frozen=True)
class Clause:
    """The common forms of its words; `negated` are the places of those that are negated.

    `carried` are those that a “no” before may deny too: “không cho ai đọc”, “không đọc hay gửi”;
    of those `asked` neither is said: “xem có mạng không”.
    `sentence` and `part` (what stands between commas) are counted through the text. Quoted words,
    if they are few, are one form that begins with QUOTE.
    """

    forms: tuple[str, ...]
    negated: frozenset[int]
    carried: frozenset[int]
    asked: frozenset[int]
    sentence: int
    part: int

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The places of the words that say something."""
        return tuple(at for at, form in enumerate(self.forms) if content(form))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say something, those within a quotation too."""
        quoted = (form[len(QUOTE) :] for form in self.forms if form.startswith(QUOTE))
        inner = (form for quote in quoted for form in _common(quote.split()) if content(form))
        return frozenset(self.forms[at] for at in self.content) | frozenset(inner)

    @cached_property
    def telling(self) -> frozenset[str]:
        """All its words but negators and those that only join or address."""
        return frozenset(self.forms) - NEGATORS - _LINKS - _QUIET

    @cached_property
    def asserted(self) -> frozenset[str]:
        """The words that are neither negated nor may be, nor asked."""
        maybe = self.negated | self.carried | self.asked
        return frozenset(form for at, form in enumerate(self.forms) if at not in maybe)

    @cached_property
    def negations(self) -> frozenset[str]:
        """The words that are negated or may be."""
        return frozenset(self.forms[at] for at in self.negated | self.carried)


@dataclass(frozen=True)
class Text:
    """A text: its claims, what is written, its clauses, and what stands in quotation marks."""

    plain: str
    claims: tuple[Claim, ...]
    written: tuple[Written, ...]
    clauses: tuple[Clause, ...]
    quotes: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that say something."""
        return frozenset().union(*(clause.words for clause in self.clauses))

    @cached_property
    def forms(self) -> frozenset[str]:
        """All common forms, those of quoted words too."""
        quoted = (form for quote in self.quotes for form in _common(quote.split()))
        return frozenset(form for clause in self.clauses for form in clause.forms) | {*quoted}

    @cached_property
    def parts(self) -> tuple[frozenset[str], ...]:
        """What the words of each part say."""
        return _together(self.clauses, lambda each: each.part)

    @cached_property
    def sentences(self) -> tuple[frozenset[str], ...]:
        """What the words of each sentence say."""
        return _together(self.clauses, lambda each: each.sentence)


def _common(words: Sequence[str]) -> Iterator[str]:
    """The common forms of words."""
    at = 0
    while at < len(words):
        found, at = same(words, at)
        yield from found


def _together(
    clauses: Sequence[Clause], group: Callable[[Clause], int]
) -> tuple[frozenset[str], ...]:
    found: dict[int, frozenset[str]] = {}
    for clause in clauses:
        found[group(clause)] = found.get(group(clause), frozenset()) | clause.words
    return tuple(found.values())


@lru_cache(maxsize=1 << 13)
def content(form: str) -> bool:
    """Whether a common form says something by itself."""
    return form not in SMALL and form not in NEGATORS and (form[0].isalnum() or ":" in form)


_QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,120})[”\"]")


@lru_cache(maxsize=1 << 9)
def read_text(text: str) -> Text:
    """`text` as it is compared; any text can be read."""
    plain = in_figures(text)
    marked, claims = take_claims(plain)
    written = tuple(_written(marked, claims))
    quotes = tuple(" ".join(_words_of(found[1])) for found in _QUOTED.finditer(plain))
    return Text(plain, claims, written, tuple(_clauses(written)), quotes)


def _words_of(text: str) -> list[str]:
    pieces = (part for found in _PIECE.finditer(text) for part in _parts(found[0]))
    return [place_tones(piece.lower()) for piece in pieces]


def _written(text: str, claims: Sequence[Claim]) -> Iterator[Written]:
    start = True
    end = 0
    for found in _PIECE.finditer(text):
        piece = found[0]
        start = start or "\n" in text[end : found.start()]
        end = found.end()
        if MARK <= ord(piece[0]) < MARK + len(claims):
            claim = claims[ord(piece[0]) - MARK]
            yield Written(claim.said, claim.anchor, start, claim)
            start = False
            continue
        for part in _parts(piece):
            yield Written(part, place_tones(part.lower()), start)
            start = False
        start = piece in _SENTENCE_ENDS or piece in ':“"(-•*'


def _parts(piece: str) -> list[str]:
    """“vi-rút” is two syllables, “Wi-Fi” is one word."""
    if "-" not in piece or len(piece) == 1:
        return [piece]
    parts = piece.split("-")
    if all(is_syllable(place_tones(part.lower())) for part in parts):
        return parts
    return ["".join(parts)]


def _clauses(written: Sequence[Written]) -> Iterator[Clause]:
    words = [each.word for each in written]
    forms: list[str] = []
    sentence = part = at = 0
    denied = False
    while at < len(words):
        word = words[at]
        if word in _QUOTES and (quote := _short_quote(words, at)):
            forms.append(QUOTE + " ".join(quote))
            at += len(quote) + 2
            continue
        is_link = (word in _LINKS and not _is_verb(words, at)) or _is_exception(words, at)
        if word in _SENTENCE_ENDS or word in _CLAUSE_ENDS or is_link:
            if forms:
                clause = _clause(forms, sentence, part, denied)
                denied = bool(clause.negated) and word in _OR
                yield clause
            forms = [word] if is_link else []
            sentence += word in _SENTENCE_ENDS
            part += word in _SENTENCE_ENDS or word in _PARTING
            at += 1
            continue
        found, at = same(words, at)
        forms += found
    if forms:
        yield _clause(forms, sentence, part, denied)


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether a word that may join clauses is a verb here."""
    before = words[at - 1] if at else ""
    return words[at] in _VERBS_TOO and (before in NEGATORS or before in ("vẫn", "chỉ"))


def _is_exception(words: Sequence[str], at: int) -> bool:
    """“trừ khi”; elsewhere “trừ” takes money away."""
    return words[at] == "trừ" and words[at + 1 : at + 2] in (["khi"], ["phi"])


def _short_quote(words: Sequence[str], at: int) -> Sequence[str]:
    """The words that are quoted at this place, if they are few."""
    for end in range(at + 2, min(at + LONGEST_QUOTE + 2, len(words))):
        if words[end] in _QUOTES:
            return words[at + 1 : end]
    return ()


def _clause(forms: Sequence[str], sentence: int, part: int, denied: bool) -> Clause:
    """`denied` says that the clause before, which this one is joined to by “or”, says no."""
    negated: set[int] = set()
    carried = _heads(forms, 1) if denied else set()
    for at, form in enumerate(forms):
        if _denies(forms, at):
            if forms[at + 1 : at + 2] == ["cho"]:
                carried |= {*range(at + 2, len(forms))}
                continue
            heads = _heads(forms, at + 1)
            last = max(heads, default=len(forms))
            if forms[last : last + 2] in _MEANT:
                heads |= _heads(forms, last + 2)
            if forms[at + 2 : at + 3] == ["nào"]:
                # “không việc nào phải mang bản chính”
                carried |= _heads(forms, at + 3)
            after = range(max(heads, default=len(forms)) + 1, len(forms))
            # “không giải quyết được” and “không được giải quyết” deny the same two words.
            negated |= heads | {each for each in after if forms[each] == "được"}
        if form == "sao" and forms[0] == "thì":
            # “không tham gia thì làm sao trúng được”
            carried |= {*range(at + 1, len(forms))}
    places = frozenset(negated), frozenset(carried - negated), _asked(forms)
    return Clause(tuple(forms), *places, sentence, part)


def _asked(forms: Sequence[str]) -> frozenset[int]:
    """The places of what is asked: “xem máy có mạng không”, “xem đã cài chưa”."""
    for at in range(len(forms) - 1, 0, -1):
        if forms[at] in _ASKS and _ASKING & {*forms[:at]}:
            return frozenset(range(at))
        if forms[at] not in _LAST:
            break
    return frozenset()


def _denies(forms: Sequence[str], at: int) -> bool:
    """Whether a word says no to what follows: “đừng …”, “thôi trả lời”, but not “ra khỏi”."""
    before = forms[at - 1] if at else ""
    if forms[at] == "thôi":
        after = forms[at + 1] if at + 1 < len(forms) else ""
        return bool(after) and content(after) and not (before and content(before))
    return forms[at] in NEGATORS and f"{before} {forms[at]}" not in _NO_NEGATION


def _heads(forms: Sequence[str], at: int) -> set[int]:
    """The places of what a negator before `at` negates: a verb, and one like “may” before it."""
    found = set()
    while at < len(forms) and forms[at] in _BETWEEN:
        if forms[at] in _MODAL:
            found.add(at)
        at += 1
    if at < len(forms) and forms[at][0].isalnum() and forms[at] not in NEGATORS:
        found.add(at)
    return found
