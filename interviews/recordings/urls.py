"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.recordings.views import candidate, lines, log, sending, setup

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/voice/", setup.voice_setup, name="voice-setup"),
    path("applications/<int:pk>/recordings/", log.recording_list, name="recording-list"),
    path("openings/<slug:slug>/voice/lines/", lines.voice_lines, name="voice-lines"),
    path("caller-lines/<int:pk>/sound/", lines.line_sound, name="line-sound"),
    path("my/<int:pk>/voice/", candidate.voice_page, name="voice-page"),
    path("my/<int:pk>/voice/withdraw/", candidate.voice_withdraw, name="voice-withdraw"),
    path("my/<int:pk>/voice/<int:exercise_pk>/", candidate.voice_exercise, name="voice-exercise"),
    path("my/<int:pk>/voice/<int:exercise_pk>/begin/", sending.voice_begin, name="voice-begin"),
    path(
        "my/<int:pk>/voice/<int:exercise_pk>/lines/<int:number>/sound/",
        lines.voice_line,
        name="voice-line",
    ),
    path("my/voice/<uuid:key>/", sending.voice_status, name="voice-status"),
    path("my/voice/<uuid:key>/pieces/<int:number>/", sending.voice_chunk, name="voice-chunk"),
    path("my/voice/<uuid:key>/finish/", sending.voice_finish, name="voice-finish"),
    path("my/voice/<uuid:key>/sound/", sending.voice_sound, name="voice-sound"),
]
