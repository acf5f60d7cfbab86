"""Forms of address."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.address import AddressForm, load_address_forms, values
from bot.knowledge.problem import KnowledgeError

GOOD = """\
forms:
  - {id: bac, ban: bác, toi: cháu, title: Bác}
  - {id: anh, ban: anh, toi: em, title: Anh}
default: {ban: quý vị, toi: tôi}
"""


def test_forms(tmp_path: Path) -> None:
    path = tmp_path / "address_forms.yml"
    path.write_text(GOOD)
    forms = load_address_forms(path)
    assert [form.id for form in forms.all] == ["bac", "anh"]
    assert forms.get("anh") == AddressForm("anh", "anh", "em", "Anh")
    assert forms.get(None) == forms.get("gone") == forms.default
    assert values(forms.default) == {
        "ban": "quý vị",
        "Ban": "Quý vị",
        "toi": "tôi",
        "Toi": "Tôi",
    }


@pytest.mark.parametrize("id", ["bac", "default"])
def test_an_id_twice(tmp_path: Path, id: str) -> None:
    path = tmp_path / "address_forms.yml"
    path.write_text(GOOD.replace("id: anh", f"id: {id}"))
    with pytest.raises(KnowledgeError) as raised:
        load_address_forms(path)
    assert [(each.line, each.field) for each in raised.value.problems] == [(3, "forms[2].id")]
