"""The pieces that the corpus is put together from, made by code: nothing binary is committed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, PngImagePlugin

CANARY = "canary-7c1f93"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{WORD}.document.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# ---- PDF ---------------------------------------------------------------------------------------
def page_of(pdf: pikepdf.Pdf, text: str = "Curriculum vitae", box=(0, 0, 595, 842)):
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    content = pdf.make_stream(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=list(box),
            Contents=content,
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        )
    )


def pdf(change=None, pages=1, box=(0, 0, 595, 842), text="Curriculum vitae", **save) -> bytes:
    """A small PDF; `change` gets it before it is saved."""
    made = pikepdf.new()
    for _ in range(pages):
        made.pages.append(pikepdf.Page(page_of(made, text, box)))
    if change:
        change(made)
    written = io.BytesIO()
    made.save(written, **save)
    return written.getvalue()


def action(**keys) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, **keys)


def annotation(subtype: str, **keys) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + subtype), Rect=[0, 0, 9, 9], **keys
    )


def with_annotation(subtype: str, **keys):
    def change(made: pikepdf.Pdf) -> None:
        given = annotation(subtype, **{k: v(made) if callable(v) else v for k, v in keys.items()})
        made.pages[0].obj["/Annots"] = pikepdf.Array([made.make_indirect(given)])

    return change


def with_root(key: str, value):
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = value(made) if callable(value) else value

    return change


def script(made: pikepdf.Pdf | None = None) -> pikepdf.Dictionary:
    return action(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def attachment(made: pikepdf.Pdf) -> pikepdf.Object:
    stream = made.make_stream(b"MZ\x90\x00", Type=pikepdf.Name.EmbeddedFile)
    return made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=pikepdf.String("run.exe"),
            EF=pikepdf.Dictionary(F=stream),
        )
    )


def raw_pdf(*objects: str) -> bytes:
    """A PDF written by hand, with a right cross-reference table; objects count from 1."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010} 00000 n \n".encode())
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def pdf_with_stream(data: bytes, filters: str, **keys: object) -> bytes:
    extra = " ".join(f"/{key} {value}" for key, value in keys.items())
    body = (
        f"<< /Length {len(data)} /Filter {filters} {extra} >>\nstream\n"
        + data.decode("latin-1")
        + "\nendstream"
    )
    return raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R /Extra 4 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        body,
    )


def scan(pictures: int = 2) -> bytes:
    """What a scanner makes: each page one JPEG, here with the scanner's own EXIF."""

    def change(made: pikepdf.Pdf) -> None:
        for page in made.pages:
            data = jpeg(size=(800, 1100), exif=True)
            picture = made.make_stream(
                data,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=800,
                Height=1100,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
            )
            picture.write(data, filter=pikepdf.Name.DCTDecode)
            page.obj["/Resources"]["/XObject"] = pikepdf.Dictionary(Im0=picture)
            page.obj["/Contents"] = made.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        made.docinfo["/Author"] = CANARY

    return pdf(change, pages=pictures)


# ---- pictures ----------------------------------------------------------------------------------
def picture(size=(60, 40), mode="RGB") -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def jpeg(size=(60, 40), mode="RGB", exif=False, orientation=None, **save) -> bytes:
    written = io.BytesIO()
    if exif or orientation:
        tags = Image.Exif()
        tags[0x013B] = CANARY  # artist
        tags[0x0112] = orientation or 1
        tags.get_ifd(0x8825)[1] = "N"  # GPS
        save["exif"] = tags
    picture(size, mode).save(written, "JPEG", **save)
    return written.getvalue()


def png(size=(60, 40), mode="RGBA", text=None, **save) -> bytes:
    written = io.BytesIO()
    if text:
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", text)
        save["pnginfo"] = info
    picture(size, mode).save(written, "PNG", **save)
    return written.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *more: bytes, data: bytes = b"\0\0") -> bytes:
    """A PNG whose header says what we want."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [png_chunk(b"IHDR", header), *more, png_chunk(b"IDAT", zlib.compress(data))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + png_chunk(b"IEND", b"")


# ---- DOCX --------------------------------------------------------------------------------------
def types(main: str = MAIN, *more: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns='
        '"http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{"".join(more)}</Types>'
    )


def relations(*given: tuple[str, str, str]) -> str:
    """Relationships as (type, target, mode)."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{RELS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(given, 1)
    )
    return (
        '<?xml version="1.0"?><Relationships xmlns='
        f'"http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
    )


def body(inner: str = "<w:p><w:r><w:t>Curriculum vitae</w:t></w:r></w:p>", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<w:document xmlns:w="{W}" xmlns:r="{RELS}"><w:body>{inner}</w:body></w:document>'
    )


def parts(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The parts of a small document; a changed one is named with __ for / (None leaves it out)."""
    given: dict[str, str | bytes | None] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": body(),
        **{name.replace("__", "/"): content for name, content in changed.items()},
    }
    return {name: content for name, content in given.items() if content is not None}


def zipped(given: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in given.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(extra: dict[str, str | bytes] | None = None, /, **changed: str | bytes | None) -> bytes:
    return zipped({**parts(**changed), **(extra or {})})
