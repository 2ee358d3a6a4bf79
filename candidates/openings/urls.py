"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.openings import views

urlpatterns: list[URLPattern] = [
    path("openings/", views.opening_list, name="opening-list"),
    path("openings/new/", views.opening_create, name="opening-create"),
    path("openings/<slug:slug>/", views.opening_page, name="opening-page"),
    path("openings/<slug:slug>/change/", views.opening_change, name="opening-change"),
    path("openings/<slug:slug>/state/", views.opening_state, name="opening-state"),
    path("openings/<slug:slug>/members/", views.member_add, name="member-add"),
    path("openings/<slug:slug>/members/remove/", views.member_remove, name="member-remove"),
]
