"""The gate: what is refused and why, what is made harmless, and what passes."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from candidates.files import gate, names
from candidates.files.inspection import pdf as pdf_inspection
from candidates.files.models import StoredFile
from candidates.files.refusals import SENTENCES, Refused
from tests.candidates.files import corpus, corpus_parts

# the corpus has buttons that no form knows
pytestmark = pytest.mark.filterwarnings("ignore:This document has 1 form widget")


@pytest.mark.parametrize("case", corpus.REFUSED)
def test_gate_refuses_with_the_reason(case):
    name, content, code = corpus.REFUSED[case]
    with pytest.raises(Refused) as refused:
        gate.check(name, content())
    assert (refused.value.code, str(refused.value)) == (code, str(SENTENCES[code]))


@pytest.mark.parametrize("case", corpus.GOOD)
def test_gate_accepts(case):
    name, content = corpus.GOOD[case]
    accepted = gate.check(name, content())
    assert accepted.content_type in StoredFile.ContentType.values
    assert corpus_parts.CANARY.encode() not in accepted.content
    assert accepted == gate.check(accepted.name, accepted.content) or accepted.content_type in {
        StoredFile.ContentType.JPEG  # each time a little different
    }


def _active_keys(content: bytes) -> list[str]:
    """Every key or name in the file that acts, however deep."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        todo = [pdf.trailer, *pdf.objects]
        while todo:
            item = todo.pop()
            if isinstance(item, pikepdf.Name) and str(item) in (
                pdf_inspection.ACTIVE_KEYS | pdf_inspection._ACTION_TYPES
            ):
                found.append(str(item))
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                found += [key for key in item if key in pdf_inspection.ACTIVE_KEYS]
                todo += [
                    value for value in item.values() if not getattr(value, "is_indirect", False)
                ]
            elif isinstance(item, pikepdf.Array):
                todo += [value for value in item if not getattr(value, "is_indirect", False)]
    return found


@pytest.mark.parametrize("case", corpus.ACTIVE)
def test_gate_makes_active_pdf_harmless(case):
    accepted = gate.check("cv.pdf", corpus.ACTIVE[case]())
    assert _active_keys(accepted.content) == []
    for trace in (b"javascript:", b"file:", b"127.0.0.1", b"alert", b"MZ\x90"):
        assert trace not in _plain(accepted.content)


def _plain(content: bytes) -> bytes:
    """The file with every stream unfolded, so that nothing hides in one."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.is_encrypted
        pdf.save(
            written,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def test_active_corpus_is_active_before_the_gate():
    acting = [case for case, content in corpus.ACTIVE.items() if _active_keys_or_traces(content())]
    assert acting == list(corpus.ACTIVE)


def _active_keys_or_traces(content: bytes) -> bool:
    plain = _plain(_unlocked(content))
    traces = (b"javascript:", b"file:", b"127.0.0.1", b"<script", b"PK\x03\x04")
    return bool(_active_keys(content)) or any(trace in plain + content for trace in traces)


def _unlocked(content: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(written)
    return written.getvalue()


def _text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_pdf_keeps_its_text_and_links():
    name, content = corpus.GOOD["PDF with links"]
    accepted = gate.check(name, content())
    assert _text(accepted.content) == _text(content()) == "Curriculum vitae"
    assert b"https://example.org/" in _plain(accepted.content)


def test_scan_keeps_its_pictures_and_loses_what_the_camera_wrote():
    before = corpus_parts.scan()
    after = gate.check("scan.pdf", before).content
    assert corpus_parts.CANARY.encode() in before
    with pikepdf.open(io.BytesIO(after)) as pdf:
        pictures = [page.obj.Resources.XObject.Im0.read_raw_bytes() for page in pdf.pages]
    assert [Image.open(io.BytesIO(each)).size for each in pictures] == [(800, 1100)] * 2
    assert all(corpus_parts.CANARY.encode() not in each for each in pictures)


def test_photograph_is_turned_upright():
    accepted = gate.check("a.jpg", corpus_parts.jpeg(size=(60, 40), exif=True, orientation=6))
    picture = Image.open(io.BytesIO(accepted.content))
    assert picture.size == (40, 60)
    assert not picture.getexif()


def test_docx_keeps_its_text_and_loses_its_author():
    name, content = corpus.GOOD["DOCX with an author"]
    with zipfile.ZipFile(io.BytesIO(gate.check(name, content()).content)) as archive:
        assert b"Curriculum vitae" in archive.read("word/document.xml")
        assert corpus_parts.CANARY.encode() not in archive.read("docProps/core.xml")


def test_text_is_kept_as_utf8_without_a_mark():
    assert gate.check("cv.txt", b"\xef\xbb\xbfKim").content == b"Kim"
    assert gate.check("cv.txt", "Živilė".encode("utf-16")).content == "Živilė".encode()


def test_inspector_that_takes_too_long_is_killed(monkeypatch):
    monkeypatch.setattr(gate, "WALL_SECONDS", 0.0)
    with pytest.raises(Refused) as refused:
        gate.check("cv.pdf", corpus_parts.pdf())
    assert refused.value.code == "bomb"


def test_inspector_that_needs_too_much_memory_is_a_refusal():
    wide = corpus_parts.pdf_with_stream(b"\x81a" * (4 * 1024 * 1024) + b"\x80", "/RunLengthDecode")
    with pytest.raises(Refused) as refused:
        gate.check("cv.pdf", wide)
    assert refused.value.code == "bomb"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("cv.pdf", "cv.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\cv.pdf", "cv.pdf"),
        ("C:\\Users\\kim\\cv.pdf", "cv.pdf"),
        ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie_ a=b.pdf"),
        ("cv\0.exe.pdf", "cv.exe.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ("\u200bcv\ufeff.pdf", "cv.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("a\u2028b  c.pdf", "ab c.pdf"),
        ("{{ 7*7 }}.pdf", "{{ 7_7 }}.pdf"),
        ("Z\u030c.pdf", "Ž.pdf"),
        ("رزومه‌من.pdf", "رزومه‌من.pdf"),
        ("林" * 200 + ".pdf", "林" * 60 + ".pdf"),
    ],
)
def test_label_is_one_harmless_line(name, label):
    assert names.label_of(name) == label


def test_every_refusal_has_a_sentence_and_a_case():
    assert {code for _, _, code in corpus.REFUSED.values()} == set(SENTENCES)
