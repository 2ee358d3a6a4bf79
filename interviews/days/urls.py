"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.days import views

_session = "sessions/<int:pk>/"
_attendance = "attendances/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("days/", views.day_list, name="day-list"),
    path("openings/<slug:slug>/days/", views.opening_days, name="opening-days"),
    path("openings/<slug:slug>/days/new/", views.day_create, name="day-create"),
    path("days/<int:pk>/", views.day_page, name="day-page"),
    path("days/<int:pk>/change/", views.day_change, name="day-change"),
    path("days/<int:pk>/live/", views.day_live, name="day-live"),
    path("days/<int:pk>/desk/", views.day_desk, name="day-desk"),
    path("days/<int:pk>/offer/", views.day_offer, name="day-offer"),
    path("check-in/<uuid:badge>/", views.badge_check_in, name="badge-check-in"),
    path("my/<int:pk>/day/", views.own_day, name="own-day"),
    path("my/<int:pk>/day/confirm/", views.own_day_confirm, name="own-day-confirm"),
    path("my/<int:pk>/day/ask/", views.own_day_ask, name="own-day-ask"),
    path("my/<int:pk>/day/choose/", views.own_day_choose, name="own-day-choose"),
    path("days/<int:pk>/candidates/", views.day_candidates, name="day-candidates"),
    path("days/<int:pk>/fill/", views.day_fill, name="day-fill"),
    path("days/<int:pk>/publish/", views.day_publish, name="day-publish"),
    path("days/<int:pk>/unpublish/", views.day_unpublish, name="day-unpublish"),
    path("days/<int:pk>/finish/", views.day_finish, name="day-finish"),
    path("days/<int:pk>/cancel/", views.day_cancel, name="day-cancel"),
    path("stations/<int:pk>/", views.station_change, name="station-change"),
    path("days/<int:pk>/sessions/new/", views.session_create, name="session-create"),
    path(f"{_session}", views.session_change, name="session-change"),
    path(f"{_session}cancel/", views.session_cancel, name="session-cancel"),
    path(f"{_session}start/", views.session_start, name="session-start"),
    path(f"{_session}end/", views.session_end, name="session-end"),
    path(f"{_session}undo-start/", views.session_undo_start, name="session-undo-start"),
    path(f"{_session}undo-end/", views.session_undo_end, name="session-undo-end"),
    path(f"{_attendance}check-in/", views.attendance_check_in, name="attendance-check-in"),
    path(f"{_attendance}undo/", views.attendance_undo, name="attendance-undo"),
    path(f"{_attendance}no-show/", views.attendance_no_show, name="attendance-no-show"),
    path(f"{_attendance}remove/", views.attendance_remove, name="attendance-remove"),
    path("rooms/", views.room_list, name="room-list"),
    path("rooms/new/", views.room_create, name="room-create"),
    path("rooms/<int:pk>/", views.room_change, name="room-change"),
    path("rooms/<int:pk>/retire/", views.room_retire, name="room-retire"),
]
