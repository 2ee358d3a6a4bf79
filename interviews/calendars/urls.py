"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.calendars import views

urlpatterns: list[URLPattern] = [
    path("calendars/", views.feed_list, name="feed-list"),
    path("calendars/open/", views.feed_open, name="feed-open"),
    path("calendars/rooms/<int:pk>/open/", views.feed_open_room, name="feed-open-room"),
    path("calendars/mails/", views.shown_choose, name="calendar-shown"),
    path("calendars/busy/address/", views.busy_address_add, name="busy-address-add"),
    path("calendars/busy/file/", views.busy_file_add, name="busy-file-add"),
    path("calendars/busy/<int:pk>/remove/", views.busy_remove, name="busy-remove"),
    path("my/<int:pk>/day/calendar.ics", views.own_calendar, name="own-calendar"),
    path("answer/<str:token>/", views.day_answer, name="day-answer"),
    path("calendars/<int:pk>/revoke/", views.feed_revoke, name="feed-revoke"),
    path("calendars/<str:token>.ics", views.calendar_feed, name="calendar-feed"),
]
