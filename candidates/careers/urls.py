"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.careers import views

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/enter/", views.application_enter, name="application-enter"),
    path("jobs/", views.careers_list, name="careers-list"),
    path("jobs/<slug:slug>/", views.careers_opening, name="careers-opening"),
    path("jobs/<slug:slug>/apply/", views.careers_apply, name="careers-apply"),
    path("jobs/<slug:slug>/thanks/", views.careers_thanks, name="careers-thanks"),
]
