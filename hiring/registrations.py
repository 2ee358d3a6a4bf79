"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from candidates.applications import doors
from candidates.applications.models import State
from candidates.applications.signals import application_moved
from candidates.history import verbs
from candidates.layout import navigation
from candidates.outbox.registry import TaskKind
from candidates.outbox.registry import register as register_kind
from hiring import checks  # noqa: F401  (registers itself)
from hiring.accounts.actions import INVITATION
from hiring.accounts.jobs import send_invitation
from hiring.accounts.roles import ensure_roles
from hiring.decisions.reactions import end_what_no_longer_fits

post_migrate.connect(ensure_roles, sender=apps.get_app_config("hiring"))

register_kind(TaskKind(INVITATION, _("Invitation of a colleague"), perform=send_invitation))
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

verbs.register("decision-hire", _("%(actor)s decided to hire."))
verbs.register("decision-decline", _("%(actor)s decided to decline."))
verbs.register("decision-hold", _("%(actor)s put the decision on hold."))
verbs.register("override-hire", _("%(actor)s wants to hire against the advice."))
verbs.register("override-decline", _("%(actor)s wants to decline against the advice."))
verbs.register("override-approved", _("%(actor)s agreed as the second person."))
verbs.register("decision-revoked", _("%(actor)s took the decision back: %(reason)s"))
verbs.register("decision-lapsed", _("The application moved on, which ended the decision."))

application_moved.connect(end_what_no_longer_fits)
