"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.calendars import views

urlpatterns: list[URLPattern] = [
    path("calendars/", views.feed_list, name="feed-list"),
    path("calendars/open/", views.feed_open, name="feed-open"),
    path("calendars/rooms/<int:pk>/open/", views.feed_open_room, name="feed-open-room"),
    path("calendars/<int:pk>/revoke/", views.feed_revoke, name="feed-revoke"),
    path("calendars/<str:token>.ics", views.calendar_feed, name="calendar-feed"),
]
