"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.layout import navigation
from candidates.outbox.registry import TaskKind
from candidates.outbox.registry import register as register_kind
from hiring import checks  # noqa: F401  (registers itself)
from hiring.accounts.actions import INVITATION
from hiring.accounts.jobs import send_invitation
from hiring.accounts.roles import ensure_roles

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
