"""What messages name, in all kinds of writing, and the data it is found by."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml
from entity_sentences import SENTENCES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.address import load_address_forms
from bot.knowledge.problem import KnowledgeError
from bot.nlu.entities import VietnameseEntityExtractor, entities_in
from bot.nlu.entity_files import (
    EntityData,
    EntityUse,
    NamesFile,
    read_entity_data,
    read_entity_use,
)
from bot.nlu.names import NAMES, NameFinder, Word, names_in, one_by_one
from bot.nlu.syllables import Syllable, split
from bot.nlu.tokeniser import SYLLABLES
from bot.settings import ROOT
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.gazetteer import Gazetteer
from bot.vietnamese.mentions import Mention

FOLDER = ROOT / "knowledge" / "language" / "entities"
ADDRESS_FORMS = ROOT / "knowledge" / "address_forms.yml"
DATA = read_entity_data(FOLDER)
USE = read_entity_use(FOLDER / "use.yml", ADDRESS_FORMS)
GAZETTEER = Gazetteer(DATA.names())
DAY = datetime.date(2025, 11, 22)
MARKED = re.compile(r"\[([^]]+)\]\((\w+):([^)]+)\)")

TODAY = """
    Hà Nội, Huế, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, Thanh Hóa, Nghệ An, Hà Tĩnh,
    Cao Bằng, Tuyên Quang, Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Hải Phòng,
    Ninh Bình, Quảng Trị, Đà Nẵng, Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk,
    Thành phố Hồ Chí Minh, Đồng Nai, Tây Ninh, Cần Thơ, Vĩnh Long, Đồng Tháp, Cà Mau, An Giang
"""
NOW = [name.strip() for name in TODAY.split(",")]
BEFORE = {
    "Tuyên Quang": "Hà Giang",
    "Lào Cai": "Yên Bái",
    "Thái Nguyên": "Bắc Kạn",
    "Phú Thọ": "Vĩnh Phúc, Hòa Bình",
    "Bắc Ninh": "Bắc Giang",
    "Hưng Yên": "Thái Bình",
    "Hải Phòng": "Hải Dương",
    "Ninh Bình": "Hà Nam, Nam Định",
    "Quảng Trị": "Quảng Bình",
    "Đà Nẵng": "Quảng Nam",
    "Quảng Ngãi": "Kon Tum",
    "Gia Lai": "Bình Định",
    "Khánh Hòa": "Ninh Thuận",
    "Lâm Đồng": "Đắk Nông, Bình Thuận",
    "Đắk Lắk": "Phú Yên",
    "Thành phố Hồ Chí Minh": "Bình Dương, Bà Rịa – Vũng Tàu",
    "Đồng Nai": "Bình Phước",
    "Tây Ninh": "Long An",
    "Cần Thơ": "Sóc Trăng, Hậu Giang",
    "Vĩnh Long": "Bến Tre, Trà Vinh",
    "Đồng Tháp": "Tiền Giang",
    "Cà Mau": "Bạc Liêu",
    "An Giang": "Kiên Giang",
}
PROVINCES = {
    entry.value: entry for f in DATA.files if f.entity == "province" for entry in f.entries
}


def message_of(text: str, intent: str | None) -> Message:
    """A message as it comes from the classifier."""
    return Message({TEXT: text, INTENT: {"name": intent, "confidence": 0.9}})


def mentions_in(message: Message) -> list[Mention]:
    """What a message is about, its names found first."""
    message.set(NAMES, names_in(message, GAZETTEER, DAY))
    return entities_in(message, USE)


def found(text: str, intent: str | None) -> list[tuple[str, str, str]]:
    """Phrase, entity and value of what a text names."""
    mentions = mentions_in(message_of(text, intent))
    return [(text[each.start : each.end], each.kind, each.value) for each in mentions]


@pytest.mark.parametrize(("intent", "marked"), SENTENCES)
def test_sentences(intent: str, marked: str) -> None:
    text = MARKED.sub(r"\1", marked)
    assert found(text, intent) == MARKED.findall(marked)


def test_there_are_sentences_enough() -> None:
    assert len(SENTENCES) >= 120
    assert sum(not MARKED.search(marked) for _, marked in SENTENCES) >= 25


INTENTS = st.sampled_from(sorted({intent for intent, _ in SENTENCES}))
NAMED = sorted({name.text for name in DATA.names()})


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(NAMED) | st.text(max_size=12), max_size=6).map(" ".join)
    | st.text(max_size=80),
    INTENTS,
)
@example("m" * 5000 + "9" * 5000, "choose_module")
@example("ươ\u031b\u0301 \u200b m03\u0301", "choose_module")
@example("２ ② Ⅳ ½", "answer")
def test_places_are_true_for_any_text(text: str, intent: str) -> None:
    end = 0
    for each in mentions_in(message_of(text, intent)):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        assert each.value
        end = each.end


def test_words_as_they_are_meant_count_too() -> None:
    text = "ddawks noong dt"
    message = message_of(text, "ask_task")
    message.set(
        SYLLABLES, [Syllable(0, 5, "đắk"), Syllable(6, 11, "nông"), Syllable(12, 14, "điện thoại")]
    )
    (place,) = mentions_in(message)
    assert (place.value, place.start, place.end) == ("Đắk Nông", 0, 11)


def test_syllables_one_by_one() -> None:
    syllables = [Syllable(0, 2, "điện thoại"), Syllable(3, 6, "hư")]
    assert one_by_one(syllables) == [Word(0, 2, "điện"), Word(0, 2, "thoại"), Word(3, 6, "hư")]


def test_a_module_is_named_once() -> None:
    text = "VNeID, tôi muốn học mô đun 3 về VNeID"
    assert found(text, "choose_module") == [("mô đun 3", "module", "M03")]


def test_the_components_store_their_data_and_read_them_back(tmp_path: Path) -> None:
    message = message_of("Sở KHCN nộp trước tháng tới", "ask_deadline")
    message.set(METADATA, {"day": "2025-12-05"})
    for kind in (NameFinder, VietnameseEntityExtractor):
        folder = tmp_path / kind.__name__
        folder.mkdir()
        storage = LocalModelStorage.create(folder)
        resource = Resource("entities")
        context = ExecutionContext(GraphSchema({}), node_name="entities")
        made = kind.create(kind.get_default_config(), storage, resource, context)
        made.train(TrainingData())
        kind.load({}, storage, resource, context).process([message])
    assert message.get(ENTITIES) == [
        {
            "entity": "unit",
            "value": "Sở Khoa học và Công nghệ",
            "start": 0,
            "end": 7,
            "extractor": "VietnameseEntityExtractor",
        },
        {
            "entity": "month",
            "value": "2026-01",
            "start": 18,
            "end": 27,
            "extractor": "VietnameseEntityExtractor",
        },
    ]
    assert message.as_dict(only_output_properties=True)["entities"]


@pytest.mark.parametrize("text", ["", "hôm nay"])
def test_a_message_without_a_day_is_of_today(text: str) -> None:
    storage = (LocalModelStorage(Path()), Resource(""))
    (message,) = NameFinder(DATA, storage).process([Message({TEXT: text})])
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
    assert [each.value for each in message.get(NAMES)] == ([str(now)] if text else [])


def test_the_provinces_of_today_and_before() -> None:
    older = {name: now for now, names in BEFORE.items() for name in names.split(", ")}
    assert len(NOW) == 34
    assert len({*NOW, *older}) == 63
    assert {value: entry.now for value, entry in PROVINCES.items()} == {
        **dict.fromkeys(NOW),
        **older,
    }


@pytest.mark.parametrize("name", PROVINCES)
def test_every_province_is_found_with_and_without_marks(name: str) -> None:
    for text in (f"tỉnh {name}", f"tinh {strip_diacritics(name)}", f"Ở {name.upper()} thì sao"):
        assert [value for _, _, value in found(text, "ask_target")] == [name], text


@pytest.mark.parametrize("file", DATA.files, ids=lambda file: file.entity)
def test_every_name_means_its_value(file: NamesFile) -> None:
    wrong = {}
    for name in file.all_names():
        clear = f"{sorted(name.after)[0]} {name.text}" if name.after else name.text
        spoken = [syllable.form for syllable in split(clear)]
        values = {each.value for each in GAZETTEER.find(spoken)}
        if values != ({name.value} if name.entity else set()):
            wrong[name.text] = values
    assert wrong == {}


def test_every_name_of_a_module_in_the_curriculum_is_known() -> None:
    for path in sorted((ROOT / "knowledge" / "curriculum").glob("*/module.yml")):
        module = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name in (module["title"], *module["aliases"], module["id"]):
            assert [value for _, _, value in found(name, "choose_module")] == [module["id"]], name


def test_values_of_one_entity_are_told_apart() -> None:
    meant: dict[tuple[str, str], str] = {}
    for name in DATA.names():
        if name.entity:
            text = " ".join(syllable.form for syllable in split(name.text))
            assert meant.setdefault((name.entity, text), name.value) == name.value, text


def test_intents_and_forms_exist() -> None:
    intents = set()
    for path in (ROOT / "bot" / "dialogue" / "domain").glob("*.yml"):
        for intent in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("intents", []):
            intents.update(intent if isinstance(intent, dict) else [intent])
    used = {intent for kept in USE.intents.values() for intent in kept}
    assert used | set(USE.form_alone) <= intents
    ids = {form.id for form in load_address_forms(ADDRESS_FORMS).all}
    assert set(USE.forms.values()) == ids


def test_a_mistake_names_file_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "use.yml").write_text("intents: {}\nform_alone: []\n", encoding="utf-8")
    (tmp_path / "units.yml").write_text(
        "entity: unit\nentries:\n  - {value: Sở Nội vụ, name: [SNV]}\n", encoding="utf-8"
    )
    with pytest.raises(KnowledgeError) as raised:
        read_entity_data(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.file.name, problem.line, problem.field) == ("units.yml", 3, "entries[1].name")


def test_data_survive_the_way_through_the_model() -> None:
    assert EntityData.parse_raw(DATA.json(ensure_ascii=False)) == DATA
    assert EntityUse.parse_raw(USE.json(ensure_ascii=False)) == USE
