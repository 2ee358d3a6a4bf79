"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.decisions import views

urlpatterns: list[URLPattern] = [
    path("decisions/", views.decision_list, name="decision-list"),
    path("decisions/overrides/", views.override_list, name="override-list"),
    path("decisions/release/", views.decisions_release, name="decisions-release"),
    path("applications/<int:pk>/more/", views.decision_more, name="decision-more"),
    path("decisions/<int:pk>/approve/", views.decision_approve, name="decision-approve"),
    path("decisions/<int:pk>/revoke/", views.decision_revoke, name="decision-revoke"),
    path("applications/<int:pk>/decision/", views.decision_page, name="decision-page"),
    path("applications/<int:pk>/decision/make/", views.decision_make, name="decision-make"),
    path("applications/<int:pk>/hired/", views.application_hired, name="application-hired"),
]
