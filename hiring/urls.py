"""Every address of the site."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from hiring.accounts import urls as accounts
from hiring.accounts.queries import demo_logins
from hiring.charter import urls as charter
from hiring.classes import urls as classes
from hiring.dashboards import urls as dashboards
from hiring.decisions import urls as decisions
from hiring.fairness import urls as fairness
from hiring.health import urls as health
from hiring.interviewers import urls as interviewers
from hiring.offers import urls as offers
from hiring.outcomes import urls as outcomes
from hiring.reports import urls as reports
from hiring.results import urls as results
from hiring.voices import urls as voices
from hiring.worth import urls as worth

hiring_patterns = (
    [
        *accounts.urlpatterns,
        *charter.urlpatterns,
        *classes.urlpatterns,
        *dashboards.urlpatterns,
        *decisions.urlpatterns,
        *fairness.urlpatterns,
        *health.urlpatterns,
        *interviewers.urlpatterns,
        *offers.urlpatterns,
        *outcomes.urlpatterns,
        *reports.urlpatterns,
        *voices.urlpatterns,
        *results.urlpatterns,
        *worth.urlpatterns,
    ],
    "hiring",
)

urlpatterns = [
    path("", include("candidates.urls")),
    path("", include("interviews.urls")),
    path("", include(hiring_patterns)),
    # of allauth only what staff need: nobody signs up here
    path(
        "login/",
        allauth.LoginView.as_view(extra_context={"demo_logins": demo_logins}),
        name="account_login",
    ),
    path("logout/", allauth.logout, name="account_logout"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    # the key has a dash of its own, so that the first part must not be greedy
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
