"""Hostile and good files, built by code: (name of the file, content, what the gate has to say)."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

from tests.candidates.files import corpus_parts as make

HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
MEGABYTE = 1024 * 1024

Case = tuple[str, Callable[[], bytes], str]


def _pdf_of_pages(number: int) -> bytes:
    kids = " ".join(f"{place} 0 R" for place in range(3, 3 + number))
    pages = ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * number
    return make.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {number} >>",
        *pages,
    )


def _looped_pages() -> bytes:
    return make.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    )


def _looped_xref() -> bytes:
    whole = make.pdf()
    return whole[: whole.rindex(b"startxref")] + b"startxref\n0\n%%EOF\n"


def _double_flate(megabytes: int) -> bytes:
    once = zlib.compress(bytes(megabytes * MEGABYTE), 9)
    return make.pdf_with_stream(zlib.compress(once, 9), "[/FlateDecode /FlateDecode]")


def _deep_array() -> bytes:
    return make.pdf(make.with_root("/Extra", _nested()))


def _nested() -> pikepdf.Array:
    inner = pikepdf.Array([1])
    for _ in range(300):
        inner = pikepdf.Array([inner])
    return inner


def _many_objects() -> bytes:
    return make.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *["<< >>"] * 100_001,
    )


def _locked() -> bytes:
    return make.pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


def _traversal(name: str) -> Callable[[], bytes]:
    return lambda: make.docx({name: "<a/>"})


def _symlink() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in make.parts().items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def _twice() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in make.parts().items():
            archive.writestr(name, content)
        archive.writestr("word/document.xml", make.body("<w:p/>"))
    return written.getvalue()


def _locked_flag() -> bytes:
    """Say in the directory and before the part that it is encrypted."""
    given = bytearray(make.docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        given[given.index(mark) + offset] |= 1
    return bytes(given)


def _overlapping() -> bytes:
    """Two entries of the directory point at the same bytes."""
    given = bytearray(make.docx({"word/a.xml": "<a/>", "word/b.xml": "<a/>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(given))) as archive:
        place = archive.getinfo("word/a.xml").header_offset
    entry = given.rindex(b"PK\x01\x02")
    given[entry + 42 : entry + 46] = place.to_bytes(4, "little")
    return bytes(given)


def _lying_size() -> bytes:
    """The directory says that the document is ten bytes long."""
    given = bytearray(make.docx())
    entry = given.rindex(b"PK\x01\x02")
    given[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(given)


def _ole(*, locked: bool) -> bytes:
    mark = "EncryptedPackage".encode("utf-16-le") if locked else b"WordDocument"
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + mark + bytes(600)


def _declared(declaration: str) -> Callable[[], bytes]:
    inner = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    return lambda: make.docx(
        **{"word__document.xml": make.body(inner, f"<!DOCTYPE d [{declaration}]>")},
    )


def _related(kind: str, target: str, mode: str = "External") -> Callable[[], bytes]:
    return lambda: make.docx({"word/_rels/document.xml.rels": make.relations((kind, target, mode))})


def _text_part(inner: str) -> Callable[[], bytes]:
    return lambda: make.docx(**{"word__document.xml": make.body(inner)})


_LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefghi", "bcdefghix", strict=True)
)
_LAUGHS_IN_UTF16 = (
    f"<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE d [{_LAUGHS}]><d>&x;</d>".encode("utf-16")
)
_SPLIT_DDE = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r>'
    "<w:r><w:instrText>EAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)

REFUSED: dict[str, Case] = {
    # size
    "nothing": ("cv.pdf", lambda: b"", "empty"),
    "blank text": ("cv.txt", lambda: b" \r\n\t ", "empty"),
    "one byte": ("cv.pdf", lambda: b"%", "type"),
    "a byte too large": ("cv.pdf", lambda: b"%PDF-" + bytes(10 * MEGABYTE - 4), "too_large"),
    "eleven megabytes": ("cv.txt", lambda: b"a" * 11 * MEGABYTE, "too_large"),
    # names
    **{
        f"name {name!r}": (name, make.pdf, "ext")
        for name in (
            "cv",
            "",
            ".pdf",
            " .pdf",
            "...pdf",
            "cv.exe",
            "cv.html",
            "cv.svg",
            "cv.hta",
            "cv.lnk",
            "cv.docm",
            "cv.doc",
            "cv.dotx",
            "cv.rtf",
            "cv.odt",
            "cv.zip",
            "cv.iso",
            "cv.js",
            "cv.pdf.exe",
            "cv.pdf.",
            "cv.pdf ",
            "cv.pdf;",
            "cv.pdf;.html",
            "cv.pdf%00.html",
            "cv.pdf::$DATA",
            "cv.pdf/",
            "cv.pd\u200bf",
            "cv.\u202epdf",
            "cv.pdf\0",
            "cv.p\0df",
            "cv.pdf\n",
            "\u202efdp.exe",
            "cv.рdf",
            "../.pdf",
            "\u200b.pdf",
            "cv.gif",
            "cv.webp",
        )
    },
    # types
    "web page as PDF": ("cv.pdf", lambda: HTML, "type"),
    "program as PDF": ("cv.pdf", lambda: EXE, "type"),
    "program as PNG": ("cv.png", lambda: ELF, "type"),
    "program as text": ("cv.txt", lambda: EXE, "type"),
    "picture as PDF": ("cv.pdf", make.png, "type"),
    "PDF as picture": ("cv.png", make.pdf, "type"),
    "PNG as JPEG": ("cv.jpg", make.png, "type"),
    "PDF as text": ("cv.txt", make.pdf, "type"),
    "web page as text": ("cv.txt", lambda: HTML, "type"),
    "drawing as PNG": ("cv.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
    "drawing as text": ("cv.txt", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
    "PostScript as PNG": ("cv.png", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n", "type"),
    "PostScript as text": ("cv.txt", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n", "type"),
    "GIF as PNG": ("cv.png", lambda: b"GIF89a" + bytes(40), "type"),
    "JSON as DOCX": ("cv.docx", lambda: b'{"a": 1}', "type"),
    "old Word as DOCX": ("cv.docx", lambda: _ole(locked=False), "type"),
    "playlist as PDF": ("cv.pdf", lambda: b"#EXTM3U\nfile:///etc/passwd\n", "type"),
    "terminal codes as text": ("cv.txt", lambda: b"hello \x1b[31m there", "type"),
    "NUL in text": ("cv.txt", lambda: b"hello\0there", "type"),
    "text in an old encoding": ("cv.txt", lambda: "Резюме".encode("cp1251"), "encoding"),
    # two things at once
    "web page before PDF": ("cv.pdf", lambda: HTML + make.pdf(), "type"),
    "PDF from byte 1000": ("cv.pdf", lambda: b" " * 1000 + make.pdf(), "type"),
    "web page before DOCX": ("cv.docx", lambda: HTML + make.docx(), "type"),
    "script before JPEG": ("cv.jpg", lambda: b"alert(1)//" + make.jpeg(), "type"),
    # PDF
    "PDF cut off": ("cv.pdf", lambda: make.pdf()[:-300], "corrupt"),
    "PDF header alone": ("cv.pdf", lambda: b"%PDF-1.7\n%%EOF", "corrupt"),
    "PDF of noise": (
        "cv.pdf",
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"%%EOF",
        "corrupt",
    ),
    "PDF without pages": ("cv.pdf", lambda: make.pdf(pages=0), "corrupt"),
    "PDF with a password": ("cv.pdf", _locked, "encrypted"),
    "PDF of 51 pages": ("cv.pdf", lambda: _pdf_of_pages(51), "too_many_pages"),
    "PDF of 10,000 pages": ("cv.pdf", lambda: _pdf_of_pages(10_000), "too_many_pages"),
    "PDF whose pages go in a circle": ("cv.pdf", _looped_pages, "corrupt"),
    "PDF with 100 MB folded twice": ("cv.pdf", lambda: _double_flate(100), "bomb"),
    "PDF with 900 MB folded twice": ("cv.pdf", lambda: _double_flate(900), "bomb"),
    "PDF page as large as a town": ("cv.pdf", lambda: make.pdf(box=(0, 0, 10**9, 10**9)), "bomb"),
    "PDF of 100,000 objects": ("cv.pdf", _many_objects, "bomb"),
    "PDF nested 300 deep": ("cv.pdf", _deep_array, "bomb"),
    "PDF picture of 4 gigapixels": (
        "cv.pdf",
        lambda: make.pdf_with_stream(
            b"x", "/DCTDecode", Subtype="/Image", Width=65500, Height=65500
        ),
        "bomb",
    ),
    "PDF of 64 MB in run lengths": (
        "cv.pdf",
        lambda: make.pdf_with_stream(b"\x81a" * (MEGABYTE // 2) + b"\x80", "/RunLengthDecode"),
        "bomb",
    ),
    # DOCX
    "DOCX cut off": ("cv.docx", lambda: make.docx()[:-60], "corrupt"),
    "DOCX changed in the middle": (
        "cv.docx",
        lambda: make.zipped(make.parts(), zipfile.ZIP_STORED).replace(b"vitae", b"vitam"),
        "corrupt",
    ),
    "ZIP of nothing": ("cv.docx", lambda: make.zipped({"a.xml": "<a/>"}), "type"),
    "spreadsheet": (
        "cv.docx",
        lambda: make.docx(**{"[Content_Types].xml": make.types("application/x")}),
        "type",
    ),
    "Word template": (
        "cv.docx",
        lambda: make.docx(**{"[Content_Types].xml": make.types(f"{make.WORD}.template.main+xml")}),
        "type",
    ),
    "locked Word file": ("cv.docx", lambda: _ole(locked=True), "encrypted"),
    "DOCX with locked parts": ("cv.docx", _locked_flag, "encrypted"),
    "DOCX of 200 MB": (
        "cv.docx",
        lambda: make.docx({"word/a.xml": b"<a>" + b" " * 200 * MEGABYTE}),
        "bomb",
    ),
    "DOCX of 20,000 parts": (
        "cv.docx",
        lambda: make.docx({f"word/{n}.xml": "<a/>" for n in range(20_000)}),
        "bomb",
    ),
    "DOCX of parts that overlap": ("cv.docx", _overlapping, "bomb"),
    "DOCX that lies about a size": ("cv.docx", _lying_size, "corrupt"),
    "ZIP in DOCX": ("cv.docx", lambda: make.docx({"word/a.zip": make.docx()}), "embedded"),
    "program in DOCX": ("cv.docx", lambda: make.docx({"word/run.exe": EXE}), "embedded"),
    "object in DOCX": ("cv.docx", lambda: make.docx({"word/embeddings/o.xml": "<a/>"}), "embedded"),
    "control in DOCX": ("cv.docx", lambda: make.docx({"word/activeX/a.xml": "<a/>"}), "embedded"),
    "web page in DOCX": ("cv.docx", _text_part('<w:altChunk r:id="r1"/>'), "embedded"),
    "object by relation": ("cv.docx", _related("oleObject", "media/a.png", ""), "embedded"),
    "macros in DOCX": ("cv.docx", lambda: make.docx({"word/vbaProject.bin": b"x"}), "macro"),
    "macros by type": (
        "cv.docx",
        lambda: make.docx(
            **{
                "[Content_Types].xml": make.types(
                    "application/vnd.ms-word.document.macroEnabled.main+xml"
                )
            }
        ),
        "macro",
    ),
    "DOCX with ../": ("cv.docx", _traversal("word/../../evil.xml"), "structure"),
    "DOCX with /": ("cv.docx", _traversal("/etc/evil.xml"), "structure"),
    "DOCX with backslash": ("cv.docx", _traversal("..\\evil.xml"), "structure"),
    "DOCX with a drive": ("cv.docx", _traversal("c:evil.xml"), "structure"),
    "DOCX with a link": ("cv.docx", _symlink, "structure"),
    "DOCX with a part twice": ("cv.docx", _twice, "structure"),
    "DOCX with a part in two cases": (
        "cv.docx",
        lambda: make.docx({"WORD/DOCUMENT.XML": "<a/>"}),
        "structure",
    ),
    "entity of a file": (
        "cv.docx",
        _declared('<!ENTITY x SYSTEM "file:///etc/passwd">'),
        "entities",
    ),
    "entity of an address": (
        "cv.docx",
        _declared('<!ENTITY x SYSTEM "http://127.0.0.1/">'),
        "entities",
    ),
    "entity as parameter": (
        "cv.docx",
        _declared('<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;'),
        "entities",
    ),
    "a billion laughs": ("cv.docx", _declared(_LAUGHS), "entities"),
    "quadratic entity": ("cv.docx", _declared(f'<!ENTITY x "{"x" * 100_000}">'), "entities"),
    "laughs in UTF-16": (
        "cv.docx",
        lambda: make.docx(**{"word__document.xml": _LAUGHS_IN_UTF16}),
        "entities",
    ),
    "XML in UTF-7": (
        "cv.docx",
        lambda: make.docx(
            **{"word__document.xml": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-d/+AD4-"}
        ),
        "corrupt",
    ),
    "XML cut off": (
        "cv.docx",
        lambda: make.docx(**{"word__document.xml": "<w:document>"}),
        "corrupt",
    ),
    "XML 100,000 deep": (
        "cv.docx",
        lambda: make.docx({"word/a.xml": "<a>" * 100_000 + "</a>" * 100_000}),
        "bomb",
    ),
    "template from afar": (
        "cv.docx",
        _related("attachedTemplate", "http://127.0.0.1/t.dotm"),
        "external",
    ),
    "template from a share": (
        "cv.docx",
        _related("attachedTemplate", r"\\127.0.0.1\t.dotm"),
        "external",
    ),
    "picture from a share": ("cv.docx", _related("image", r"file://127.0.0.1/a.png"), "external"),
    "object from afar": ("cv.docx", _related("oleObject", "http://127.0.0.1/"), "external"),
    "frame from afar": ("cv.docx", _related("frame", "http://127.0.0.1/"), "external"),
    "link to a share": ("cv.docx", _related("hyperlink", r"\\127.0.0.1\share"), "external"),
    "link that is a script": ("cv.docx", _related("hyperlink", "javascript:alert(1)"), "external"),
    "picture from afar, said to be near": (
        "cv.docx",
        _related("image", "http://127.0.0.1/a", ""),
        "external",
    ),
    "DDE field": (
        "cv.docx",
        _text_part('<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe"/>'),
        "external",
    ),
    "DDE field in pieces": ("cv.docx", _text_part(_SPLIT_DDE), "external"),
    # pictures
    "PNG cut off": ("cv.png", lambda: make.png(size=(300, 300))[:-200], "corrupt"),
    "JPEG cut off": ("cv.jpg", lambda: make.jpeg(size=(300, 300))[:400], "corrupt"),
    "PNG of 4 gigapixels": ("cv.png", lambda: make.png_of(65_500, 65_500), "too_many_pixels"),
    "PNG of 26 megapixels": ("cv.png", lambda: make.png((5_200, 5_001), "L"), "too_many_pixels"),
    "PNG like a thread": ("cv.png", lambda: make.png_of(1, 65_535), "too_many_pixels"),
    "PNG of nothing": ("cv.png", lambda: make.png_of(0, 0), "corrupt"),
    "PNG with a text of 100 MB": (
        "cv.png",
        lambda: make.png_of(
            1, 1, make.png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100 * MEGABYTE), 9))
        ),
        "bomb",
    ),
    "JPEG of its header": ("cv.jpeg", lambda: b"\xff\xd8\xff\xe0", "corrupt"),
}

ACTIVE: dict[str, Callable[[], bytes]] = {
    "script on opening": lambda: make.pdf(make.with_root("/OpenAction", make.script)),
    "address on opening": lambda: make.pdf(
        make.with_root("/OpenAction", make.action(S=pikepdf.Name.URI, URI="http://127.0.0.1/"))
    ),
    "scripts by name": lambda: make.pdf(
        make.with_root(
            "/Names",
            lambda made: pikepdf.Dictionary(
                JavaScript=pikepdf.Dictionary(
                    Names=[pikepdf.String("a"), made.make_indirect(make.script())]
                )
            ),
        )
    ),
    "script in small steps": lambda: make.pdf(
        make.with_annotation(
            "Link",
            A=make.action(
                S=pikepdf.Name.GoTo,
                D=[0],
                Next=[make.action(S=pikepdf.Name.GoTo, Next=make.script())],
            ),
        )
    ),
    "script of a page": lambda: make.pdf(
        lambda made: made.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=make.script()))
    ),
    "script in object streams": lambda: make.pdf(
        make.with_root("/OpenAction", lambda made: made.make_indirect(make.script())),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    ),
    "script in a name written oddly": lambda: make.raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R"
        " /Open#41ction << /S /Java#53cript /J#53 (app.alert\\(1\\)) >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ),
    "program": lambda: make.pdf(
        make.with_annotation("Link", A=make.action(S=pikepdf.Name.Launch, F="cmd.exe"))
    ),
    "form that sends": lambda: make.pdf(
        make.with_annotation(
            "Widget", A=make.action(S=pikepdf.Name.SubmitForm, F="http://127.0.0.1/")
        )
    ),
    "data from afar": lambda: make.pdf(
        make.with_annotation("Widget", A=make.action(S=pikepdf.Name.ImportData, F="a.fdf"))
    ),
    "go to another file": lambda: make.pdf(
        make.with_annotation("Link", A=make.action(S=pikepdf.Name.GoToE, F="a.pdf"))
    ),
    "link that is a script": lambda: make.pdf(
        make.with_annotation("Link", A=make.action(S=pikepdf.Name.URI, URI="javascript:alert(1)"))
    ),
    "link to a file": lambda: make.pdf(
        make.with_annotation("Link", A=make.action(S=pikepdf.Name.URI, URI="file:///etc/passwd"))
    ),
    "film": lambda: make.pdf(
        make.with_annotation(
            "Screen", A=make.action(S=pikepdf.Name.Rendition, JS=pikepdf.String("app.alert(1)"))
        )
    ),
    "rich media": lambda: make.pdf(
        make.with_annotation("RichMedia", RichMediaContent=pikepdf.Dictionary())
    ),
    "attached program": lambda: make.pdf(
        make.with_root(
            "/Names",
            lambda made: pikepdf.Dictionary(
                EmbeddedFiles=pikepdf.Dictionary(Names=[pikepdf.String("a"), make.attachment(made)])
            ),
        )
    ),
    "program pinned to a page": lambda: make.pdf(
        make.with_annotation("FileAttachment", FS=make.attachment)
    ),
    "associated file": lambda: make.pdf(
        make.with_root("/AF", lambda made: pikepdf.Array([make.attachment(made)]))
    ),
    "form in XML": lambda: make.pdf(
        make.with_root(
            "/AcroForm",
            lambda made: pikepdf.Dictionary(Fields=[], XFA=made.make_stream(b"<xdp:xdp/>")),
        )
    ),
    "portfolio": lambda: make.pdf(make.with_root("/Collection", pikepdf.Dictionary())),
    "content on a share": lambda: make.pdf(
        make.with_root(
            "/Extra", lambda made: made.make_stream(b"x", F=pikepdf.String(r"\\127.0.0.1\font"))
        )
    ),
    "locked with no password": lambda: make.pdf(
        make.with_root("/OpenAction", make.script),
        encryption=pikepdf.Encryption(owner="o", user=""),
    ),
    "script in an older revision": lambda: (
        make.pdf(make.with_root("/OpenAction", make.script)) + b"\n% more\n%%EOF\n"
    ),
    "web page after the end": lambda: make.pdf() + b"\n" + HTML,
    "ZIP after the end": lambda: make.pdf() + make.docx(),
}

GOOD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF": ("cv.pdf", make.pdf),
    "PDF of 50 pages": ("cv.pdf", lambda: make.pdf(pages=50)),
    "PDF of an old version": ("cv.PDF", lambda: make.pdf(force_version="1.3")),
    "PDF in object streams": (
        "Cv.Pdf",
        lambda: make.pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "PDF for the web": ("cv.pdf", lambda: make.pdf(linearize=True)),
    "PDF of a scanner": ("scan 0001.pdf", make.scan),
    "PDF with a wrong table": ("cv.pdf", _looped_xref),
    "PDF with links": (
        "cv.pdf",
        lambda: make.pdf(
            make.with_annotation(
                "Link", A=make.action(S=pikepdf.Name.URI, URI="https://example.org/")
            )
        ),
    ),
    "PDF with a tagged structure": (
        "cv.pdf",
        lambda: make.pdf(
            make.with_root(
                "/StructTreeRoot",
                pikepdf.Dictionary(
                    Type=pikepdf.Name.StructTreeRoot,
                    K=pikepdf.Dictionary(
                        S=pikepdf.Name.P, A=pikepdf.Dictionary(O=pikepdf.Name.Layout)
                    ),
                ),
            )
        ),
    ),
    "name in Hebrew": ("קורות חיים.pdf", make.pdf),
    "name in Arabic": ("السيرة الذاتية.pdf", make.pdf),
    "name in Persian": ("رزومه‌من.pdf", make.pdf),
    "name in Chinese": ("履歷表（林）.pdf", make.pdf),
    "name in pieces": ("Z\u030cive\u0307 CV.pdf", make.pdf),
    "name with dots": ("j.smith.cv.2026.pdf", make.pdf),
    "name in full width": ("ｃｖ．ｐｄｆ", make.pdf),
    "name of pictures": ("👩‍💻📄.pdf", make.pdf),
    "DOCX": ("cv.docx", make.docx),
    "DOCX with folders": ("cv.docx", lambda: make.docx({"word/": b"", "_rels/": b""})),
    "DOCX stored plain": ("cv.docx", lambda: make.zipped(make.parts(), zipfile.ZIP_STORED)),
    "DOCX of LibreOffice": (
        "cv.docx",
        lambda: make.zipped(dict(reversed(make.parts().items()))),
    ),
    "DOCX with a photograph": (
        "cv.docx",
        lambda: make.docx({"word/media/image1.jpeg": make.jpeg(exif=True)}),
    ),
    "DOCX with links": (
        "cv.docx",
        _related("hyperlink", "https://example.org/?a=1&amp;b=2"),
    ),
    "DOCX with an address": ("cv.docx", _related("hyperlink", "mailto:kim@example.org")),
    "DOCX with an author": (
        "cv.docx",
        lambda: make.docx({"docProps/core.xml": f"<core><creator>{make.CANARY}</creator></core>"}),
    ),
    "DOCX with a date field": ("cv.docx", _text_part('<w:fldSimple w:instr=" DATE "/>')),
    "DOCX in UTF-16": (
        "cv.docx",
        lambda: make.docx(
            {"customXml/item1.xml": "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16")}
        ),
    ),
    "DOCX with something behind it": ("cv.docx", lambda: make.docx() + b"\0"),
    "PNG": ("cv.png", make.png),
    "PNG in gray": ("cv.png", lambda: make.png(mode="L")),
    "PNG of two colors": ("cv.png", lambda: make.png(mode="1")),
    "PNG with a palette": ("cv.png", lambda: make.png(mode="P")),
    "PNG in 16 bits": ("cv.png", lambda: make.png(mode="I;16")),
    "PNG with an author": ("cv.png", lambda: make.png(text=make.CANARY)),
    "PNG that moves": (
        "cv.png",
        lambda: make.png(save_all=True, append_images=[make.picture(mode="RGBA")]),
    ),
    "JPEG": ("cv.jpg", make.jpeg),
    "JPEG of a telephone": ("IMG_0001.JPEG", lambda: make.jpeg(exif=True, orientation=6)),
    "JPEG in steps": ("cv.jpeg", lambda: make.jpeg(progressive=True)),
    "JPEG in gray": ("cv.jpeg", lambda: make.jpeg(mode="L")),
    "JPEG for print": ("cv.jpeg", lambda: make.jpeg(mode="CMYK")),
    "JPEG with a web page behind it": ("cv.jpeg", lambda: make.jpeg() + HTML),
    "text": ("cv.txt", lambda: b"Kim Karlsson\r\n\tAdvisor\r\n"),
    "text with a mark": ("cv.txt", lambda: b"\xef\xbb\xbfKim"),
    "text in UTF-16": ("cv.txt", lambda: "Živilė, 林, Иванова".encode("utf-16")),
    "text in many scripts": ("cv.txt", "Živilė, 林, Иванова, שלום, سلام 👩‍💻".encode),
    "text that looks like data": ("cv.txt", lambda: b'{"name": "Kim"}'),
    "text with signs": ("cv.txt", lambda: b"<3 headsets, R&D, 5 < 6\n=SUM(A1)\n"),
}
