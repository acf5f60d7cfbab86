"""``knowledge/address_forms.yml``: how the bot names the person and itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Strict, Text, parse_file

__all__ = [
    "AddressForm",
    "AddressForms",
    "AddressFormsFile",
    "address_forms_of",
    "load_address_forms",
    "values",
]

DEFAULT_ID = "default"
"""The id of the form in use until the person has chosen."""


@dataclass(frozen=True)
class AddressForm:
    """One form: the person is `ban` (bác), the bot `toi` (cháu); `title` stands on the button."""

    id: str
    ban: str
    toi: str
    title: str


@dataclass(frozen=True)
class AddressForms:
    """The forms people choose from, in order, and the one until then."""

    all: tuple[AddressForm, ...]
    default: AddressForm

    def get(self, id: str | None) -> AddressForm:
        """The form with this id; the default where there is none (any more)."""
        return next((form for form in self.all if form.id == id), self.default)


class FormEntry(Strict):
    """One form as written."""

    id: Text
    ban: Text
    toi: Text
    title: Text


class DefaultEntry(Strict):
    """The default form as written."""

    ban: Text
    toi: Text


class AddressFormsFile(Strict):
    """The whole file."""

    forms: list[FormEntry]
    default: DefaultEntry


def load_address_forms(path: Path) -> AddressForms:
    """The forms of address; raises `KnowledgeError` with every problem found."""
    problems: list[Problem] = []
    forms = address_forms_of(parse_file(path, AddressFormsFile), problems)
    if problems:
        raise KnowledgeError(problems)
    return forms


def address_forms_of(parsed: Parsed[AddressFormsFile], problems: list[Problem]) -> AddressForms:
    """The forms of address; adds ids that are there twice to `problems`."""
    ids = {DEFAULT_ID}
    for index, entry in enumerate(parsed.model.forms):
        if entry.id in ids:
            place = ("forms", index, "id")
            problems.append(parsed.document.problem(place, f"Mã {entry.id} có hai lần."))
        ids.add(entry.id)
    default = parsed.model.default
    return AddressForms(
        all=tuple(AddressForm(**entry.dict()) for entry in parsed.model.forms),
        default=AddressForm(DEFAULT_ID, default.ban, default.toi, _capital(default.ban)),
    )


def values(form: AddressForm) -> dict[str, str]:
    """What `fill` puts in for ``{ban}``, ``{Ban}``, ``{toi}`` and ``{Toi}``."""
    return {
        "ban": form.ban,
        "Ban": _capital(form.ban),
        "toi": form.toi,
        "Toi": _capital(form.toi),
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
