"""How a timeline tells of applications, apart from their moves."""

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs


def register() -> None:
    """Give every verb of this room its sentence."""
    verbs.register("application-entered", _("%(actor)s entered the application"))
    verbs.register("candidate-corrected", _("%(actor)s corrected: %(fields)s"))
    verbs.register("document-added", _("%(actor)s added the document “%(name)s”"))
    verbs.register("application-under-another-name", _("Sent in under the name “%(name)s”"))
