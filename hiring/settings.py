"""Settings, read from the environment. The README has the table of every variable.

PostgreSQL is reached through libpq's own variables (PGHOST, PGUSER, PGPASSWORD, …).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

# the matrices here are small: threads of a BLAS wait for each other longer than they compute
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


BASE_DIR = Path(__file__).resolve().parent.parent
SAMPLE_SECRET_KEY = "sample-key-for-demonstrations-only-never-for-production"  # noqa: S105

SAMPLE_SEAL_KEY = "c2FtcGxlLXNlYWwta2V5LW9ubHktZm9yLWRlbW9zISE="

# production unless said otherwise: `manage.py check` then refuses what an operator forgot
MODE = os.environ.get("SERVICE_DAY_MODE", "production")
DEBUG = flag("SERVICE_DAY_DEBUG")
SECRET_KEY = os.environ.get("SERVICE_DAY_SECRET_KEY", SAMPLE_SECRET_KEY)
# keys that seal psychologists' narratives: the first one seals, all of them open
SEAL_KEYS = words("SERVICE_DAY_SEAL_KEYS", "" if MODE == "production" else SAMPLE_SEAL_KEY)
NARRATIVE_DAYS = int(os.environ.get("SERVICE_DAY_NARRATIVE_DAYS", "90"))  # after the decision
ALLOWED_HOSTS = words("SERVICE_DAY_HOSTS", "" if MODE == "production" else "localhost,127.0.0.1")
PUBLIC_URL = os.environ.get("SERVICE_DAY_URL", "http://localhost:8000").rstrip("/")
TRUSTED_PROXIES = int(os.environ.get("SERVICE_DAY_PROXIES", "-1"))  # -1: never said
COMPANY_NAME = os.environ.get("SERVICE_DAY_COMPANY", "Service Day")
# what candidates are asked about themselves, if they like: what the law of the place allows
SELF_IDENTIFICATION = words("SERVICE_DAY_SELF_IDENTIFICATION", "gender,age,ethnicity,disability")
VAR = Path(os.environ.get("SERVICE_DAY_VAR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "candidates.apps.CandidatesConfig",
    "interviews.apps.InterviewsConfig",
    "hiring.apps.HiringConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_rq",
    "pghistory",
    "pgtrigger",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "candidates.layout.middleware.request_id",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hiring.accounts.entrance.LoginFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "candidates.layout.middleware.own_clock",
    "candidates.layout.memo.answers_of_a_page",
]

ROOT_URLCONF = "hiring.urls"
WSGI_APPLICATION = "hiring.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "libraries": {"layout": "candidates.layout.tags"},
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.tz",
                "template_partials.templatetags.partials",
                "candidates.layout.tags",
                "interviews.drawings.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "candidates.layout.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "candidates.layout.forms.Renderer"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("PGDATABASE", "service_day"),
        "USER": os.environ.get("PGUSER", ""),
        "PASSWORD": os.environ.get("PGPASSWORD", ""),
        "HOST": os.environ.get("PGHOST", ""),
        "PORT": os.environ.get("PGPORT", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
RQ_QUEUES = {
    name: {
        "URL": REDIS_URL,
        "DEFAULT_TIMEOUT": 900,
        "DEFAULT_RESULT_TTL": 0,
        "SERIALIZER": "rq.serializers.JSONSerializer",
    }
    for name in ("fast", "slow")
}

# whoever reads /metrics has to know it; without it there is no such page
METRICS_TOKEN = os.environ.get("SERVICE_DAY_METRICS_TOKEN", "")
# an orchestrator asks from inside, without TLS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]

OUTBOX_POLL_SECONDS = float(os.environ.get("OUTBOX_POLL_SECONDS", "1"))
OUTBOX_LEASE_SECONDS = float(os.environ.get("OUTBOX_LEASE_SECONDS", "60"))
OUTBOX_BACKOFF_SECONDS = float(os.environ.get("OUTBOX_BACKOFF_SECONDS", "10"))
OUTBOX_SENT_PATIENCE_SECONDS = float(os.environ.get("OUTBOX_SENT_PATIENCE_SECONDS", "30"))
OUTBOX_GRACE_SECONDS = float(os.environ.get("OUTBOX_GRACE_SECONDS", "45"))
OUTBOX_BELL_TIMEOUT_SECONDS = float(os.environ.get("OUTBOX_BELL_TIMEOUT_SECONDS", "0.5"))
OUTBOX_KEEP_DAYS = int(os.environ.get("OUTBOX_KEEP_DAYS", "30"))

AUTH_USER_MODEL = "hiring.User"
AUTHENTICATION_BACKENDS = [
    "hiring.accounts.backends.StaffBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "hiring:home"
ACCOUNT_ADAPTER = "hiring.accounts.adapter.StaffAdapter"
ACCOUNT_FORMS = {"login": "hiring.accounts.entrance.EntranceForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, not signed up for
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail from us
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = max(TRUSTED_PROXIES, 0)

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if PUBLIC_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", NONCE],  # named only by pages that draw a waveform
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'", "blob:"],  # blob: a candidate hears a trial that stays with them
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CACHES = {
    "default": {
        "BACKEND": "candidates.layout.cache.PatientCache",
        "LOCATION": REDIS_URL,
        # a page does not wait for a Redis that is away: by default redis-py tries for seconds
        "OPTIONS": {
            "retry": Retry(NoBackoff(), 0),
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
        },
    }
}

USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["candidates.layout.formats"]
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

NODE_MODULES = BASE_DIR / "node_modules"
VENDOR_FILES = [
    "@tabler/core/dist/css/tabler.min.css",
    "htmx.org/dist/htmx.min.js",
    "sortablejs/modular/sortable.esm.js",
    "wavesurfer.js/dist/wavesurfer.esm.js",
    "wavesurfer.js/dist/plugins/regions.esm.js",
    *(
        f"@fontsource-variable/noto-sans/files/noto-sans-{part}-wght-normal.woff2"
        for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
    ),
    *(
        f"@fontsource/noto-sans-tc/files/noto-sans-tc-chinese-traditional-{weight}-normal.woff2"
        for weight in (400, 700)
    ),
]
STATIC_URL = "static/"
STATIC_ROOT = os.environ.get("SERVICE_DAY_STATIC", str(VAR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "candidates.layout.vendor.NodeModulesFinder",
]
# the demo and the tests serve straight from the source folders, without collectstatic
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE != "production"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ.get("SERVICE_DAY_FILES", str(VAR / "files"))},
    },
    "staticfiles": {
        "BACKEND": (
            "candidates.layout.vendor.VendorStorage"
            if MODE == "production"
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# "nginx" hands private files to the proxy (X-Accel-Redirect); "" streams them from Python
FILE_SERVER = os.environ.get("SERVICE_DAY_FILE_SERVER", "")

DEFAULT_FROM_EMAIL = os.environ.get("SERVICE_DAY_MAIL_FROM", "hiring@localhost")
EMAIL_HOST = os.environ.get("SERVICE_DAY_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SERVICE_DAY_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("SERVICE_DAY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SERVICE_DAY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SERVICE_DAY_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = os.environ.get("SERVICE_DAY_MAIL_FOLDER", str(VAR / "mail"))

PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_MODEL = "pghistory.Events"

LOG_FORMAT = os.environ.get("SERVICE_DAY_LOG", "json" if MODE == "production" else "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "candidates.layout.middleware.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "candidates.layout.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO" if MODE == "production" else "WARNING"},
}

TEST_RUNNER = "django.test.runner.DiscoverRunner"
