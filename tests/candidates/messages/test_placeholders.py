"""Nothing that anybody typed is ever evaluated, linked, or a header (SECURITY G30)."""

import re

import pytest
from django.conf import settings

from candidates.messages import placeholders
from candidates.messages.actions import draft_message
from candidates.messages.placeholders import Facts, fill, known, unknown_in
from candidates.messages.texts import TEXTS

DUNDER = [
    "__class__",
    "__init__",
    "__globals__",
    "__dict__",
    "__mro__",
    "__subclasses__()",
    "__init__.__code__.co_consts",
    "__class__.__mro__[1]",
    "__reduce__",
    "_meta.app_label",
    "_state.db",
    "objects.all",
    "pk",
    "password",
    "opening.applications",
    "SECRET_KEY",
    "settings.SECRET_KEY",
    "settings.DATABASES",
    "candidate.email",
    "0",
    "0.__class__",
]
PYTHON = [f"{{{path}}}" for path in DUNDER]
PYTHON += [f"{{candidate_name.{path}}}" for path in DUNDER]
PYTHON += [f"{{candidate_name[{path}]}}" for path in DUNDER[:8]]
PYTHON += ["{candidate_name!r}", "{candidate_name:>9999999}", "{candidate_name!s:{0}}", "{}", "{0}"]
PYTHON += ["%(candidate_name)s", "%s%s%s%n", "$candidate_name", "${candidate_name}", "{{}}"]
DOUBLE = ["{team}", "{portal_link}", "{{team}}", "{{{team}}}", "{te{team}am}", "{portal_{team}}"]
ENGINES = [
    "{{ settings.SECRET_KEY }}",
    "{% debug %}",
    "{% load log %}",
    "{% include '/etc/passwd' %}",
    "{% csrf_token %}",
    "{{ request.user }}",
    "{{ 7*7 }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ config.items() }}",
    "{{ cycler }}",
    "{{ self._TemplateReference__context }}",
    "{0, plural, other {x}}",
    "{n, select, a {b}}",
    "{count, number, ::percent}",
    "#set($x=7)",
    "*{7*7}",
    "@(7*7)",
    "[[${7*7}]]",
    "~{team}",
]
LINKS = [
    "[Win](https://evil.example/a)",
    "https://evil.example",
    "http://evil.example/?q=1",
    "//evil.example/x",
    "evil.example",
    "www.evil.example",
    "evil.example/path",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "a@evil.example",
    "<https://evil.example>",
    "javascript:alert(1)",
    "data:text/html,x",
    "tel:+3705550",
    "hxxps://evil.example",
    "xn--80ak6aa92e.com",
    "пример.рф",
    "evil。example",
    "evil．example",
    "evil｡com",
    "https:\\\\evil.example",
    "file:///etc/passwd",
    "HTTPS://EVIL.EXAMPLE",
    "https://user:pass@evil.example:80/",
    "1.2.3.4",
    "http://0x7f.1/",
]
HEADERS = [
    "Kim\r\nBcc: all@example.com",
    "Kim\nBcc: x",
    "Kim\rBcc: x",
    "Kim\r\n\r\nbody",
    "Kim\u2028Bcc: x",
    "Kim\u2029Bcc: x",
    "Kim\x0bBcc: x",
    "Kim\x0cBcc: x",
    "Kim\x85Bcc: x",
    "Kim\x00Bcc: x",
    "Kim\x1bBcc",
    "\r\nFrom: x",
    "Kim%0d%0aBcc: x",
    "=?utf-8?q?=0d=0aBcc:x?=",
    "Kim\u202egnp.exe",
]
PAYLOADS = PYTHON + DOUBLE + ENGINES + LINKS + HEADERS

LINK = re.compile(
    r"(?i)\b[a-z][a-z0-9+.-]*:[^\s\u2060]|//\w|\b[\w-]+[.\u3002\uff0e\uff61][\w-]{2,}|\w@\w"
)


def test_corpus_is_large_enough():
    assert len(set(PAYLOADS)) >= 100


@pytest.fixture
def drafted(kim, at):
    def draft(name):
        kim.candidate.name = name
        return draft_message(code="offered", application=kim, at=at)

    return draft


@pytest.mark.parametrize("payload", PAYLOADS)
def test_name_is_only_ever_a_name(drafted, payload):
    plain = drafted("NAME")
    message = drafted(payload)
    first, second = plain.body.split("NAME")
    assert message.body.startswith(first)
    assert message.body.endswith(second)
    value = message.body[len(first) : len(message.body) - len(second)]
    # on one line, as it was typed but for what could do something
    assert len(value.splitlines()) <= 1
    assert not set("{}") & set(value)
    assert not LINK.search(value)
    assert "49" not in value
    assert settings.SECRET_KEY not in message.body
    assert message.subject == plain.subject
    assert (
        fill(
            message.body,
            Facts(message.candidate, message.application, message.created_at),
            at_send=True,
        ).count(value)
        >= 1
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_subject_is_one_line_whoever_typed_it(kim, at, payload):
    kim.opening.title = payload
    message = draft_message(code="offered", application=kim, at=at)
    assert len(message.subject.splitlines()) == 1
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029\u202e]", message.subject)


def test_ordinary_names_look_as_they_are_written(drafted):
    for name in ("Žydrūnė Kazlauskaitė-Petrova", "O’Neill, Anne-Marie", "陳小明", "Иван Петров"):
        assert f"Hello {name},\n" in drafted(name).body
    assert "Hello J. R. Smith," in drafted("J. R. Smith").body


@pytest.mark.parametrize("text", [*PYTHON, *ENGINES[:10], "{candidate-name}", "a } b", "{unclosed"])
def test_text_with_an_unknown_placeholder_is_refused(text):
    without_known = text.replace("{candidate_name}", "")
    assert bool(unknown_in(text)) == bool(set("{}") & set(without_known))


def test_known_placeholders_may_stand_in_a_text():
    names = {placeholder.name for placeholder in known()}
    assert {
        "candidate_name",
        "opening_title",
        "opening_location",
        "team",
        "company_name",
        "day",
        "timetable",
    } <= names
    assert unknown_in("Hello {candidate_name} of {team}: {company_name}") == []
    assert unknown_in("Hello {candidate_name}", at_send_only=True) == ["{candidate_name}"]


@pytest.fixture
def secret():
    made = []

    def make(facts):
        made.append(facts.candidate.pk)
        return f"https://example.com/my/enter/{len(made)}/"

    placeholders.register("test_secret", make, at_send=True)
    yield made
    placeholders._placeholders.pop("test_secret")


def test_secret_is_made_at_sending_only(kim, at, secret):
    facts = Facts(kim.candidate, kim, at)
    text = "{candidate_name} {test_secret}"
    assert fill(text, facts) == "Kim Karlsson {test_secret}"
    assert secret == []
    assert fill(text, facts, at_send=True) == "{candidate_name} https://example.com/my/enter/1/"
    assert unknown_in("{test_secret}", at_send_only=True) == []
    assert unknown_in("{test_secret}", never_at_send=True) == ["{test_secret}"]


def test_placeholder_is_registered_once_and_by_a_plain_name(secret):
    with pytest.raises(ValueError, match="test_secret"):
        placeholders.register("test_secret", lambda facts: "")
    with pytest.raises(ValueError, match="cannot be"):
        placeholders.register("a.b", lambda facts: "")


@pytest.mark.parametrize("code", TEXTS)
def test_our_own_texts_use_known_placeholders(code):
    text = TEXTS[code]
    body = str(text.body).replace("{portal_link}", "")
    assert unknown_in(body) == []
    assert unknown_in(str(text.subject), never_at_send=True) == []
