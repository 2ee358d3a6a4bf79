"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.people import views

urlpatterns: list[URLPattern] = [
    path("search/", views.search, name="search"),
    path("people/<int:pk>/", views.candidate_page, name="candidate-page"),
]
