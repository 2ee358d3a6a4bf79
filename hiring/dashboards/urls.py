"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.dashboards import views

urlpatterns: list[URLPattern] = [path("", views.home, name="home")]
