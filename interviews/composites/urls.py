"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.composites import views

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/agreement/", views.opening_agreement, name="opening-agreement"),
    path("openings/<slug:slug>/agreement/norms/", views.norms_freeze, name="norms-freeze"),
]
