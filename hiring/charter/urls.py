"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.charter import views

urlpatterns: list[URLPattern] = [
    path("charter/", views.charter_page, name="charter-page"),
    path("charter/edit/", views.charter_edit, name="charter-edit"),
    path("charter/<int:number>/", views.charter_version, name="charter-version"),
]
