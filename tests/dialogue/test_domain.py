"""Domain, rules and the names fixed by the design fit together: no message is met by silence."""

from __future__ import annotations

import re
import typing
from typing import Any

import yaml
from talking import DIALOGUE

from bot.dialogue.screening import REASONS
from bot.knowledge.placeholders import placeholders_of
from bot.learning.library import load_library
from bot.learning.style import style_mistakes
from bot.payload import PRESSABLE
from bot.settings import ROOT
from bot.speech.listen import Problem

INTENTS = {
    *("greet", "goodbye", "thank", "help", "bot_challenge"),
    *("start_learning", "choose_module", "next", "previous", "repeat", "explain_simpler"),
    *("stop", "resume", "start_quiz", "answer", "hint", "dont_know", "ask_progress", "review"),
    *("take_exam", "ask_certificate", "ask_vneid_confirmation", "start_placement"),
    *("ask_deadline", "ask_task", "ask_target", "subscribe_deadline"),
    *("join_contest", "contest_ranking", "hold_contest"),
    "link_account",
    *("create_group", "join_group", "leave_group", "my_groups", "leader_guide", "week_lesson"),
    *("ask_howto", "check_scam", "scam_victim", "set_voice", "set_profile", "set_reminder"),
    *("talk_to_human", "delete_my_data", "export_my_data", "affirm", "deny", "out_of_scope"),
}


def read(folder: str, key: str) -> list[Any]:
    """The entries under a key in all files of a folder."""
    return [
        entry
        for file in sorted((ROOT / folder).glob("*.yml"))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get(key) or []
    ]


def test_the_intents_are_those_of_the_design() -> None:
    assert {
        name for intent in read("bot/dialogue/domain", "intents") for name in intent
    } == INTENTS | {"unsure"}


def test_every_intent_has_examples_an_action_and_a_rule() -> None:
    rules = {
        rule["steps"][0]["intent"]: rule["steps"][1:] for rule in read("nlu_data/rules", "rules")
    }
    expected: dict[str, Any] = {name: [{"action": f"action_{name}"}] for name in INTENTS}
    expected |= {"nlu_fallback": [{"action": "action_fallback"}]}
    assert rules == expected | {"unsure": [{"action": "action_unsure"}]}
    actions = set(read("bot/dialogue/domain", "actions"))
    assert actions == {f"action_{name}" for name in INTENTS} | {"action_fallback", "action_unsure"}
    assert {each["intent"] for each in read("nlu_data/nlu", "nlu")} == INTENTS


def test_every_button_stands_for_an_intent() -> None:
    assert PRESSABLE <= INTENTS


def test_every_response_is_said_and_every_one_said_is_there() -> None:
    responses: set[str] = set()
    for file in (DIALOGUE / "domain").glob("*.yml"):
        responses |= (
            yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
        ).keys()
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "actions").glob("*.py"))
    said = set(re.findall(r'"(utter_\w+)"', code))
    said |= {"utter_masked", "utter_unreadable", "utter_too_long", "utter_identity_photo"}
    said |= {f"utter_{reason}" for reason in REASONS.values()}
    said |= {f"utter_heard_{problem}" for problem in (*typing.get_args(Problem), "unavailable")}
    assert said == responses


def test_no_response_breaks_the_rules_of_speech() -> None:
    """At most 300 characters however filled, one dạ, one ạ, people named by placeholders only."""
    library = load_library(ROOT / "knowledge")
    forms = (*library.address_forms.all, library.address_forms.default)
    for file in (DIALOGUE / "domain").glob("*.yml"):
        written = yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
        for name, variants in written.items():
            for variant in variants:
                said = variant["text"]
                details = dict.fromkeys(placeholders_of(said), "")
                words = [{**details, **library.values(form)} for form in forms]
                # “mình” is here what it is in speech: the two of us.
                mistakes = [m for m in style_mistakes(said, 300, words) if "mình”" not in m.lower()]
                assert mistakes == [], name
