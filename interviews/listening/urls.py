"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.listening.views import marking, sound

urlpatterns: list[URLPattern] = [
    path("scorecards/<int:pk>/moments/", marking.moment_mark, name="moment-mark"),
    path("moments/<int:pk>/", marking.moment_change, name="moment-change"),
    path("moments/<int:pk>/remove/", marking.moment_remove, name="moment-remove"),
    path("recordings/<uuid:key>/sound/", sound.recording_sound, name="recording-sound"),
    path("recordings/<uuid:key>/measures/", sound.recording_measures, name="recording-measures"),
]
