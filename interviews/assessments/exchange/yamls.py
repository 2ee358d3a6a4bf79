"""The bank as YAML: a list of `items`, or the shipped form by `areas`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import yaml
from django.utils.translation import gettext as _

from interviews.assessments.content import ItemRefused, items_of_file, spec_of_row
from interviews.assessments.exchange import lines
from interviews.assessments.exchange.lines import FileRefused, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviews.assessments.specs import ItemSpec

DEEPEST: Final = 12
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def write_yaml(specs: Iterable[ItemSpec]) -> str:
    """Return the items as YAML; what is empty is left out."""
    rows = [
        {name: value for name, value in asdict(spec).items() if value not in ("", None)}
        for spec in specs
    ]
    return str(yaml.safe_dump({"items": rows}, allow_unicode=True, sort_keys=False, width=100))


def read_yaml(content: bytes) -> list[Line]:
    """Return the items of a YAML file, each with its line. Raises FileRefused."""
    text = lines.decoded(content)
    try:
        _require_plain(text)
        loader = _LOADER(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise FileRefused(
            _("Line %(number)s cannot be read as YAML.") % {"number": mark.line + 1 if mark else 1}
        ) from problem
    if isinstance(data, dict) and isinstance(data.get("areas"), dict):
        return lines.without_doubles(_shipped(data))
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise FileRefused(_("The file has to hold a list called “items”."))
    if len(data["items"]) > lines.MOST:
        raise FileRefused(
            _("The file has more than %(most)s items. Send it in parts.") % {"most": lines.MOST}
        )
    numbers = _line_numbers(node)
    return lines.without_doubles(
        _row(row, number) for row, number in zip(data["items"], numbers, strict=True)
    )


def _require_plain(text: str) -> None:
    """Refuse what could grow: names that stand for other parts, and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise FileRefused(_("The file uses YAML's aliases, which are not read here."))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise FileRefused(_("The file is nested too deeply."))


def _line_numbers(node: Any) -> list[int]:
    rows = next(value for key, value in node.value if key.value == "items")
    return [row.start_mark.line + 1 for row in rows.value]


def _row(row: Any, number: int) -> Line:
    where = _("line %(number)s") % {"number": number}
    if not isinstance(row, dict):
        return lines.refused(where, "", _("there is nothing to answer"))
    body = row.get("body")
    try:
        spec = lines.spec_from(row, body if isinstance(body, dict) else {})
    except ValueError as problem:
        return lines.refused(where, str(row.get("code") or ""), str(problem))
    return lines.checked(where, spec)


def _shipped(data: dict[str, Any]) -> Iterator[Line]:
    for row, area, number in items_of_file(data):
        where = _("item %(number)s") % {"number": number}
        code = str(row.get("code", "")) if isinstance(row, dict) else ""
        try:
            yield lines.checked(where, spec_of_row(row, area, data))
        except ItemRefused as refusal:
            yield lines.refused(where, code, str(refusal))
        except (KeyError, TypeError, ValueError, AttributeError):
            yield lines.refused(
                where, code, _("a part of the item is missing or is not what it should be")
            )
