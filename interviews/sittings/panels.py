"""The candidate's card in the portal, and what recruiters see on the page of an application."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.openings.access import is_recruiter
from candidates.portal.cards import ToDo
from interviews.assessments.queries import usual_times
from interviews.sittings import paper as papers
from interviews.sittings import queries
from interviews.sittings.adapting import is_turn
from interviews.sittings.models import Accommodation, Answer, Fact, Retest, Sitting
from interviews.stages import registry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from interviews.sittings.queries import Compared, Offer

CARD: Final = "interviews/sittings/portal_card.html"
PANEL: Final = "interviews/sittings/_panel.html"
RAPID_MILLISECONDS: Final = 3000
RAPID_SHARE: Final = 0.1  # of the time that the middle one of those who answered took


@dataclass(frozen=True)
class Rapid:
    """An answer that came quicker than one can read: a fact for people, never a penalty."""

    number: int  # of the task within the whole sitting
    milliseconds: int
    usual: int | None  # None where fewer than thirty answers say how long it takes

    @property
    def seconds(self) -> float:
        return self.milliseconds / 1000

    @property
    def usual_seconds(self) -> float | None:
        return None if self.usual is None else self.usual / 1000


def own_sittings(application: Application, at: dt.datetime) -> dict[str, Any]:
    """Return what there is to take, and the question what would help: asked of everybody."""
    wish = Accommodation.objects.filter(application=application, wished_at__isnull=False)
    offers = queries.offers_for(application, at)
    return {
        "application": application,
        "offers": offers,
        "lasting": [each for each in offers if each.is_open or each.is_done],
        "to_do": [_to_do(application, each) for each in offers if each.is_open],
        "has_wish": wish.exists(),
        "retests": Retest.objects.filter(first__application=application)
        .filter(Q(second=None) | Q(second__ended_at=None))
        .select_related("first__stage"),
    }


def _to_do(application: Application, offer: Offer) -> ToDo:
    if offer.sitting is not None:
        url = reverse("interviews:sitting-page", args=[offer.sitting.key])
        return ToDo(_("Go on with: %(stage)s") % {"stage": offer.stage.title}, url)
    url = reverse("interviews:sitting-start", args=[application.pk, offer.stage.pk])
    facts = {"stage": offer.stage.title, "minutes": offer.stage.minutes}
    return ToDo(_("%(stage)s, about %(minutes)s minutes") % facts, url)


@dataclass(frozen=True)
class Line:
    """One stage that is sat in the browser, with how it went, as facts."""

    offer: Offer
    answered: int
    away: int
    pasted: int
    late: int
    rapid: tuple[Rapid, ...]
    phone: bool
    seconds: int  # on tasks, as the browser counted
    retest: Compared | None
    may_retest: bool

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


def show_sittings(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,
) -> dict[str, Any] | None:
    """Return the panel: who has sat what; for recruiters what was asked for and granted, too."""
    offers = queries.offers_for(application, at)
    recruits = is_recruiter(request.user, application.opening)
    arranged = Accommodation.objects.visible_to(request.user).filter(application=application)
    arrangement = arranged.select_related("granted_by").first() if recruits else None
    if not offers and not recruits:
        return None
    return {
        "application": application,
        "lines": _lines(offers),
        "is_recruiter": recruits,
        "arrangement": arrangement,
    }


def _lines(offers: list[Offer]) -> list[Line]:
    """Put facts beside each stage; five queries for any number."""
    keys = [offer.sitting.pk for offer in offers if offer.sitting]
    given: dict[int, dict[str, Any]] = defaultdict(dict)
    facts: dict[int, list[Fact]] = defaultdict(list)
    rapid: dict[int, list[Rapid]] = {}
    if keys:
        rows = Answer.objects.filter(sitting__in=keys, saved_at__isnull=False).exclude(value=None)
        for sitting, task, value in rows.values_list("sitting", "task_key", "value"):
            given[sitting][task] = value
        for fact in Fact.objects.filter(sitting__in=keys):
            facts[fact.sitting_id].append(fact)
        rapid = _rapid(keys, given, facts)
    retests = queries.retests_of(keys) if keys else {}
    return [
        _line(
            offer,
            given[offer.sitting.pk],
            facts[offer.sitting.pk],
            rapid[offer.sitting.pk],
            retests.get(offer.sitting.pk),
        )
        if offer.sitting
        else _line(offer, {}, [], [], None)
        for offer in offers
    ]


def _rapid(
    keys: list[int], given: Mapping[int, dict[str, Any]], facts: Mapping[int, list[Fact]]
) -> dict[int, list[Rapid]]:
    """Return the answers that came in less than 3 seconds or a tenth of the item's usual time."""
    kept = dict(Sitting.objects.filter(pk__in=keys).values_list("pk", "paper"))
    asked = {
        pk: [task for _section, task in papers.tasks_of(papers.from_json(kept[pk]))] for pk in keys
    }
    item_of = {
        (pk, task["key"]): _item(task, given[pk].get(task["key"]))
        for pk in keys
        for task in asked[pk]
    }
    usual = usual_times({item for item in item_of.values() if item is not None})
    found: dict[int, list[Rapid]] = {pk: [] for pk in keys}
    for pk in keys:
        times = {each.task_key: each.amount for each in facts[pk] if each.kind == Fact.Kind.TIME}
        for number, task in enumerate(asked[pk], start=1):
            middle = usual.get(item_of[pk, task["key"]] or 0)
            limit = max(RAPID_MILLISECONDS, RAPID_SHARE * (middle or 0))
            took = times.get(task["key"])
            if task["key"] in given[pk] and took is not None and took < limit:
                found[pk].append(Rapid(number, took, middle))
    return found


def _item(task: Mapping[str, Any], value: Any) -> int | None:
    if is_turn(task) and isinstance(value, dict):
        return int(value["item"])
    return task.get("item")


def _line(
    offer: Offer,
    given: Mapping[str, Any],
    facts: list[Fact],
    rapid: list[Rapid],
    retest: Compared | None,
) -> Line:
    amounts: dict[str, list[int]] = defaultdict(list)
    for fact in facts:
        amounts[fact.kind].append(fact.amount)
    kind = Fact.Kind
    return Line(
        offer=offer,
        answered=len(given),
        away=sum(amounts[kind.AWAY]),
        pasted=sum(amounts[kind.PASTE]),
        late=sum(amounts[kind.LATE]),
        rapid=tuple(rapid),
        phone=bool(amounts[kind.PHONE]),
        seconds=sum(amounts[kind.TIME]) // 1000,
        retest=retest,
        may_retest=offer.is_done and registry.get(offer.stage.kind).measure is not None,
    )
