"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.classes import views

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/class/", views.class_page, name="class-page"),
]
