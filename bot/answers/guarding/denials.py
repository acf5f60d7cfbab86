"""Whether a text keeps the denials of its source: no “don't” falls away, and none is let off."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import NEGATORS, Clause, Text, content

__all__ = ["denial_faults"]

_WARNING_WORDS = """
    giả lừa mồi sai bẫy nguy thoát ngắt_máy từ_chối cấm người_lừa trộm bịa mất bỏ_qua đòi_tiền
    tắt_nguồn hỏng nghi
"""
_WARNING = frozenset(_WARNING_WORDS.split())
"""Words that warn of something as a “no” does."""

_FALSE = frozenset({"giả", "lừa", "mồi", "bẫy", "nguy", "sai", "cấm", "người_lừa"})
"""What is said to be one of these is nothing to trust."""

_UNADVISED_WORDS = """
    bảo đòi dụ dọa xúi giục ép rủ mời kẻo nếu lỡ đỡ
"""
_UNADVISED = frozenset(_UNADVISED_WORDS.split())
"""Words of a clause that tells what somebody wants or what may happen, and advises nothing."""

_FEW = 2
"""So many words after “không …,” may go on with what it denies: “không đọc, gửi, chụp”."""

_DUTY = frozenset({"cần", "phải"})
_NOT_YET = "chưa"
FEWEST_OF_TOPIC, MOST_OF_TOPIC = 3, 0.6
"""A text speaks of a topic if it has so many of its words, and this share of them."""

_THEN = "thì"
_OF_TOPIC = frozenset({_THEN, "là"})
_SOON = 3
"""“thì bác đừng …”, “là trang giả”: so many words after it the “no” has come."""


def denial_faults(text: Text, source: Text) -> Iterator[Fault]:
    """What `text` says yes to, or lets the person off, and `source` only denies."""
    denied = _only_denied(source)
    for at, clause in enumerate(text.clauses):
        around = _sentence(text, clause.sentence)
        if not _goes_on(text, at) and not _UNADVISED & frozenset(clause.forms):
            for word in clause.asserted & denied.keys():
                if (denied[word] & around) - {word} and not _is_warned(text, at):
                    yield Fault("polarity", f"{word}: {' '.join(clause.forms)}")
        yield from _let_off(clause, source)
    yield from _dropped(text, source)


def _only_denied(source: Text) -> dict[str, frozenset[str]]:
    """The words that `source` denies wherever it has them, and what else those sentences say."""
    found: dict[str, frozenset[str]] = {}
    asserted = frozenset().union(*(_said(each) for each in source.clauses))
    for clause in source.clauses:
        for at in clause.negated:
            word = clause.forms[at]
            if content(word) and word not in asserted:
                around = _sentence(source, clause.sentence)
                found[word] = found.get(word, frozenset()) | around
    return found


def _said(clause: Clause) -> frozenset[str]:
    return frozenset(form for at, form in enumerate(clause.forms) if at not in clause.negated)


def _sentence(text: Text, sentence: int) -> frozenset[str]:
    return frozenset().union(*(each.words for each in text.clauses if each.sentence == sentence))


def _goes_on(text: Text, at: int) -> bool:
    """Whether this clause goes on with what the one before it denies."""
    clause, before = text.clauses[at], text.clauses[at - 1] if at else None
    return bool(
        before
        and before.sentence == clause.sentence
        and before.negations
        and content(clause.forms[0])
        and len(clause.words) <= _FEW
    )


def _is_warned(text: Text, at: int) -> bool:
    """Whether the rest of the sentence warns of what this clause says."""
    clause = text.clauses[at]
    rest = [each for each in text.clauses[at:] if each.sentence == clause.sentence]
    if clause.forms[0] == _THEN:
        rest = [clause]
    return any(
        _WARNING & frozenset(each.forms) or (each is not clause and each.negations) for each in rest
    )


def _let_off(clause: Clause, source: Text) -> Iterator[Fault]:
    """“need not”, where the source only says what comes of it if it has not been done."""
    if not any(clause.forms[at] in _DUTY for at in clause.negated):
        return
    for at in clause.negated:
        word = clause.forms[at]
        having = [each for each in source.clauses if word in each.negations]
        if content(word) and having and all(_NOT_YET in each.forms for each in having):
            yield Fault("polarity", " ".join(clause.forms))


def _dropped(text: Text, source: Text) -> Iterator[Fault]:
    """A topic of which the source says no more than a “no”, and `text` something without it."""
    said = [*_sentences(text)]
    for topic in _denied_topics(source):
        for words, clauses in said:
            forms = frozenset(form for each in clauses for form in each.forms)
            shared = len(topic & words)
            is_said = shared >= max(FEWEST_OF_TOPIC, MOST_OF_TOPIC * len(topic))
            if is_said and not (NEGATORS | _WARNING) - topic & forms:
                yield Fault("polarity", " ".join(sorted(topic)))


def _denied_topics(source: Text) -> tuple[frozenset[str], ...]:
    """What “… thì không …”, “… là giả” is said of, and nothing else."""
    sentences = list(_sentences(source))
    found = []
    for words, clauses in sentences:
        topic = _topic(clauses)
        others = (other for other, _ in sentences if other is not words)
        if len(topic) >= FEWEST_OF_TOPIC and not any(topic <= other for other in others):
            found.append(topic)
    return tuple(found)


def _topic(clauses: tuple[Clause, ...]) -> frozenset[str]:
    """The words before the first “thì” or “là” if a “no” or warning comes with that."""
    topic: set[str] = set()
    for clause in clauses:
        for at, form in enumerate(clause.forms):
            if form in _OF_TOPIC:
                begins = range(at + 1, min(at + 1 + _SOON, len(clause.forms)))
                told = any(
                    each in clause.negated or clause.forms[each] in _FALSE for each in begins
                )
                return frozenset(topic) if told else frozenset()
            if content(form):
                topic.add(form)
    return frozenset()


def _sentences(text: Text) -> Iterator[tuple[frozenset[str], tuple[Clause, ...]]]:
    found: dict[int, list[Clause]] = {}
    for clause in text.clauses:
        found.setdefault(clause.sentence, []).append(clause)
    for clauses in found.values():
        yield frozenset().union(*(each.words for each in clauses)), tuple(clauses)
