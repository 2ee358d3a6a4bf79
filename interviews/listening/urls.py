"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.listening.views import marking, sound, training

urlpatterns: list[URLPattern] = [
    path("scorecards/<int:pk>/moments/", marking.moment_mark, name="moment-mark"),
    path("moments/<int:pk>/", marking.moment_change, name="moment-change"),
    path("moments/<int:pk>/remove/", marking.moment_remove, name="moment-remove"),
    path("recordings/<uuid:key>/sound/", sound.recording_sound, name="recording-sound"),
    path("openings/<slug:slug>/voice/training/", training.voice_training, name="voice-training"),
    path("openings/<slug:slug>/voice/round/", training.voice_round, name="voice-round"),
    path("benchmarks/<int:pk>/retire/", training.benchmark_retire, name="benchmark-retire"),
    path("benchmarks/<int:pk>/sound/", training.benchmark_sound, name="benchmark-sound"),
    path("recordings/<uuid:key>/measures/", sound.recording_measures, name="recording-measures"),
]
