"""Judges a pasted message, a link or what somebody tells of a call. Nothing is opened or sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.answers.scams.features import features_of
from bot.answers.scams.files import SIGNS, SitesFile, read_safety, usable
from bot.answers.scams.links import Link, Site, Sites, find_links
from bot.answers.scams.signs import Reading, Sign, Signs
from bot.answers.scams.weights import NOT_WEIGHED, WEIGHTS_FILE, Weights, read_weights
from bot.knowledge.problem import Problem
from bot.knowledge.schema import read_file
from bot.learning.scams import ScamsFile
from bot.nlu.language_files import read_language
from bot.nlu.message_line import line_of
from bot.nlu.pasted_frames import Frames, read_pasted
from bot.nlu.syllables import Language

__all__ = ["Judgement", "Level", "ScamCheck", "check_safety", "load_scam_check"]

Level = Literal["clear", "suspicious", "none"]
"""Clear signs, something to doubt, or no sign seen: never that a message is safe."""


@dataclass(frozen=True)
class Judgement:
    """What was seen in a message.

    `signs` are the weightiest first, `links` those that are odd, the oddest first. `form` is the
    id of the form of scam it is most like. `harmed`: the person tells of having done what was
    asked. `is_others`: it holds a link or somebody else's words; `is_missing`: it is about a
    message that is not there. `probability` is from 0 to 1.
    """

    level: Level
    signs: tuple[Sign, ...]
    links: tuple[Link, ...]
    form: str | None
    harmed: bool
    is_others: bool
    is_missing: bool
    probability: float


@dataclass(frozen=True)
class ScamCheck:
    """All that a judgement needs, read from the knowledge folder.

    `lesson` is the id of the one to learn from where no form of scam is recognised.
    """

    signs: Signs
    sites: Sites
    weights: Weights
    frames: Frames
    language: Language
    lesson: str

    def judge(self, text: str) -> Judgement:
        """What there is to say of `text`; secrets in it may be blanked out."""
        links, line = self._line(text)
        reading = self.signs.read(line)
        features = features_of(reading, links)
        probability = self.weights.probability(features)
        level = self._level(probability)
        odd = sorted((link for link in links if link.faults), key=lambda link: -len(link.faults))
        named = self._named(reading, bool(odd)) if level != "none" else ()
        return Judgement(
            level=level,
            signs=tuple(self.signs.all[id] for id in named),
            links=tuple(odd),
            form=_likeliest(reading) if level != "none" else None,
            harmed=self.frames.done.is_in(line),
            is_others=bool(links) or self.frames.are_others(line),
            is_missing=self.frames.missing.is_in(line),
            probability=probability,
        )

    def features(self, text: str) -> list[float]:
        """What is weighed of `text`, in the order of `features.FEATURES`."""
        links, line = self._line(text)
        return features_of(self.signs.read(line), links)

    def _line(self, text: str) -> tuple[list[Link], str]:
        links = find_links(text, self.sites)
        spans = [(link.start, link.end) for link in links]
        return links, line_of(text, self.language, spans)

    def _level(self, probability: float) -> Level:
        if probability >= self.weights.clear:
            return "clear"
        return "suspicious" if probability >= self.weights.suspicious else "none"

    def _named(self, reading: Reading, odd_link: bool) -> list[str]:
        counts = {id: reading.signs[id] + (id == "odd_link" and odd_link) for id in SIGNS}
        there = [id for id in SIGNS if counts[id]]
        if odd_link or any(id in there for id in ("secret", "payment", "app", "threat")):
            there += ["impersonation"] if reading.headed and "impersonation" not in there else []
        order = {id: self.weights.each[id] * (1 - 0.5 ** counts[id]) for id in there}
        return sorted(there, key=lambda id: -order[id])


def _likeliest(reading: Reading) -> str | None:
    best = max(reading.forms, key=lambda form: reading.forms[form], default=None)
    return best if best and reading.forms[best] else None


def load_scam_check(folder: Path, weights: Path | None = WEIGHTS_FILE) -> ScamCheck:
    """The check by the files of the knowledge folder; raises `KnowledgeError` with all problems.

    `weights` is the file of weights, None where they are still to be learnt.
    """
    problems: list[Problem] = []
    signs, sites = usable(read_safety(folder / "safety", _forms(folder), problems), problems)
    weighing = read_weights(weights) if weights else NOT_WEIGHED
    language = folder / "language"
    return ScamCheck(
        signs=Signs(signs),
        sites=_sites(sites),
        weights=weighing,
        frames=Frames.of(read_pasted(language / "pasted.yml")),
        language=Language.from_data(read_language(language)),
        lesson=signs.lesson,
    )


def check_safety(folder: Path) -> list[Problem]:
    """What is wrong in the files of ``safety/`` of this knowledge folder, by line and field."""
    problems: list[Problem] = []
    read_safety(folder / "safety", _forms(folder), problems)
    return sorted(problems)


def _forms(folder: Path) -> list[str]:
    """The ids of the forms of scam; their own mistakes are told by `bot.learning.check`."""
    parsed = read_file(folder / "faq" / "scams.yml", ScamsFile, [])
    return [scam.id for scam in parsed.model.scams] if parsed else []


def _sites(file: SitesFile) -> Sites:
    return Sites(
        sites=tuple(Site(s.name, tuple(s.names), tuple(s.domains)) for s in file.sites),
        state_suffixes=tuple(file.state_suffixes),
        shorteners=frozenset(file.shorteners),
        odd_endings=frozenset(file.odd_endings),
        free_hosts=tuple(file.free_hosts),
        bait=tuple(file.bait),
        app_files=frozenset(file.app_files),
    )
