"""Offers: the terms put to one candidate, agreed to by a second person, answered in the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from hiring.offers import terms
from interviews.scorecards.models import still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class OfferState(models.TextChoices):
    """Where an offer stands."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for a second person")
    SENT = "sent", _("With the candidate")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Every legal move. Waiting goes back to draft when the second person wants other terms.
LEGAL_MOVES: Final[dict[OfferState, frozenset[OfferState]]] = {
    OfferState.DRAFT: frozenset({OfferState.WAITING, OfferState.WITHDRAWN}),
    OfferState.WAITING: frozenset({OfferState.DRAFT, OfferState.SENT, OfferState.WITHDRAWN}),
    OfferState.SENT: frozenset(
        {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED, OfferState.WITHDRAWN}
    ),
    OfferState.ACCEPTED: frozenset(),
    OfferState.DECLINED: frozenset(),
    OfferState.EXPIRED: frozenset(),
    OfferState.WITHDRAWN: frozenset(),
}
OPEN_STATES: Final = (OfferState.DRAFT, OfferState.WAITING, OfferState.SENT)
# an accepted offer stands; none is made beside it
LIVE_STATES: Final = (*OPEN_STATES, OfferState.ACCEPTED)
ANSWERED: Final = (OfferState.ACCEPTED, OfferState.DECLINED)
ENDED: Final = (OfferState.EXPIRED, OfferState.WITHDRAWN)


class OfferTemplate(models.Model):
    """Terms and a letter to begin an offer with; `{placeholders}` out of `offers.letter`."""

    name = models.CharField(_("name"), max_length=120)
    pay = models.CharField(_("pay"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3)
    hours = models.CharField(_("hours"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    probation = models.CharField(_("probation"), max_length=200)
    letter = models.TextField(_("letter"))
    days_to_answer = models.PositiveSmallIntegerField(_("days to answer"), default=10)
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(retired_at__isnull=True),
                name="one_offer_template_per_name",
            ),
            models.CheckConstraint(
                condition=Q(days_to_answer__gte=1, days_to_answer__lte=90),
                name="an_offer_template_leaves_time_to_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Viewer) -> OfferQuerySet:
        """Offers on applications that the user may see; to the blind an offer would tell how
        the others decided."""
        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(~still_owes(user), application__in=seen)

    def told(self) -> OfferQuerySet:
        """Offers that have gone out to the candidate, whatever came of them."""
        return self.filter(approved_at__isnull=False)

    def live(self) -> OfferQuerySet:
        """The one offer of each application that is being made, or that was accepted."""
        return self.filter(state__in=LIVE_STATES)


def _changes(*fields: str) -> pgtrigger.Q:
    changed = pgtrigger.Q()
    for field in fields:
        changed |= pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")})
    return changed


@pghistory.track()
class Offer(models.Model):
    """One offer to one candidate. Only `offers.actions` writes `state`."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=9, choices=OfferState.choices, default=OfferState.DRAFT)
    starts_on = models.DateField(_("first day"))
    pay = models.CharField(_("pay"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3)
    hours = models.CharField(_("hours"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    probation = models.CharField(_("probation"), max_length=200, blank=True)
    letter = models.TextField(_("letter"))
    answer_by_at = models.DateTimeField(_("answer by"))
    # counts the changes of a draft, so that two people who write at once are told
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # the letter as it went out, with everything filled in
    sent_letter = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(_("name, as typed"), max_length=200, blank=True)
    answer = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # nobody: time ran out, or the application went elsewhere
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.TextField(blank=True)
    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=LIVE_STATES),
                name="one_live_offer_per_application",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("written_by")) & ~Q(approved_by=F("asked_by"))),
                name="nobody_approves_an_offer_of_their_own",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, asked_by__isnull=False),
                name="an_approved_offer_was_asked_for_and_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.WAITING)
                | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="an_offer_that_waits_says_who_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(OfferState.SENT, *ANSWERED, OfferState.EXPIRED))
                | (Q(approved_by__isnull=False) & Q(sent_letter__regex=r"\S")),
                name="an_offer_goes_out_only_with_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.ACCEPTED)
                | (Q(answered_at__isnull=False) & Q(signed_name__regex=r"\S")),
                name="an_accepted_offer_has_a_name_and_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.DECLINED) | Q(answered_at__isnull=False),
                name="a_declined_offer_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED)
                | (Q(ended_at__isnull=False) & Q(ended_reason__regex=r"\S")),
                name="an_ended_offer_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="a_currency_has_three_letters"
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by_at"],
                condition=Q(state=OfferState.SENT),
                name="offers_with_candidates",
            ),
            models.Index(fields=["application", "-written_at"], name="offers_by_application"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="offers_move_only_as_the_table_says",
                field="state",
                transitions=[
                    (old.value, new.value)
                    for old, news in LEGAL_MOVES.items()
                    for new in sorted(news)
                ],
            ),
            # what somebody else is to agree to stays as it is from asking on
            pgtrigger.Protect(
                name="terms_that_somebody_agrees_to_stay",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=OfferState.DRAFT.value) & _changes(*terms.NAMES),
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.pk}"

    @property
    def is_with_candidate(self) -> bool:
        return self.state == OfferState.SENT

    @property
    def is_open(self) -> bool:
        """Whether it is still being made, or waits for the candidate's answer."""
        return self.state in OPEN_STATES
