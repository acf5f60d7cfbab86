"""Links in a message and what is odd about them. No link is ever opened or looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from confusable_homoglyphs import confusables
from tldextract import TLDExtract

from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.wording import distance

__all__ = ["Fault", "Link", "Site", "Sites", "find_links"]

Fault = Literal["imitates", "letters", "number", "user", "app", "short", "ending", "free", "bait"]
"""What is odd about a link.

imitates: it bears the name of a real site and belongs to somebody else; letters: letters of
another alphabet; number: an address of digits; user: a name before an “@” that looks like a site;
app: it hands out a program; short: it hides where it leads; ending: a cheap ending; free: a host
where everybody may put pages; bait: words like “nhận quà” in its name.
"""

# The list of suffixes that came with the package: nothing is fetched, nothing is kept.
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None)

# Dots as people write them who do not want a link to be seen as one: “abc[.]top”, “abc chấm top”.
_HIDDEN_DOT = r"\s?[\[(]\s?(?:\.|dot|chấm|cham)\s?[\])]\s?|\s(?:chấm|cham|dot)\s"
_DOT = rf"(?:{_HIDDEN_DOT}|\.)"
_SCHEME = r"h(?:tt|xx)ps?(?:\s?:|\[:\])\s?/\s?/\s?"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_TAIL = r"(?:[/?#][^\s“”\"<>]*)?"
_APART = r"(?:com|net|vn|top|xyz|vip|icu|cc|info|site|online|club)"
_CANDIDATE = re.compile(
    rf"(?P<scheme>{_SCHEME})[^\s“”\"<>]+"
    rf"|(?:[\w.+-]+@)?{_LABEL}(?:{_DOT}{_LABEL})+(?::\d+)?{_TAIL}"
    rf"|(?P<apart>[a-z0-9-]{{4,}}(?:\.[a-z0-9-]+)*\s\.\s?{_APART}{_TAIL})(?!\w)",
    re.IGNORECASE,
)
_SPELT_DOT = re.compile(rf"{_HIDDEN_DOT}|\s?\.\s?", re.IGNORECASE)
_AUTHORITY = re.compile(r"([^/?#]*)(.*)", re.DOTALL)
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{6,8}|\d{8,10}")
_TRAILING = ".,;:!?)]}…'’"

# fmt: off
_SYLLABLES = frozenset({
    "ai", "an", "ba", "be", "bi", "bo", "ca", "cam", "co", "com", "do", "em", "gi", "la", "li",
    "lu", "ly", "ma", "me", "mo", "mu", "na", "ne", "no", "nu", "pa", "re", "sa", "so", "ta", "to",
    "tu", "va", "vu",
})
# fmt: on
"""Endings of countries that are syllables as well: “roi.la” is a slip of typing, no address."""

_LOOK_ALIKE = str.maketrans("013457@$", "oleastas")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
TYPO_FROM = 6
"""Letters of a name from which one wrong letter still means it."""

TWO_TYPOS_FROM = 9


@dataclass(frozen=True)
class Site:
    """A real place on the web: `names` as swindlers use them, and all `domains` of its own."""

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Sites:
    """What links are compared with; see ``knowledge/safety/sites.yml``."""

    sites: tuple[Site, ...]
    state_suffixes: tuple[str, ...]
    shorteners: frozenset[str]
    odd_endings: frozenset[str]
    free_hosts: tuple[str, ...]
    bait: tuple[str, ...]
    app_files: frozenset[str]

    @cached_property
    def by_name(self) -> dict[str, Site]:
        """The sites by the names that are used for them."""
        return {name: site for site in self.sites for name in site.names}

    def is_real(self, host: str) -> bool:
        """Whether a host belongs to one of the sites, or to the state."""
        return any(
            _is_below(host, domain)
            for domain in (*self.state_suffixes, *(d for site in self.sites for d in site.domains))
        )


@dataclass(frozen=True)
class Link:
    """A link: its place in the text, its host as a browser shows it, the domain somebody owns.

    `official`: the domain belongs to a site of the list. `imitated` is whose name it bears.
    """

    start: int
    end: int
    host: str
    domain: str
    path: str
    official: bool = False
    faults: tuple[Fault, ...] = ()
    imitated: str | None = None


def find_links(text: str, sites: Sites) -> list[Link]:
    """The links of `text` in order, those written in pieces (“abc [.] top”) among them."""
    found = map(_link, _CANDIDATE.finditer(nfc(text)))
    return [_judged(link, sites) for link in found if link]


def _link(match: re.Match[str]) -> Link | None:
    """What was found, where it is an address."""
    written = match[0].rstrip(_TRAILING)
    place = match.start(), match.start() + len(written)
    scheme = match["scheme"] or ""
    head, slash, tail = written[len(scheme) :].partition("/")
    authority, path = _split(_SPELT_DOT.sub(".", head) + slash + tail)
    user, _, host = authority.rpartition("@")
    host = host.partition(":")[0].strip(".").lower()
    if _DIGITS.fullmatch(host):
        is_link = bool(scheme) or (host.count(".") == 3 and bool(path))
        return Link(*place, host, host, path, faults=("number",)) if is_link else None
    host = _decoded(host)
    parts = _extract(host)
    if not parts.suffix or not re.search(r"[^\W\d]", parts.domain):
        return None
    if not scheme and _is_slip(host, path, parts.suffix):
        return None
    deceives = bool(scheme) and "." in user
    domain = f"{parts.domain}.{parts.suffix}"
    return Link(*place, host, domain, path, faults=("user",) if deceives else ())


def _split(address: str) -> tuple[str, str]:
    found = _AUTHORITY.fullmatch(address)
    return (found[1], found[2]) if found else (address, "")


def _is_slip(host: str, path: str, suffix: str) -> bool:
    """Whether an address without “https://” is rather two sentences without a space between."""
    if any(not each.isascii() and strip_diacritics(each).isascii() for each in host):
        return True  # words with Vietnamese marks; letters of other alphabets are a trick
    alone = host.count(".") == 1 and not path and not re.search(r"[\d-]", host)
    return alone and suffix in _SYLLABLES


def _decoded(host: str) -> str:
    """The host with its punycode (“xn--…”) as the letters that a browser would show."""
    labels = []
    for label in host.split("."):
        if label.startswith("xn--"):
            try:
                label = label[4:].encode("ascii").decode("punycode")
            except UnicodeError:
                return host
        labels.append(label)
    return ".".join(labels)


def _judged(link: Link, sites: Sites) -> Link:
    """The link with what is odd about it, or as one of a real site."""
    if link.host.isascii() and "user" not in link.faults and sites.is_real(link.host):
        return replace(link, official=True)
    imitated = None if "number" in link.faults else _imitated(link.host, sites)
    if link.domain in sites.shorteners or link.host in sites.shorteners:
        imitated = None
    faults = (*link.faults, *_faults(link, sites), *(("imitates",) if imitated else ()))
    return replace(link, faults=faults, imitated=imitated)


def _faults(link: Link, sites: Sites) -> Iterator[Fault]:
    name = re.split(r"[?#]", link.path)[0].rpartition("/")[2].lower()
    if "." in name and name.rpartition(".")[2] in sites.app_files:
        yield "app"
    if "number" in link.faults:
        return
    if not link.host.isascii():
        yield "letters"
    if link.domain in sites.shorteners or link.host in sites.shorteners:
        yield "short"
    if any(_is_below(link.host, each) for each in sites.free_hosts):
        yield "free"
    own, _, ending = link.host.rpartition(".")
    if ending in sites.odd_endings:
        yield "ending"
    words = re.sub(r"[^a-z]", "", own.translate(_LOOK_ALIKE))
    if any(bait in words for bait in sites.bait):
        yield "bait"


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _imitated(host: str, sites: Sites) -> str | None:
    """The name of the place whose name the host bears, or one that looks the same."""
    parts = _extract(host)
    latin = "".join(map(_latin, f"{parts.subdomain}.{parts.domain}"))
    words = [word for word in re.split(r"[.\-_]", latin) if word]
    seen = {form for word in words for form in (word, word.rstrip("0123456789"), _at_glance(word))}
    together = "".join(words)
    for name, site in sites.by_name.items():
        if name in seen:
            return site.name
        if len(name) >= TYPO_FROM and (name in together or name in _at_glance(together)):
            return site.name
    for name, site in sites.by_name.items():
        if len(name) >= TYPO_FROM and any(_is_near(name, word) for word in seen):
            return site.name
    return None


def _is_near(name: str, word: str) -> bool:
    allowed = 1 if len(name) < TWO_TYPOS_FROM else 2
    if abs(len(name) - len(word)) > allowed or len(set(name) ^ set(word)) > 2 * allowed:
        return False
    return distance(name, word) <= allowed


def _at_glance(word: str) -> str:
    """`word` as it is taken for: “vietcornbank” is “vietcombank”, “faceb00k” “facebook”."""
    looked = word.translate(_LOOK_ALIKE)
    for pair, letter in _PAIRS:
        looked = looked.replace(pair, letter)
    return looked


def _latin(letter: str) -> str:
    """The Latin letter that looks like `letter`, or itself."""
    bare = strip_diacritics(letter)
    if bare.isascii():
        return bare
    alike = confusables.is_confusable(letter, greedy=True, preferred_aliases=[])
    for each in alike[0]["homoglyphs"] if alike else ():
        if each["c"].isascii() and each["c"].isalnum():
            return str(each["c"]).lower()
    return letter
