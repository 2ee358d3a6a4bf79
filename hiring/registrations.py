"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from django.apps import apps
from django.db.models.signals import post_migrate  # noqa: TID251  (roles follow migrations)
from django.utils.translation import gettext_lazy as _

from candidates.applications import doors
from candidates.applications import panels as application_panels
from candidates.applications.models import State
from candidates.applications.signals import application_moved
from candidates.history import verbs
from candidates.layout import navigation
from candidates.outbox import schedules
from candidates.outbox.registry import TaskKind
from candidates.outbox.registry import register as register_kind
from candidates.portal import cards as portal_cards
from hiring import checks  # noqa: F401  (registers itself)
from hiring.accounts.actions import INVITATION, PASSWORD_LINK
from hiring.accounts.jobs import send_invitation, send_password_link
from hiring.accounts.roles import ensure_roles
from hiring.charter import doors as charter
from hiring.classes import doors as classes
from hiring.dashboards import doors as dashboards
from hiring.decisions.panel import PANEL as DECISION_PANEL
from hiring.decisions.reactions import (
    end_what_no_longer_fits,
    refuse_offers_without_decision,
)
from hiring.fairness import doors as fairness
from hiring.interviewers import doors as interviewers
from hiring.offers import verbs as offer_verbs
from hiring.offers.cards import CARD as OFFER_CARD
from hiring.offers.jobs import EVERY_SECONDS as EXPIRE_EVERY_SECONDS
from hiring.offers.jobs import EXPIRE
from hiring.offers.panel import PANEL as OFFER_PANEL
from hiring.offers.reactions import end_what_no_longer_stands
from hiring.outcomes import doors as outcomes
from hiring.reports import doors as reports
from hiring.results import doors as results
from hiring.voices import doors as voices
from hiring.worth import doors as worth

post_migrate.connect(ensure_roles, sender=apps.get_app_config("hiring"))

register_kind(TaskKind(INVITATION, _("Invitation of a colleague"), perform=send_invitation))
register_kind(TaskKind(PASSWORD_LINK, _("Link for a new password"), perform=send_password_link))
verbs.register("account-made", _("%(actor)s made the account (%(roles)s)."))
verbs.register("account-invited", _("%(actor)s sent a link to set a password."))
verbs.register("account-changed", _("%(actor)s changed name or roles (%(roles)s)."))
verbs.register("account-closed", _("%(actor)s closed the account."))
verbs.register("account-opened", _("%(actor)s opened the account again."))

navigation.register(
    navigation.Entry(_("Home"), "hiring:home", "home", 10, lambda user: user.is_authenticated)
)
navigation.register(
    navigation.Entry(
        _("Staff"),
        "hiring:people-list",
        "users",
        80,
        lambda user: user.has_perm("hiring.manage_accounts"),
    )
)
navigation.register_menu(
    navigation.Entry(_("Profile"), "hiring:profile", "user", 10, lambda user: user.is_authenticated)
)

charter.register()
verbs.register("decision-hire", _("%(actor)s decided to hire."))
verbs.register("decision-decline", _("%(actor)s decided to decline."))
verbs.register("decision-hold", _("%(actor)s put the decision on hold."))
verbs.register("override-hire", _("%(actor)s wants to hire against the advice."))
verbs.register("override-decline", _("%(actor)s wants to decline against the advice."))
verbs.register("override-approved", _("%(actor)s agreed as the second person."))
verbs.register("decision-revoked", _("%(actor)s took the decision back: %(reason)s"))
verbs.register("decision-prepared", _("%(actor)s prepared the decision; it waits to be released."))
verbs.register("decision-released", _("%(actor)s released the decision."))
verbs.register(
    "decision-more", _("%(actor)s asked %(interviewer)s for one more mark on “%(stage)s”.")
)
verbs.register("decision-lapsed", _("The application moved on, which ended the decision."))

application_moved.connect(refuse_offers_without_decision)
application_moved.connect(end_what_no_longer_fits)
application_panels.register_panel(DECISION_PANEL)
for to, from_states, label in (
    (State.OFFERED, {State.DECIDING}, _("Decide")),
    (State.DECLINED, {State.ON_DAY, State.DECIDING, State.OFFERED}, _("Decide")),
    (State.HIRED, {State.OFFERED}, _("Hired")),
):
    doors.register(
        doors.Door(
            to,
            frozenset(from_states),
            "hiring:decision-page",
            label,
            _("From here on a hiring manager decides, on the page of the decision."),
        )
    )
navigation.register(
    navigation.Entry(
        _("Decisions"),
        "hiring:decision-list",
        "gavel",
        50,
        lambda user: user.has_perm("hiring.add_decision"),
    )
)

offer_verbs.register()
application_moved.connect(end_what_no_longer_stands)
application_panels.register_panel(OFFER_PANEL)
portal_cards.register(OFFER_CARD)
register_kind(EXPIRE)
schedules.register("expire-offers", EXPIRE.code, EXPIRE_EVERY_SECONDS)
navigation.register(
    navigation.Entry(
        _("Offers"),
        "hiring:offer-list",
        "file-text",
        55,
        lambda user: user.has_perm("hiring.add_decision"),
    )
)

voices.register()
outcomes.register()
dashboards.register()
classes.register()
worth.register()
interviewers.register()
fairness.register()

results.register()
reports.register()
