"""Whether a text says yes where its source says no: clause by clause, the nearest one counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Clause, Text, content

__all__ = ["OPPOSITE", "polarity_faults"]

_OPPOSITES = (
    "bật tắt,bật ngắt_máy,cài gỡ,tăng hạ,đúng sai,thật giả,còn hết,nhanh chậm,vui buồn,cho cấm,"
    "an nguy,trên dưới,nhiều ít,mở đóng,mở khóa,nhập thoát,bật tắt_nguồn,trong ngoài,"
    "đồng_ý từ_chối,tin nghi,xóa chép,nên cấm,có_thể cấm,bán mua,riêng chung,dài ngắn,cao thấp,"
    "sáng tối,sáng chiều,tối chiều,sớm muộn,lớn nhỏ,đầu cuối,đủ thiếu,cũ mới"
)
OPPOSITE: dict[str, frozenset[str]] = {}
for _pair in _OPPOSITES.split(","):
    _one, _other = _pair.split()
    OPPOSITE[_one] = OPPOSITE.get(_one, frozenset()) | {_other}
    OPPOSITE[_other] = OPPOSITE.get(_other, frozenset()) | {_one}

_YES_WORDS = """
    được có nên đúng
"""
_YES = frozenset(_YES_WORDS.split())
_QUIET_FIRST_WORDS = """
    dạ vâng bác cháu cô chú ông bà anh chị em con bạn mình ạ thưa vẫn
"""
_QUIET_FIRST = frozenset(_QUIET_FIRST_WORDS.split())
_OBLIGES_WORDS = """
    phải cần buộc mới chỉ
"""
_OBLIGES = frozenset(_OBLIGES_WORDS.split())
_ANY = frozenset({"đâu", "nào", "gì", "ai", "giờ"})
_WIDE = frozenset({"nhiều", "mọi", "tất", "cả"})
_CHOICE_WORDS = """
    nên có_thể được muốn nếu cũng hay hoặc thử
"""
_TOO = ("cũng", "được")
_ONLY = frozenset({"chỉ", "mới"})
_CHOICE = frozenset(_CHOICE_WORDS.split())
ALIKE_AWAY, ALIKE_MORE = 0.6, 0.35
"""How like a misplaced clause is to one with another number, and how much more than to its own."""

SAID_TOO, ASSERTED_TOO = 0.6, 0.8
"""A clause this share as like as the nearest counts too, where something is denied or asserted."""

LEAST_ALIKE = 0.5
"""Clauses that are less alike may speak of different things: there only telling words count."""

LONGEST_NO = 4
"""Words in “không khám được đâu”; “không … thì …” says no to nothing."""

FEWEST_AWAY = 2
"""Words that two parts share to speak of the same."""

SHORT = 4
"""A clause of so few words that say something is about what its sentence is about."""

MOST_BESIDE = 1
"""So many words beside a number say nothing of it: “Đầu năm 2025, …”."""

_EACH = frozenset({("nào", "cũng"), ("ai", "cũng"), ("đâu", "cũng"), ("gì", "cũng")})
_ALL_WORDS = """
    mọi tất luôn tuyệt hoàn
"""
_ALL = frozenset(_ALL_WORDS.split())


def polarity_faults(text: Text, source: Text) -> Iterator[Fault]:
    """What `text` denies and `source` says, and the other way round."""
    mine, theirs = _stance(text), _stance(source)
    if mine * theirs < 0 or (mine > theirs == 0 and _is_bare(text) and _is_denied(text, source)):
        yield Fault("polarity", _said(text.clauses[0]))
    for at, clause in enumerate(text.clauses):
        # Where both begin with “no”, the first clause says what is asked: “Không vào được nữa.”
        if at or not mine == theirs == -1:
            yield from _turned(clause, text, source)
        yield from _reversed(clause, source)
        yield from _strengthened(clause, source)
        yield from _widened(clause, source)
    yield from _exchanged(text.parts, source.parts, source.sentences)
    for clause in text.clauses:
        yield from _misplaced(clause, source)
    yield from _exchanged(
        [clause.words for clause in text.clauses],
        [clause.words for clause in source.clauses],
        source.sentences,
    )


def _stance(text: Text) -> int:
    """1 where the text begins with a yes, -1 with a no, else 0."""
    first = _opening(text)
    if not first or (first[0] == "có" and len(first) > 1):
        return 0
    if first[0] in ("không", "chưa"):
        return -1 if len(first) <= LONGEST_NO else 0
    return 1 if first[0] in _YES else 0


def _opening(text: Text) -> list[str]:
    """The words of the first clause, without polite ones."""
    first = [form for clause in text.clauses[:1] for form in clause.forms]
    return [form for form in first if form not in _QUIET_FIRST]


def _is_bare(text: Text) -> bool:
    return len(_opening(text)) == 1


def _is_denied(text: Text, source: Text) -> bool:
    """Whether what `text` says yes to is nearest to something that `source` denies."""
    return any(
        each.negations and len(each.words & text.words) >= FEWEST_AWAY for each in source.clauses
    )


def _is_explained(clause: Clause, at: int) -> bool:
    """“Máy không kêu là do …”: what is the case with this person is explained, not told."""
    return at in clause.negated and "do" in clause.forms[at + 1 :]


def _is_so_then(clause: Clause, at: int) -> bool:
    """“…, nên bác giữ mã”: what follows from the clause before, not what is advised."""
    return clause.forms[at] == "nên" and not at and bool(_QUIET_FIRST & {*clause.forms[1:2]})


def _is_none(text: Text, clause: Clause) -> bool:
    """“Mã chung thì không ai có”: what there is not stands first."""
    return any(
        each.part == clause.part
        and each.forms[0] == "thì"
        and each is not clause
        and {each.forms[at] for at in each.negated} == {"có"}
        for each in text.clauses
    )


def _turned(clause: Clause, text: Text, source: Text) -> Iterator[Fault]:
    """A word that is negated on one side only."""
    for at, word in enumerate(clause.forms):
        if (word not in clause.telling and at not in clause.negated) or at in clause.asked:
            continue
        if _is_explained(clause, at) or _is_so_then(clause, at) or _is_none(text, clause):
            continue
        mine = at in clause.negated or at in clause.carried
        near, nearest = _nearest(clause, source, word, mine)
        if not nearest:
            continue
        theirs = [
            word in each.negations and (mine or word not in each.asserted) for each in nearest
        ]
        if near < LEAST_ALIKE and not content(word):
            continue
        alike = near >= LEAST_ALIKE
        if mine:
            is_turned = not any(theirs) and (alike or not _denied(clause, source))
            if at in clause.carried:
                is_turned = is_turned and alike and not _is_among_denied(nearest, source)
        else:
            is_turned = all(theirs) and (alike or _close(clause, nearest))
        if is_turned:
            yield Fault("polarity", _said(clause))


def _denied(clause: Clause, source: Text) -> bool:
    """Whether a clause of `source` that is nearest in all its words denies something."""
    shared = [len(clause.words & each.words) for each in source.clauses]
    most = max(shared, default=0)
    pairs = zip(source.clauses, shared, strict=True)
    return any(each.negations for each, size in pairs if size == most and size)


def _is_among_denied(clauses: Iterable[Clause], source: Text) -> bool:
    """Whether something is denied in the sentence of one of these clauses."""
    sentences = {each.sentence for each in clauses}
    return any(each.negations for each in source.clauses if each.sentence in sentences)


def _close(clause: Clause, nearest: Iterable[Clause]) -> bool:
    return all(len(clause.words & each.words) >= FEWEST_AWAY for each in nearest)


def _nearest(
    clause: Clause, source: Text, word: str, is_denied: bool
) -> tuple[float, list[Clause]]:
    """How like the clauses of `source` with `word` are at most to `clause`, and the most like ones.

    Those count too that are nearly as like it. Likeness is Dice's coefficient of the words.
    """
    least = SAID_TOO if is_denied else ASSERTED_TOO
    having = [each for each in source.clauses if word in each.forms]
    if is_denied:
        # “rồi mới giao hàng” does not say to do so now.
        having = [each for each in having if each.forms[0] != "mới"] or having
    alike = [_nearness(clause.telling, each.telling) for each in having]
    most = max(alike, default=0.0)
    pairs = zip(having, alike, strict=True)
    return most, [each for each, size in pairs if size >= least * most]


def _nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """Likeness, or LEAST_ALIKE if `other` says all that `one` says and more."""
    is_within = len(one) >= FEWEST_AWAY and one <= other
    return max(_likeness(one, other), LEAST_ALIKE if is_within else 0.0)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def _reversed(clause: Clause, source: Text) -> Iterator[Fault]:
    """The opposite of a word that the nearest clause has."""
    for word in clause.forms:
        opposites = OPPOSITE.get(word, frozenset())
        if not opposites or word in source.forms or not opposites & source.forms:
            continue
        for each in source.clauses:
            near = clause.words & each.words - opposites or _is_about(clause, each, source)
            said = opposites & each.asserted
            if said and near and word in clause.asserted:
                yield Fault("polarity", _said(clause))
                return


def _is_about(clause: Clause, said: Clause, source: Text) -> bool:
    """Whether a short clause is of the same as another one, by the sentence that stands in."""
    around = (each.words for each in source.clauses if each.sentence == said.sentence)
    shared = clause.words & frozenset().union(*around)
    return len(said.words) <= SHORT and len(shared) >= FEWEST_AWAY


def _exchanged(
    said: Sequence[frozenset[str]],
    source: Sequence[frozenset[str]],
    sentences: Sequence[frozenset[str]],
) -> Iterator[Fault]:
    """What is said of one number, address or button, and is true of another one.

    One that stands by itself in `source` (“Đầu năm 2025, …”) belongs to its whole sentence.
    """
    alone = [
        each for each in source if _anchors(each) and len(each - _anchors(each)) <= MOST_BESIDE
    ]
    source = [
        each if each not in alone else next(whole for whole in sentences if each <= whole)
        for each in source
    ]
    for words in said:
        anchors = _anchors(words)
        rest = words - anchors
        if not anchors or any(anchors < _anchors(each) for each in source):
            continue
        home = max((len(rest & each) for each in source if anchors & each), default=0)
        away = max(
            (len(rest & each) for each in source if _anchors(each) and not anchors & each),
            default=0,
        )
        if away >= FEWEST_AWAY and away >= home + 2 and away > len(rest) / 2:
            yield Fault("polarity", " ".join(sorted(words)))


def _misplaced(clause: Clause, source: Text) -> Iterator[Fault]:
    """A clause that is all but like another one, with a number or address from elsewhere."""
    anchors = _anchors(clause.words)
    rest = clause.telling - anchors
    if not anchors or len(rest) < FEWEST_AWAY:
        return
    alike = [
        (bool(anchors & each.words), _likeness(rest, each.telling - _anchors(each.words)))
        for each in source.clauses
        if _anchors(each.words)
    ]
    home = max((size for is_home, size in alike if is_home), default=1.0)
    away = max((size for is_home, size in alike if not is_home), default=0.0)
    if away >= ALIKE_AWAY and away >= home + ALIKE_MORE:
        yield Fault("polarity", _said(clause))


def _anchors(part: frozenset[str]) -> frozenset[str]:
    """The claims and buttons; a small number may be of anything."""
    return frozenset(
        form for form in part if ":" in form and not (form[:7] == "number:" and len(form) < 10)
    )


def _strengthened(clause: Clause, source: Text) -> Iterator[Fault]:
    """“must”, where the source neither has it nor plainly tells to; “all”, where it does not."""
    forms = frozenset(clause.forms) - clause.negations
    pairs = {*zip(clause.forms, clause.forms[1:], strict=False)} & _EACH
    if pairs and not pairs & {*pairwise(form for each in source.clauses for form in each.forms)}:
        yield Fault("polarity", _said(clause))
    if "phải" in forms and not _OBLIGES & source.forms and not _is_told(clause, source):
        yield Fault("polarity", _said(clause))
    if _ALL & forms - source.forms:
        yield Fault("polarity", _said(clause))


def _widened(clause: Clause, source: Text) -> Iterator[Fault]:
    """“anywhere”, “many”, “also”, where the source says “only” of the same."""
    wide = _widths(clause) | {"vẫn"} & frozenset(clause.forms)
    if not wide or _ONLY & frozenset(clause.forms) or clause.negated:
        return
    for each in source.clauses:
        shared = clause.words & each.words
        if "chỉ" not in each.forms or wide <= _widths(each):
            continue
        limited = each.forms[each.forms.index("chỉ") + 1 :][:1]
        of_it = shared & frozenset(limited)
        if of_it or (wide != {"vẫn"} and 2 * len(shared) >= max(len(clause.words), 1)):
            yield Fault("polarity", _said(clause))
            return


def _widths(clause: Clause) -> frozenset[str]:
    """Words of a clause with which something is left open."""
    pairs = zip(clause.forms, clause.forms[1:], strict=False)
    also = {
        "cũng" for one, other in pairs if (other == "cũng" and one in _ANY) or (one, other) == _TOO
    }
    return frozenset(also) | _WIDE & frozenset(clause.forms)


def _is_told(clause: Clause, source: Text) -> bool:
    """Whether a clause of `source` says all that `clause` says, and leaves no choice."""
    told = clause.telling - {"phải"}
    return any(
        told and told <= each.asserted and not _CHOICE & frozenset(each.forms)
        for each in source.clauses
    )


def _said(clause: Clause) -> str:
    return " ".join(clause.forms)
