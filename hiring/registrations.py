"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from django.apps import apps
from django.db.models.signals import post_migrate

from hiring import checks  # noqa: F401  (registers itself)
from hiring.accounts.roles import ensure_roles

post_migrate.connect(ensure_roles, sender=apps.get_app_config("hiring"))
