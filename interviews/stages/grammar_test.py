"""Grammar test: English usage as it is needed in tickets, e-mails and notes of calls."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.assessments import blueprints, scoring
from interviews.assessments.adaptive import Rules, may_adapt
from interviews.assessments.queries import (
    live_candidates,
    newest_scale,
    pool_of,
    trial_candidates,
)
from interviews.plans.models import Stage
from interviews.sittings import adapting
from interviews.sittings.paper import PaperRefused
from interviews.sittings.queries import measured_results
from interviews.stages.registry import (
    CriterionSpec,
    Exercise,
    Given,
    Kit,
    Line,
    Paper,
    Practice,
    Score,
    Section,
    StageKind,
    register,
)

if TYPE_CHECKING:
    from interviews.assessments.blueprints import Candidate

ITEMS: Final = 24
SECONDS_PER_ITEM: Final = 45
PASSAGE_SECONDS: Final = 360
FEWEST: Final = 8  # short items of a form; with fewer a score says too little
MOST_TRIALS: Final = 3
PASSAGE_POINTS: Final = 12  # half of what the items are worth, as the criteria are weighted


class GrammarExercise(Exercise):
    """Twenty-four items by the blueprint, from easy to hard, or drawn one by one where the plan
    says so and the bank is calibrated; and one passage to proofread.

    Up to three items on trial stand among them; they have no key in the paper and score nothing.
    """

    allowed = (
        _("Paper and pen. Unless items are chosen one by one, go back and change what you like."),
        _("No dictionary, no spelling or grammar checker, nobody's help."),
        _("There are no minus points, so answer everything."),
    )
    needs = (_("About 25 quiet minutes, on a phone or a computer."),)
    has_forms = True

    def compose(
        self, stage_key: int, seed: int, language: str, *, seen: Collection[int] = ()
    ) -> Paper:
        """Draw the form. Raises PaperRefused where the bank has too few items of the language
        that this person has not met."""
        bank = [item for item in live_candidates(language) if item.key not in seen]
        short = [item for item in bank if item.kind in blueprints.SHORT_KINDS]
        if len(short) < FEWEST:
            raise PaperRefused(f"the item bank has too little in {language} that is new to them")
        blueprint = blueprints.blueprint_for(short, ITEMS)
        trials = _trials(language, blueprint, seed, seen)
        adaptive = _adaptive(stage_key, language, blueprint, seen)
        items = () if adaptive else blueprints.draw(short, blueprint, seed)
        usage = _short_items(items, trials, adaptive, seed)
        passages = sorted((each for each in bank if each.kind == "proofread"), key=_number)
        passage = random.Random(seed).sample(passages, 1) if passages else []  # noqa: S311
        parts = [usage]
        if passage:
            proofread = _section("passage", gettext("A passage"), passage, seed)
            parts.append(replace(proofread, intro=str(_PASSAGE), seconds=PASSAGE_SECONDS))
        drawn = (*items, *passage)
        keys = {_key(item): {"kind": item.kind, "body": dict(item.body)} for item in drawn}
        told = [_ADAPTS] if adaptive else []
        told += [_ON_TRIAL] if trials else []
        return Paper(tuple(parts), keys, remarks=tuple(str(each) for each in told))

    def why_not_adaptive(self, language: str) -> str:
        """Return why a form cannot be adaptive in a language; "" where it can."""
        if newest_scale(language) is not None:
            return ""
        return gettext(
            "The item bank is not calibrated for this: an adaptive form needs %(needs)s items in "
            "use that have a place on the scale, each from 100 answers on. Until then one form "
            "drawn beforehand is fairer."
        ) % {"needs": Rules().needs}

    def practice(self, language: str) -> Sequence[Practice]:  # noqa: ARG002
        """Return one item of the two commonest types."""
        return (_TRY_CHOICE, _TRY_WORD)

    def score(self, paper: Paper, answers: Mapping[str, Given]) -> Score:
        """Return points of the items plus those of the passage; an empty answer is worth none."""
        points = {
            key: scoring.score(each["kind"], each["body"], _value(answers, key)) or 0.0
            for key, each in paper.keys.items()
        }
        passages = [key for key, each in paper.keys.items() if each["kind"] == "proofread"]
        adaptive = next((each for each in paper.sections if each.adapts is not None), None)
        if adaptive is not None:
            raw, variance, parts = _adaptive_points(adaptive, answers)
            maximum = float(ITEMS)
        else:
            items = [points[key] for key in paper.keys if key not in passages]
            raw, maximum = math.fsum(items), float(len(items))
            variance = scoring.binomial_error(raw, len(items))
            parts = {"items": raw, "of": len(items)}
        errors = [variance] if variance else []
        parts["points"] = points
        for key in passages:
            found = scoring.proofread(paper.keys[key]["body"]["passage"], _value(answers, key))
            raw, maximum = raw + found.score * PASSAGE_POINTS, maximum + PASSAGE_POINTS
            error = scoring.binomial_error(found.score * found.errors, found.errors)
            errors += [error * PASSAGE_POINTS / found.errors] if error else []
            parts |= {
                "hits": found.hits,
                "errors": found.errors,
                "false_alarms": found.false_alarms,
                "sensitivity": found.sensitivity,
            }
        return Score(min(raw, maximum), maximum, math.hypot(*errors) if errors else None, parts)


def _trials(
    language: str, blueprint: Mapping[str, int], seed: int, seen: Collection[int]
) -> tuple[Candidate, ...]:
    """Return the items on trial of one form: by the form's own blueprint, at most three."""
    there = [
        item
        for item in trial_candidates(language)
        if item.kind in blueprints.SHORT_KINDS and item.key not in seen
    ]
    areas = {area: share for area, share in blueprint.items() if share}
    drawn = blueprints.draw(there, areas, seed)
    chance = random.Random(f"{seed}/which")  # noqa: S311  (a form, not a secret)
    return tuple(chance.sample(drawn, min(MOST_TRIALS, len(drawn))))


def _adaptive(
    stage_key: int, language: str, blueprint: Mapping[str, int], seen: Collection[int]
) -> dict[str, Any] | None:
    """Return how the part adapts, where the plan says so and the bank still allows it."""
    forms = Stage.objects.filter(pk=stage_key, form=Stage.Form.ADAPTIVE)
    scale = newest_scale(language) if forms.exists() else None
    if scale is None:
        return None
    snapshot, items = scale
    pool = [item for item in items if item.key not in seen]
    if not may_adapt(len(pool), Rules()):
        return None
    return adapting.plan_of(snapshot.pk, pool, blueprint, Rules())


def _short_items(
    items: Sequence[Candidate],
    trials: Sequence[Candidate],
    adaptive: dict[str, Any] | None,
    seed: int,
) -> Section:
    """Return the part of short items: all of them, or places that fill as one answers."""
    title = gettext("Short items")
    if adaptive is None:
        mixed = blueprints.with_trials(items, trials, seed)
        usage = _section("usage", title, mixed, seed)
        return replace(usage, intro=str(_USAGE), seconds=len(mixed) * SECONDS_PER_ITEM)
    tasks = adapting.turns(Rules())
    chance = random.Random(f"{seed}/trials")  # noqa: S311  (a form, not a secret)
    for item in trials:  # among the places that everybody comes to
        tried = {**blueprints.task_of(item, _key(item), seed), "turn": True}
        tasks.insert(chance.randint(1, Rules().fewest - 1), tried)
    seconds = len(tasks) * SECONDS_PER_ITEM
    return Section("usage", title, str(_ONE_BY_ONE), seconds, tuple(tasks), adapts=adaptive)


def _adaptive_points(
    section: Section, answers: Mapping[str, Given]
) -> tuple[float, float | None, dict[str, Any]]:
    """Return points on the scale of a fixed form: of so many items of the whole pool, how many one
    who stands here is expected to have right; with their standard error and the course."""
    from interviews.assessments import irt  # numpy: only where it is used

    plan = section.adapts or {}
    asked = adapting.answered_turns(section, answers)
    standing = adapting.standing_of(section, answers)
    pool = [each.parameters for each in pool_of(plan["measurement"], plan["pool"])]
    chances = [irt.probability(standing.theta, each) for each in pool]
    slope = math.fsum(each.a * p * (1 - p) for each, p in zip(pool, chances, strict=True)) / len(
        pool
    )
    raw = ITEMS * math.fsum(chances) / len(pool) if asked else 0.0
    parts = {
        "items": raw,
        "of": ITEMS,
        "theta": standing.theta,
        "theta_error": standing.error,
        "asked": [item for item, _answer in asked],
        "measurement": plan["measurement"],
    }
    return raw, ITEMS * slope * standing.error if asked else None, parts


def _value(answers: Mapping[str, Given], key: str) -> Any:
    return answers[key].value if key in answers else None


def _number(item: Candidate) -> int:
    return item.key


def _key(item: Candidate) -> str:
    return f"item-{item.key}"


def _section(key: str, title: str, items: Sequence[Candidate], seed: int) -> Section:
    tasks = tuple(blueprints.task_of(item, _key(item), seed) for item in items)
    return Section(key, title, "", None, tasks)


_USAGE: Final = _(
    "One item at a time. You may skip, go back and change an answer as long as the time runs."
)
_ONE_BY_ONE: Final = _(
    "One item at a time. Which comes next depends on your answers, so there is no way back. An "
    "item that you leave empty counts as not right."
)
_ADAPTS: Final = _(
    "This test adapts: after a right answer the next item tends to be harder, after a wrong one "
    "easier. So most people get about half of it right, some get fewer items than others, and none "
    "of that is a bad sign. What counts is how hard the items were that you got right."
)
_ON_TRIAL: Final = _(
    "A few items are being tried out before we use them. They look like all others and do not "
    "count, neither for you nor against you."
)
_PASSAGE: Final = _(
    "One letter with several wrong words. Mark each of them; marking a correct word takes a hit "
    "away again."
)
_TRY_CHOICE: Final = Practice(
    {
        "key": "try-choice",
        "type": "choice",
        "prompt": _("Which version is correct?"),
        "options": [
            [1, "Your order are on its way."],
            [0, "Your order is on its way."],
            [2, "Your order being on its way."],
        ],
    },
    0,
    _("One order, so: “is”."),
)
_TRY_WORD: Final = Practice(
    {
        "key": "try-word",
        "type": "correct",
        "prompt": _("Correct the marked word."),
        "before": "We ",
        "wrong": "recieved",
        "after": " your letter this morning.",
    },
    "received",
    _("The e stands before the i."),
)


@register
class GrammarTest(StageKind):
    exercise = GrammarExercise()
    measure = measured_results
    code = "grammar-test"
    label = _("Grammar test")
    icon = "abc"
    description = _(
        "Twenty-four short items of English usage out of support work: agreement and tense, "
        "punctuation, choice of words, spelling, clarity; and one passage to proofread."
    )
    minutes = 25
    raters = 1
    on_day = False
    seats = 12
    attended = True
    marking_minutes = 5
    run_by = _("A host, who keeps the time and marks with the answer key")
    criteria = (
        CriterionSpec(
            competency="language-usage",
            name=_("Usage items"),
            question=_("What share of the 24 items is correct?"),
            probes=(
                _("Write the number as evidence: “18 of 24 correct”, and which kind was missed."),
                _("An item left empty counts as not correct; there are no minus points."),
            ),
            anchors=(
                _("Under 12.5 % correct (0 to 2 of 24)."),
                _(
                    "From 37.5 % (9 to 14 of 24); a 2 begins at 12.5 % (3 of 24), a 4 at 62.5 % "
                    "(15)."
                ),
                _("From 87.5 % correct (21 to 24 of 24)."),
            ),
            weight=2,
        ),
        CriterionSpec(
            competency="attention-to-detail",
            name=_("Proofreading"),
            question=_("How many of the 12 errors in the passage were found?"),
            probes=(
                _("Take one off for each correct word that was marked as an error."),
                _("Write hits and false alarms as evidence: “9 of 12 found, 1 false alarm”."),
            ),
            anchors=(
                _("Hits less false alarms come to 0 or 1 of 12."),
                _("Hits less false alarms come to 5 to 7 of 12; 2 to 4 is a 2, 8 to 10 a 4."),
                _("Hits less false alarms come to 11 or 12 of 12."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see whether what this person writes can go to a customer as it stands. The items "
            "come from support work; nothing in them is a trap for its own sake."
        ),
        steps=(
            _("Seat everybody, hand out the sheets face down, and read out the words below."),
            _("Start together. Say when ten minutes and when two minutes are left."),
            _("Collect the sheets. Anybody who was given more time keeps it, without comment."),
            _("Mark with the key: one for a correct item, nothing for a wrong or empty one."),
            _(
                "Turn the share of correct answers into a mark by the anchors. Do not round by "
                "feel."
            ),
            _("Write the count as evidence, and which kind of item was missed most."),
        ),
        materials=(
            _("Form A or B with 24 items, the passage, and the answer key."),
            _("A clock that everybody can see; pens; spare paper."),
        ),
        rules=(
            _("British and American spelling are both correct."),
            _("Do not explain an item. If one is unclear, note its number for the editors."),
            _(
                "Time that was agreed beforehand is not mentioned to anybody and not written down "
                "here."
            ),
            _("The marks are provisional until thirty people have taken the same form."),
        ),
        script=(
            Line(
                _("Before the start"),
                _(
                    "“You have 25 minutes for 24 short items and one passage. Answer everything: "
                    "nothing is taken off for a wrong answer. British and American spelling are "
                    "both fine. You may go back and change what you like.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You answer about two dozen short items and proofread one passage, taken from letters and "
        "notes such as we write every day. The time is meant to be enough for everybody to finish. "
        "Bring reading glasses if you use them; there is nothing to prepare. There are no minus "
        "points, so answer everything. British and American spelling are both right. Accent, "
        "handwriting and knowledge of grammatical terms are not judged. Should you need more time "
        "or another form of the test, tell us beforehand; no reason is asked for."
    )
