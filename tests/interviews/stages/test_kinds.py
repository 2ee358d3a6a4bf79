"""Every kind of stage is whole, and none knows another."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from interviews.competencies.starter import STARTERS
from interviews.stages import registry

FOLDER = Path(settings.BASE_DIR) / "interviews" / "stages"
FILES = sorted(file for file in FOLDER.glob("*.py") if file.stem not in {"__init__", "registry"})
KINDS = list(registry.all_kinds())
by_code = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


def test_the_ten_kinds_are_there():
    assert [kind.code for kind in KINDS] == [
        "call-shadowing",
        "cover-letter",
        "culture-panel",
        "grammar-test",
        "memory-of-the-day",
        "memory-test",
        "psychologist",
        "support-case",
        "teach-me-something",
        "voice-coach",
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_file_registers_exactly_the_kind_of_its_name(file):
    here = f"interviews.stages.{file.stem}"
    assert [kind.code for kind in KINDS if kind.__module__ == here] == [file.stem.replace("_", "-")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_kind_imports_no_other_kind(file):
    imported = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    others = {f"interviews.stages.{other.stem}" for other in FILES}
    assert imported & others == set()


def test_registry_is_a_leaf():
    tree = ast.parse((FOLDER / "registry.py").read_text())
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in imported if name.startswith(("candidates", "interviews"))] == []


@by_code
def test_kind_answers_every_question(kind):
    for text in (kind.label, kind.description, kind.run_by, kind.candidate_note):
        assert str(text).strip()
    assert len(str(kind.candidate_note)) > 200
    assert "not judge" in str(kind.candidate_note)
    assert 1 <= kind.minutes <= 480
    assert 1 <= kind.raters <= 4
    assert kind.seats >= 1
    icon = f"@tabler/icons/icons/outline/{kind.icon}.svg"
    assert (Path(settings.NODE_MODULES) / icon).is_file()


@by_code
def test_kit_says_why_how_with_what_and_what_not(kind):
    kit = kind.kit
    assert str(kit.purpose)
    assert len(kit.steps) >= 4
    assert len(kit.materials) >= 2
    assert len(kit.rules) >= 4
    for text in (*kit.steps, *kit.materials, *kit.rules):
        assert str(text).strip()


def test_voice_coach_rates_warmth_tone_empathy_and_clear_speech_apart():
    rated = [spec.competency for spec in registry.get("voice-coach").criteria]
    assert rated == ["warmth", "tone", "empathy", "clear-speech", "development"]


@by_code
def test_criteria_ask_probe_and_rate_known_competencies(kind):
    known = {starter.code for starter in STARTERS}
    assert kind.criteria
    for criterion in kind.criteria:
        assert criterion.competency in known
        assert str(criterion.question)
        assert criterion.probes
        assert criterion.anchors is None or len({str(text) for text in criterion.anchors}) == 3


def test_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        registry.get("tarot")


def test_code_is_taken_once():
    with pytest.raises(ValueError, match="registered twice"):
        registry.register(KINDS[0])


def test_patience_probe_has_three_points_and_is_disclosed():
    script = registry.get("teach-me-something").kit.script
    assert [str(line.words) for line in script[:3]] == [
        "“I'm lost.”",
        "“Can you start again?”",
        "“I still don't see why.”",
    ]
    assert "end of the Day" in str(script[3].moment)


def test_culture_panel_rates_the_four_values_one_by_one():
    rated = [criterion.competency for criterion in registry.get("culture-panel").criteria]
    assert rated == ["common-sense", "honesty-and-integrity", "discipline", "development"]


def test_psychologist_asks_for_pressure_setbacks_and_success():
    rated = [criterion.competency for criterion in registry.get("psychologist").criteria]
    assert rated == ["composure", "optimism", "optimism"]


@pytest.mark.parametrize("code", ["grammar-test", "memory-of-the-day", "memory-test"])
def test_tests_say_how_a_count_becomes_a_mark(code):
    for criterion in registry.get(code).criteria:
        assert all(any(char.isdigit() for char in str(anchor)) for anchor in criterion.anchors)
