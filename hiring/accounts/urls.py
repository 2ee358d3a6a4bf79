"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.accounts import views

urlpatterns: list[URLPattern] = [
    path("staff/", views.people_list, name="people-list"),
    path("staff/new/", views.person_create, name="person-create"),
    path("staff/<int:pk>/", views.person_change, name="person-change"),
    path("staff/<int:pk>/invite/", views.person_invite, name="person-invite"),
    path("profile/", views.profile, name="profile"),
    path("profile/theme/", views.theme, name="theme"),
]
