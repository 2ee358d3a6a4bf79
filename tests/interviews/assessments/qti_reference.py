"""A scorer of QTI 3 files that shares no code with ours: it reads the XML and follows the
specification of the two templates, so that what we write can be held against it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

Q = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"


def score(content: bytes, response: list[str]) -> float | None:
    """Return SCORE for a response (its values, in order); None where no template is given."""
    root = fromstring(content)
    declaration = root.find(f"{Q}qti-response-declaration")
    processing = root.find(f"{Q}qti-response-processing")
    if processing is None:
        return None
    template = processing.get("template").rpartition("/")[2].removesuffix(".xml")
    ordered = declaration.get("cardinality") == "ordered"
    if template == "match_correct":
        key = [v.text for v in declaration.findall(f"{Q}qti-correct-response/{Q}qti-value")]
        same = key == response if ordered else sorted(key) == sorted(response)
        return 1.0 if same else 0.0
    assert template == "map_response"
    if not response:
        return 0.0
    mapping = declaration.find(f"{Q}qti-mapping")
    total = sum(_points(mapping, value) for value in set(response))
    if mapping.get("lower-bound") is not None:
        total = max(total, float(mapping.get("lower-bound")))
    if mapping.get("upper-bound") is not None:
        total = min(total, float(mapping.get("upper-bound")))
    return total


def _points(mapping, value):
    for entry in mapping.findall(f"{Q}qti-map-entry"):
        key = entry.get("map-key")
        insensitive = entry.get("case-sensitive") == "false"
        if key == value or (insensitive and key.casefold() == value.casefold()):
            return float(entry.get("mapped-value"))
    return float(mapping.get("default-value"))


def names(content: bytes) -> list[str]:
    """Return the identifiers of everything that can be chosen, in the order of the file."""
    tags = {f"{Q}qti-{name}" for name in ("simple-choice", "inline-choice", "hottext")}
    return [each.get("identifier") for each in fromstring(content).iter() if each.tag in tags]
