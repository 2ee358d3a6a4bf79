"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.people import views

urlpatterns: list[URLPattern] = [
    path("search/", views.search, name="search"),
    path("people/<int:pk>/", views.candidate_page, name="candidate-page"),
    path("people/<int:pk>/change/", views.candidate_change, name="candidate-change"),
]
