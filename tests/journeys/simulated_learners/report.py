"""What came of a run, as a page to read and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import Any

from .learner import Learner
from .run import Outcome


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Everything, one entry a learner."""
    return {
        "seed": outcome.seed,
        "seconds": round(outcome.seconds),
        "killed": list(outcome.killed),
        "log_entries_compared": outcome.compared,
        "learners": [_entry(each) for each in outcome.learners],
    }


def markdown(outcome: Outcome) -> str:
    """The page."""
    entries = [_entry(each) for each in outcome.learners]
    total = _sum(entries)
    victims = Counter(outcome.killed)
    killed = ", ".join(f"{name} {number}" for name, number in sorted(victims.items()))
    lines = [
        "# Simulated learners",
        "",
        f"{len(entries)} learners went from hello to certificate over the REST interface of one "
        f"`bot serve` (seed {outcome.seed}, {outcome.seconds / 60:.0f} minutes), while processes "
        f"were killed with SIGKILL {len(outcome.killed)} times ({killed}) and started again. "
        "`python -m tests.journeys.simulated_learners` runs it anew.",
        "",
        "Checked at the end, for each of them: every answer they gave is stored once, with its "
        "question, kind and choice, and no other is; lessons read and exams with their results are "
        "those they heard of; there is one certificate, and its page says that it is valid; the "
        "log holds each message once, answered once, with what they heard; nothing was given up.",
        "",
        "They answer by Rasch's model, reading raises the level in a lesson, days are made by "
        "moving stored times back. So the numbers show that the way is whole and what it asks of "
        "people, not how fast real people learn.",
        "",
        "| all together | |",
        "| --- | ---: |",
        f"| kills survived | {len(outcome.killed)} |",
        f"| messages said | {total['messages']:,} |",
        f"| messages sent again, because no answer came | {total['interrupted']} "
        f"({total['resent']} times) |",
        f"| answers stored | {total['answers']:,} |",
        f"| entries of the log compared | {outcome.compared:,} |",
        f"| exams, of them passed | {total['exams']}, {len(entries)} |",
        f"| exams failed by a weak module only | {total['failed_by_module']} |",
        f"| certificates that verify | {len(entries)} |",
        f"| reviews offered, kept | {total['reviews_offered']}, {total['reviews_kept']} |",
        f"| review questions, right at first | {total['review_questions']}, "
        f"{total['review_right']} |",
        f"| side questions, led back to the place | {total['side_questions']}, "
        f"{total['led_back']} |",
        f"| choices in words not understood at once | {total['not_understood']} |",
        f"| left in the middle | {total['walked_off']} |",
        f"| lessons of the week offered | {total['week_lessons']} |",
        f"| looked after the family | {total['looked_after']} |",
        "",
        "Days and messages are those to mastery: to the exam passed and the certificate.",
        "",
        *_grouped(entries, "group"),
        "",
        *_grouped(entries, "habit"),
        "",
        "| learner | group | habit | ability | days | messages | lessons | secure | questions "
        "| exams | reviews | sent again |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {e['name'].rpartition('-')[2]}{e['role']} | {e['group']} | {e['habit']} "
        f"| {e['ability']:+.1f} | {e['days']} | {e['messages']} | {e['lessons']} | {e['secure']} "
        f"| {e['answers']} | {e['exams']} | {e['reviews_kept']}/{e['reviews_offered']} "
        f"| {e['interrupted']} |"
        for e in entries
    ]
    return "\n".join(lines) + "\n"


def _entry(one: Learner) -> dict[str, Any]:
    counts, profile = one.counts, one.profile
    share = one.library.framework.exam.pass_percent
    return {
        "name": profile.name,
        "group": profile.group,
        "habit": profile.habit,
        "role": _role(one),
        "ability": round(profile.ability, 2),
        "days": one.day,
        "messages": len(one.line.said),
        "interrupted": one.line.interrupted,
        "resent": one.line.resent,
        "lessons": len(one.read),
        "secure": one.progress[2],
        "questions_shown": counts["questions asked"],
        "answers": len(one.given),
        "answers_by_kind": dict(Counter(each.kind for each in one.given)),
        "exams": len(one.exams),
        "exam_results": [list(each) for each in one.exams],
        "failed_by_module": sum(
            not passed and 100 * right >= share * asked for right, asked, passed in one.exams
        ),
        "reviews_offered": counts["reviews offered"],
        "reviews_kept": counts["reviews kept"],
        "review_questions": counts["review questions"],
        "review_right": counts["review questions right"],
        "hints": counts["hints"],
        "side_questions": counts["side questions"],
        "led_back": counts["led back"],
        "not_led_back": [question for question, _ in one.asides],
        "not_understood": sum(one.not_understood.values()),
        "not_understood_words": dict(one.not_understood),
        "walked_off": counts["walked off"],
        "week_lessons": counts["lessons of the week offered"],
        "looked_after": counts["looked after the family"],
        "certificate": one.code,
    }


def _role(one: Learner) -> str:
    profile = one.profile
    if profile.leads:
        return ", leads a class" if profile.leads.kind == "class" else ", helps the family"
    if profile.joins:
        return ", in the class" if profile.joins.kind == "class" else ", helped by the family"
    return ", leaves midway" if profile.walks_off else ""


def _sum(entries: Iterable[dict[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for entry in entries:
        total.update({key: value for key, value in entry.items() if type(value) is int})
    return total


def _grouped(entries: Sequence[dict[str, Any]], by: str) -> list[str]:
    lines = [
        f"| {by} | learners | days (median) | messages (median) | questions answered (mean) "
        "| exams (mean) | reviews kept |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in dict.fromkeys(entry[by] for entry in entries):
        own = [entry for entry in entries if entry[by] == name]
        offered, kept = (sum(e[key] for e in own) for key in ("reviews_offered", "reviews_kept"))
        lines.append(
            f"| {name} | {len(own)} | {median(e['days'] for e in own):g} "
            f"| {median(e['messages'] for e in own):g} | {mean(e['answers'] for e in own):.0f} "
            f"| {mean(e['exams'] for e in own):.1f} | {kept}/{offered} |"
        )
    return lines
