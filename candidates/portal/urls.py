"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.portal import views

urlpatterns: list[URLPattern] = [
    path("my/", views.portal_home, name="portal-home"),
    path("my/enter/<str:token>/", views.portal_enter, name="portal-enter"),
    path("my/leave/", views.portal_leave, name="portal-leave"),
    path("my/again/", views.portal_again, name="portal-again"),
    path("my/<int:pk>/withdraw/", views.portal_withdraw, name="portal-withdraw"),
]
