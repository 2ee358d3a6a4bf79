"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.voices import views

urlpatterns: list[URLPattern] = [
    path("voices/", views.voices_page, name="voices-page"),
    path("my/<int:pk>/how-it-was/", views.voices_survey, name="voices-survey"),
    path("my/<int:pk>/how-it-was/<int:stage_pk>/", views.voices_tap, name="voices-tap"),
]
