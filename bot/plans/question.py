"""A question in words, made into a query: what is wanted, and of which tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from bot.plans import cues, document_cues, time_cues
from bot.plans.asks import ASKS
from bot.plans.frame import words_of_cues
from bot.plans.ordering import order_asked
from bot.plans.reading import Said
from bot.plans.section_numbers import ROMAN, sections_in
from bot.plans.small_words import ANY_PLAN, BARE_QUIET, QUIET, TELLING_PAIRS
from bot.plans.spans import Span, lone_year, span_in
from bot.plans.unknown_names import unknown_names
from bot.plans.wants import WANTS
from bot.vietnamese.diacritics import strip_diacritics

__all__ = [
    "DAYS_TO_COME",
    "SOON_DAYS",
    "Query",
    "asks_only_part",
    "is_only_quiet",
    "read_query",
    "soonest_of_all",
    "tells_only_of_it",
    "to_come",
]

_SHARE = re.compile(r"(\d+) ?(?:%|phan tram|trieu|tr\b)")
_TO_COME = re.compile(r"\b(?:mai|sap|hom nay|mot)\b(?: \w+){0,2} het han")
_ENDS_IN = re.compile(r"\bhet han (?:trong|vao|ngay|thang|quy|nam|cuoi|dau|tuan)\b")
_AI = re.compile(
    r"\b(?:khoa|lop|cong cu|ky nang|(?:viec|cai|muc|nhiem vu|phan|noi dung|mon)(?: hoc)? ve) ai\b"
)
"""“AI” in small letters."""
_LEFT_OVER = re.compile(r"\b(?:con lai|tu (?:nay|gio|day))\b")
"""What is over is not meant: “các hạn còn lại của năm”."""
_FEW = 2
"""Figures of a number that says how many."""
_NUMBERED = frozenset({"muc", "so", "quy", "thang", "ngay", "nam", "phan", "diem", "vu", ".", "/"})
_MEASURES = frozenset({"ngay", "tuan", "thang", "nam", "quy", "trieu", "phan", "gio"})
DAYS_TO_COME = 365
"""How far “chưa quá hạn” looks ahead."""
SOON_DAYS = 30
"""What “sắp đến hạn” means where no number of days is said."""


@dataclass(frozen=True)
class Query:
    """What is wanted. Empty fields ask for nothing; those that are filled must all be met.

    `wants` is tasks, targets, documents, document, basis, conflicts or source. `asks` are the
    parts of a task asked for. `words` say what it is about (without marks), `quiet` are those
    of them that mean little, `strange` those that the register has with other marks only.
    `shares` are percentages and millions named, `number` how many tasks are said to be there,
    `ids` tasks meant by a word that points back, `recipients` units that something is sent to.
    `claimed`: something is to be confirmed. `finished`: it ends in the days named, `begun`: it
    begins there. `issued`:
    these are those on which a document came out. `with_outcome`: something is known to have come
    of it. `of_groups`: tasks for some group of people. `other_than` are sections, and ids of tasks
    and documents, that are left out. `order`: only what is due “first” or “last”. `missing` are
    documents, units and days named that nobody knows, each after its kind.
    """

    wants: str = "tasks"
    asks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    role: str = ""
    sections: tuple[str, ...] = ()
    span: Span | None = None
    rhythm: str = ""
    groups: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    number: int = 0
    ids: tuple[str, ...] = ()
    overdue: bool = False
    recipients: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    listing: bool = False
    claimed: bool = False
    finished: bool = False
    begun: bool = False
    issued: bool = False
    with_outcome: bool = False
    of_groups: bool = False
    other_than: tuple[str, ...] = ()
    order: str = ""
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words says which tasks are meant."""
        return bool(
            self.documents
            or self.provinces
            or self.units
            or self.sections
            or self.span
            or self.rhythm
            or self.ids
            or self.overdue
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Query:
        """The query that `to_dict` gave the data of."""
        given = {
            field.name: _tuples(data[field.name]) for field in fields(cls) if field.name in data
        }
        span = data.get("span")
        return cls(**{**given, "span": Span(**span) if span else None})


def read_query(said: Said, today: date) -> Query:
    """What `said` asks, by itself; days are meant against `today`."""
    named = {kind: said.values(kind) for kind in ("document", "province", "unit", "group")}
    bare = said.bare
    span = span_in(said.words, today)
    sections = sections_in(said)
    places = [
        place
        for place in _about(said, span.places if span else frozenset())
        if not (sections and ROMAN.fullmatch(said.bares[place]))
    ]
    words = tuple(said.bares[place] for place in places)
    asks = tuple(_asks(said))
    query = Query(
        wants=_wants(_given(said)),
        asks=asks,
        words=words,
        quiet=(
            *(said.bares[place] for place in places if _is_quiet(said, place)),
            *words_of_cues(bare),
        ),
        strange=tuple(sorted(said.strange & {*words})),
        documents=named["document"],
        provinces=named["province"],
        units=named["unit"],
        role=_role(bare),
        sections=sections,
        span=span.span if span else None,
        rhythm=next((kind for kind, cue in time_cues.RHYTHMS.items() if cue.search(bare)), ""),
        groups=named["group"],
        shares=tuple(int(each) for each in _SHARE.findall(bare)),
        number=int(counted[1]) if (counted := cues.COUNTED.search(bare)) else 0,
        overdue=_is_overdue(bare, span.span if span else None, today),
        listing=bool(cues.LISTING.search(document_cues.TELLING.sub(" ", bare))),
        claimed=bool(cues.CONFIRM.search(bare)),
        finished=bool(cues.FINISHED.search(bare)),
        begun=bool(span and time_cues.BEGINNING.search(bare)),
        issued=bool(span and document_cues.ISSUED.search(bare)),
        with_outcome=bool(cues.LISTING.search(bare) and cues.WITH_OUTCOME.search(bare)),
        of_groups=bool(cues.OF_GROUPS.search(bare)),
        recipients=said.values("recipient"),
        missing=tuple(unknown_names(said)),
    )
    if query.wants == "targets" or (query.span is None and is_only_quiet(query)):
        query = replace(query, span=_of_years(said, query.span))
    query = replace(query, order=order_asked(bare, overdue=query.overdue))
    if query.with_outcome:
        query = replace(query, asks=("outcome",))
    if query.rhythm in ("stated", "timed"):
        # “Có hạn cụ thể không?” asks for the day of one task.
        some = query.listing or cues.TAKING.search(bare) is not None
        query = replace(query, rhythm=query.rhythm if some else "", listing=some)
    return _settled(query, bare, today)


def _of_years(said: Said, span: Span | None) -> Span | None:
    """The years that are said, if they have `span` among them; else `span`."""
    found = lone_year(said.words)
    if found and (span is None or found.span.first <= span.first <= span.last <= found.span.last):
        return found.span
    return span


def _is_overdue(bare: str, span: Span | None, today: date) -> bool:
    """Whether what is past its day is asked for; “mai là hết hạn” asks of a day to come."""
    said = time_cues.OVERDUE.findall(time_cues.LEFT.sub(" ", time_cues.NOT_YET.sub(" ", bare)))
    if not said or (span and (span.ahead or _ENDS_IN.search(bare))):
        return False
    to_come = _TO_COME.search(bare) or (span and span.days[0] > today)
    return not (to_come and {*said} == {"het han"})


def _wants(bare: str) -> str:
    return next((want for want, cue in WANTS.items() if cue.search(bare)), "tasks")


def _asks(said: Said) -> Iterator[str]:
    """Which parts of a task are asked for; “AI” in capitals is no “ai”."""
    bare = said.bare
    if _AI.search(bare):
        bare = _AI.sub(" ", bare)
    elif _is_about_ai(said):
        bare = re.sub(r"\bai\b", "", bare)
    for part, cue in ASKS.items():
        if cue.search(bare):
            yield part


def _role(bare: str) -> str:
    """Whether a unit is asked for as the one that leads or as one that helps."""
    leads = re.search(r"\b(?:chu tri|phu trach|dau moi|chiu trach nhiem)\b", bare)
    helps = re.search(r"\bphoi hop\b(?! (?:cung|voi))", bare)
    if bool(leads) == bool(helps):
        return ""
    return "lead" if leads else "coordinating"


def _settled(query: Query, bare: str, today: date) -> Query:
    """`query` with what follows from several of its parts together."""
    if query.wants == "conflicts" and (query.sections or (query.span and not query.words)):
        query = replace(query, wants="tasks")
    told = is_only_quiet(query) or _is_only(document_cues.TELLING, query, bare)
    of_tasks = query.listing and {"viec", "nhiem"} & {*query.words}
    timed = of_tasks and (query.rhythm or query.overdue or query.span)
    if query.wants == "documents" and query.words and (timed or not (told or query.issued)):
        # “văn bản nào giao việc Gia đình số”: the answer about that task names the document.
        query = replace(query, wants="tasks")
    if query.wants == "documents" and "result" in query.asks:
        query = replace(query, wants="tasks")
    if query.span and _LEFT_OVER.search(bare):
        first, last = query.span.days
        start = max(first, min(today, last))
        query = replace(query, span=replace(query.span, first=start.isoformat()))
    due = query.span and not query.issued and time_cues.DUE_THINGS.search(bare)
    if query.wants in ("tasks", "documents") and due and is_only_quiet(query):
        query = replace(query, wants="tasks", listing=True)
    if query.order and query.wants == "tasks" and is_only_quiet(query) and query.is_filtered:
        query = replace(query, listing=True)
    if query.wants == "source" and not (is_only_quiet(query) or cues.BACK.search(bare)):
        query = replace(query, wants="targets" if WANTS["targets"].search(bare) else "tasks")
    if query.wants == "source" and (query.documents or query.provinces) and is_only_quiet(query):
        query = replace(query, wants="basis" if WANTS["basis"].search(bare) else "document")
    if query.wants == "basis" and not _is_only(WANTS["basis"], query, bare):
        query = replace(query, wants="tasks")
    if query.wants == "tasks" and query.claimed and query.shares:
        query = replace(query, wants="targets")
    if "count" in query.asks and not (query.is_filtered or query.groups) and is_only_quiet(query):
        query = replace(query, wants="targets" if query.shares else "documents")
    if (
        query.claimed
        and (query.documents or query.provinces)
        and _is_only(document_cues.TELLING, query, bare)
    ):
        return replace(query, wants="document")
    of_task = "workdays" in query.asks or "result" in query.asks
    if query.wants == "targets" and of_task and not cues.FIGURES.search(bare):
        query = replace(query, wants="tasks")
    if (
        query.wants == "tasks"
        and (query.documents or query.provinces)
        and not (query.listing or query.units or query.sections or query.span or query.rhythm)
        and not (query.overdue or (query.claimed and query.words))
        and (is_only_quiet(query) or _is_only(document_cues.TELLING, query, bare))
        and (document_cues.TELLING.search(bare) or not query.asks)
    ):
        of_people = query.groups and not document_cues.TELLING.search(bare)
        query = replace(query, wants="targets" if of_people else "document")
    if not query.span and query.listing and time_cues.NOT_YET.search(bare):
        query = replace(query, span=to_come(today, DAYS_TO_COME))
    if not query.span and time_cues.SOON.search(bare):
        query = replace(query, span=to_come(today, SOON_DAYS))
    return query


def soonest_of_all(query: Query, bare: str, today: date) -> Query:
    """“Hạn nào gần nhất?”, said of nothing: what is due first in any plan."""
    whole = query.wants == "tasks" and query.order == "first" and not query.is_filtered
    whole = whole and not (query.missing or query.groups or document_cues.TELLING.search(bare))
    if not whole or not is_only_quiet(query):
        return query
    return replace(query, span=to_come(today, DAYS_TO_COME), listing=True)


def to_come(today: date, days: int) -> Span:
    """The days from `today` on, `days` of them."""
    return Span(today.isoformat(), (today + timedelta(days=days)).isoformat(), ahead=True)


def _is_only(cue: re.Pattern[str], query: Query, bare: str) -> bool:
    """Whether all that is said beside small words are those of `cue`: “ban hành ngày nào”."""
    said = {word for found in cue.finditer(bare) for word in found[0].split()}
    rest = tuple(word for word in query.words if word not in said)
    return bool(said) and is_only_quiet(replace(query, words=rest))


def tells_only_of_it(query: Query, bare: str) -> bool:
    """Whether all that is asked is something about a document itself: “ai ký?”."""
    return _is_only(document_cues.TELLING, query, bare)


def asks_only_part(query: Query, bare: str) -> bool:
    """Whether all that is asked is who gets something or what comes of it: “báo ai?”."""
    return any(_is_only(ASKS[part], query, bare) for part in ("recipient", "outcome"))


def is_only_quiet(query: Query) -> bool:
    """Whether the words say nothing of what is meant: small ones, and those for any plan."""
    return set(query.words) <= {*query.quiet, *ANY_PLAN}


def _about(said: Said, dated: Set[int]) -> list[int]:
    """The places of words that may say what is meant: no names, days, signs or figures."""
    named = {
        place
        for each in said.mentions
        if each.kind in ("document", "province", "unit", "office", "recipient")
        for place in range(each.start, each.end)
    }
    return [
        place
        for place, word in enumerate(said.words)
        if place not in named
        and place not in dated
        and (any(map(str.isalpha, word)) or _counts_things(said, place))
    ]


def _counts_things(said: Said, place: int) -> bool:
    """Whether a figure says how many: “tại 3 địa phương”, not “mục 3”, “80 %”."""
    before, after = said.bares[max(place - 1, 0) : place], said.bares[place + 1 : place + 2]
    return (
        said.bares[place].isdecimal()
        and len(said.bares[place]) <= _FEW
        and bool(after)
        and after[0].isalpha()
        and not {*before} & _NUMBERED
        and after[0] not in _MEASURES
    )


def _is_quiet(said: Said, place: int) -> bool:
    word = said.words[place]
    if word.isdecimal():
        return True  # it counts beside the word behind it only
    if word == "ai" and _is_about_ai(said):
        return False
    if TELLING_PAIRS & {*pairwise(said.bares[max(place - 1, 0) : place + 2])}:
        return False
    return word in QUIET or (word == said.bares[place] and word in BARE_QUIET)


def _is_about_ai(said: Said) -> bool:
    if _AI.search(said.bare):
        return True
    return not said.text.isupper() and re.search(r"\bAI\b", said.text) is not None


def _given(said: Said) -> str:
    """What is said without marks; “đưa vào” is no “dựa vào”."""
    return strip_diacritics(re.sub(r"\bđưa\b", "-", said.marked))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list | tuple) else value
