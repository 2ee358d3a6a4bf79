"""What import-linter does not see: foreign keys, URL names and templates point only downwards,
and every word that a person reads goes through gettext."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

FLOORS = ["candidates", "interviews", "hiring"]  # from the lowest to the highest
ROOMS = {
    "candidates": [
        "layout", "outbox", "history", "notices", "files", "openings", "people", "applications",
        "messages", "careers", "portal",
    ],
    "interviews": [
        "drawings", "reliability", "competencies", "plans", "assessments", "sittings", "cases",
        "recordings", "days", "planner", "replacements", "calendars",
        "scorecards", "shadowing", "marking", "teaching", "narratives", "composites", "listening",
        "washups", "stages",
    ],
    "hiring": [
        "accounts", "statistics", "charter", "decisions", "offers", "results", "voices",
        "outcomes", "dashboards", "classes", "worth", "interviewers", "fairness", "health",
        "backups", "reports", "demo",
    ],
}  # fmt: skip
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FILES = sorted(file for file in TEMPLATES.rglob("*") if file.suffix in {".html", ".svg"})


def _rank(dotted: str) -> tuple[int, int]:
    floor, room = dotted.split(".")[:2]
    return FLOORS.index(floor), ROOMS[floor].index(room)


def _own_models():
    return [
        model
        for floor in FLOORS
        for model in apps.get_app_config(floor).get_models()
        if "Event" not in model.__name__  # pghistory's copies
    ]


@pytest.mark.parametrize("model", _own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model):
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.auto_created or target is None or target._meta.label == settings.AUTH_USER_MODEL:
            continue
        if target.__module__.split(".")[0] in FLOORS:
            assert _rank(target.__module__) <= _rank(model.__module__), f"{model}.{field.name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_templates_point_downwards(file):
    floor = file.relative_to(TEMPLATES).parts[0]
    if floor not in FLOORS:
        return  # allauth's and the error pages belong to the top
    text = file.read_text()
    used = re.findall(r"{%\s*url\s+['\"](\w+):", text)
    used += [
        name.split("/")[0]
        for name in re.findall(r"{%\s*(?:extends|include)\s+['\"]([\w/.-]+)['\"]", text)
    ]
    for name in used:
        if name in FLOORS:
            assert FLOORS.index(name) <= FLOORS.index(floor), f"{file.name} reaches up to {name}"


@pytest.mark.parametrize("floor", FLOORS)
def test_python_names_urls_downwards(floor):
    pattern = re.compile(r"""(?:reverse|redirect|resolve_url)\(\s*["'](\w+):""")
    for file in (Path(settings.BASE_DIR) / floor).rglob("*.py"):
        for name in pattern.findall(file.read_text()):
            if name in FLOORS:
                assert FLOORS.index(name) <= FLOORS.index(floor), f"{file} reaches up to {name}"


class _BareText(HTMLParser):
    """Collects words that stand in a template outside of every template tag."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        if re.search(r"[^\W\d_]{2,}", data):
            self.words.append(data.strip())

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            spoken = name in {"alt", "title", "placeholder", "aria-label"}
            if spoken and value and re.search(r"[^\W\d_]{2,}", value):
                self.words.append(f"{name}={value}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_every_text_goes_through_gettext(file):
    text = file.read_text()
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)
    text = re.sub(r"{#.*?#}", "", text, flags=re.S)
    text = re.sub(r"{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}", "", text, flags=re.S)
    text = re.sub(r"{%\s*block page_class\s*%}.*?{%\s*endblock\s*%}", "", text, flags=re.S)
    text = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    parser = _BareText()
    parser.feed(text)
    assert parser.words == []


def test_rooms_are_declared():
    for floor in FLOORS:
        folder = Path(settings.BASE_DIR) / floor
        found = {
            path.name
            for path in folder.iterdir()
            if path.is_dir() and (path / "__init__.py").exists()
        }
        assert found - {"migrations", "management"} == set(ROOMS[floor])
