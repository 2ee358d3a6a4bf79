"""This room's addresses; without a slash at the end, as those who ask them expect."""

from django.urls import URLPattern, path

from hiring.health import views

urlpatterns: list[URLPattern] = [
    path("livez", views.livez, name="health-live"),
    path("readyz", views.readyz, name="health-ready"),
    path("metrics", views.metrics_page, name="health-metrics"),
]
