"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiring.settings")
application = get_wsgi_application()

from hiring.checks import refuse_to_boot  # noqa: E402  (needs the settings)

refuse_to_boot()
