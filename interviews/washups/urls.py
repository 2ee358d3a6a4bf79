"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.washups import views

urlpatterns: list[URLPattern] = [
    path("days/<int:pk>/room/", views.day_room, name="day-room"),
    path("days/<int:pk>/room/open/", views.washup_open, name="washup-open"),
    path("days/<int:pk>/room/<int:application_pk>/", views.room_candidate, name="room-candidate"),
    path("washups/<int:pk>/screen/", views.washup_screen, name="washup-screen"),
    path("washups/<int:pk>/show/", views.washup_show, name="washup-show"),
    path("washups/<int:pk>/take-over/", views.washup_take_over, name="washup-take-over"),
    path("washups/<int:pk>/close/", views.washup_close, name="washup-close"),
    path("washups/<int:pk>/protocol/", views.washup_protocol, name="washup-protocol"),
    path(
        "washups/<int:pk>/agreements/<int:application_pk>/<int:criterion_pk>/",
        views.agreement_save,
        name="agreement-save",
    ),
]
