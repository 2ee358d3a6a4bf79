"""Pages of the bank: for those who keep it; strangers do not learn that it is there."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from candidates.outbox.models import Task
from interviews.assessments import actions, queries
from interviews.assessments.exchange.qti.packages import write_package
from interviews.assessments.exchange.tables import read_csv, write_csv
from interviews.assessments.measuring import Findings, ItemFinding
from interviews.assessments.models import BankImport, Item
from tests.interviews.assessments.test_items import make_item
from tests.interviews.assessments.test_qti_reading import CUSTOM, document
from tests.interviews.assessments.test_qti_round_trip import OWN
from tests.interviews.assessments.test_qti_round_trip import item as other_spec

LIST = "/bank/"
WORDS = {
    "code": "x-1",
    "language": "en",
    "kind": "choice",
    "area": "words",
    "difficulty": "2",
    "stem": "Which one?",
    "content": "* yes\nno",
    "rationale": "Because.",
    "proof_note": "",
    "competency": "",
    "source": "",
    "licence": "",
    "time_limit_seconds": "",
}


def page_of(item):
    return reverse("interviews:item-page", args=[item.pk])


def findings(item, **values):
    return Findings(
        model="rasch", people=120, form_length=24, alpha=0.8, error=2.0, log_likelihood=-9.5,
        items=(ItemFinding(**({
            "item": item.pk, "people": 120, "p": 0.1, "item_rest": -0.2, "flags": ("hard", "pull"),
            "chosen": (("1", 100), ("0", 20)), "a": 1.1, "b": 2.2, "se_a": 0.1, "se_b": 0.2,
        } | values)),),
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries(client, rosa, at, number, django_assert_num_queries):
    for place in range(number):
        item = make_item(at, code=f"i-{place}")
        actions.keep_findings(language="en", findings=findings(item), at=at)
    client.force_login(rosa)
    client.get(LIST)
    with django_assert_num_queries(6):
        answer = client.get(LIST)
    assert answer.text.count("<tr>") == number + 1


def test_list_filters_by_what_stands_in_the_address(client, rosa, at):
    make_item(at, code="en-1", stem="Which fee?", search_text="which fee? ärger")
    lt = make_item(
        at, code="lt-1", language="lt", area="cases", difficulty=4, search_text="mokestis"
    )
    gone = make_item(at, code="old", status="retired", retired_at=at, retired_reason="Worn.")
    actions.keep_findings(language="lt", findings=findings(lt), at=at)
    client.force_login(rosa)
    for query, wanted in {
        "": {"en-1", "lt-1"},
        "?q=FEE+Ärger": {"en-1"},
        "?language=lt": {"lt-1"},
        "?area=cases&difficulty=4": {"lt-1"},
        "?status=retired": {"old"},
        "?status=all": {"en-1", "lt-1", "old"},
        "?flag=pull": {"lt-1"},
        "?flag=easy": set(),
        "?kind=order": set(),
        "?page=99&difficulty=nonsense&status=nonsense&q=%00": {"en-1", "lt-1"},
    }.items():
        text = client.get(LIST + query).text
        assert {code for code in ("en-1", "lt-1", "old") if f"{code} ·" in text} == wanted, query
        assert not wanted or "No item fits" not in text
    assert page_of(gone)


def test_a_long_bank_has_pages(client, rosa, at):
    Item.objects.bulk_create(
        [Item(code=f"i-{n:03}", language="en", kind="choice", area="words", difficulty=1, stem="W",
              body={"options": ["a", "b"], "key": 0}, digest="x", created_at=at)
         for n in range(120)]
    )  # fmt: skip
    client.force_login(rosa)
    first = client.get(LIST + "?language=en").text
    assert "?language=en&amp;page=2" in first
    assert "i-049" in first
    assert "i-050" not in first
    assert "i-119" in client.get(LIST + "?language=en&page=3").text


def test_strangers_do_not_learn_that_it_is_there(client, ines, rosa, at):
    item = make_item(at)
    reading = actions.keep_reading(file_format="csv", file_name="x", lines=[], actor=rosa, at=at)
    pages = [
        (reverse(f"interviews:{name}"), "get")
        for name in ("item-list", "item-create", "bank-export", "bank-import", "bank-measures")
    ]
    pages += [
        (reverse(f"interviews:item-{name}", args=[item.pk]), "post")
        for name in ("change", "version", "pilot", "live", "retire", "reading")
    ]
    pages += [(page_of(item), "get"), (reverse("interviews:bank-measure"), "post")]
    pages += [(reverse("interviews:bank-import-page", args=[reading.pk]), "get"),
              (reverse("interviews:bank-import-take", args=[reading.pk]), "post")]  # fmt: skip
    client.force_login(ines)
    assert {getattr(client, method)(url).status_code for url, method in pages} == {404}
    assert "Item bank" not in client.get("/competencies/").text
    client.force_login(rosa)  # keeps the bank, and does not operate the house
    assert client.get(reverse("interviews:bank-measures")).status_code == 404
    assert client.get(reverse("interviews:item-page", args=[404404])).status_code == 404
    assert client.get(reverse("interviews:bank-import-page", args=[404404])).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_an_item_is_shown_as_candidates_see_it_and_with_its_key(client, rosa, at, name):
    item = actions.create_item(spec=other_spec(name), actor=rosa, at=at)
    client.force_login(rosa)
    text = client.get(page_of(item)).text
    preview = text[text.index('class="preview"') : text.index('id="item-key"')]
    assert "And “how” &lt;so&gt;?" in preview
    assert "key-right" not in preview
    if name not in {"rewrite", "choice-points", "several-points", "locate-points"}:
        assert 'class="key-right"' in text


def test_what_answers_say_stands_on_the_page(client, rosa, at):
    item = make_item(at)
    client.force_login(rosa)
    assert "Nothing can be said yet: 30 more answers are needed." in client.get(page_of(item)).text
    actions.keep_findings(language="en", findings=findings(item), at=at)
    text = client.get(page_of(item)).text
    assert "too hard, or the key is wrong" in text
    assert "From 120 answers, as of 18 Nov 2026" in text
    assert "2.20 ± 0.20" in text


@pytest.mark.parametrize("versions", [1, 3])
def test_an_item_takes_the_same_queries(client, rosa, at, versions, django_assert_num_queries):
    item = make_item(at)
    for number in range(2, versions + 1):
        make_item(at, version=number, status="pilot", live_at=None)
    client.force_login(rosa)
    client.get(page_of(item))
    with django_assert_num_queries(6):
        assert client.get(page_of(item)).status_code == 200


def test_from_writing_to_retiring(client, rosa):
    client.force_login(rosa)
    create = reverse("interviews:item-create")
    assert 'name="content"' in client.get(create).text
    answer = client.post(create, WORDS)
    item = Item.objects.get()
    assert answer.url == page_of(item)
    clash = client.post(create, WORDS)
    assert clash.status_code == 422
    assert "There is an item of this code already" in clash.text

    def do(name, data=None):
        return client.post(reverse(f"interviews:item-{name}", args=[item.pk]), data or {})

    refused = do("live")
    assert refused.status_code == 422
    assert "there is no note of a second reading" in refused.text
    assert do("reading", {"proof_note": ""}).status_code == 422
    assert do("reading", {"proof_note": "Rosa read it."}).url.endswith("#reading")
    assert do("pilot").url == page_of(item)
    assert do("live").url == page_of(item)
    again = do("pilot")
    assert again.status_code == 422
    assert "Reload the page" in again.text
    assert do("retire", {"reason": " "}).status_code == 422
    assert do("retire", {"reason": "Worn out."}).url == page_of(item)
    text = client.get(page_of(item)).text
    assert "Retired on" in text
    assert "Rosa Ruiz put the item to use." in text
    new = Item.objects.get(pk=int(do("version").url.split("/")[-3]))
    assert (new.version, new.status) == (2, "draft")


def test_a_draft_is_changed_and_a_shown_item_is_not(client, rosa, at):
    draft = actions.create_item(spec=other_spec("order"), actor=rosa, at=at)
    client.force_login(rosa)
    url = reverse("interviews:item-change", args=[draft.pk])
    text = client.get(url).text
    assert "One.\nTwo.\nThree.\nFour." in text
    assert 'name="code"' not in text
    words = WORDS | {"kind": "order", "content": "One.\nTwo."}
    assert client.post(url, words).url == page_of(draft)
    draft.refresh_from_db()
    assert draft.body == {"sentences": ["One.", "Two."]}
    live = make_item(at)
    url = reverse("interviews:item-change", args=[live.pk])
    assert "stays as it is" in client.get(url).text
    refused = client.post(url, WORDS | {"stem": "Typed"})
    assert refused.status_code == 422
    assert "Typed" in refused.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"content": "yes\nno"}, "Put a * before the one option that is right."),
        ({"content": "* yes"}, "An item has 2 to 40 parts to choose from."),
        ({"code": "no spaces here"}, "The code is missing or has odd characters."),
        ({"stem": ""}, "This field is required."),
        ({"time_limit_seconds": "0"}, "greater than or equal to 1"),
        ({"kind": "guess"}, "Select a valid choice."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(client, rosa, change, sentence):
    client.force_login(rosa)
    words = WORDS | {"rationale": "Half typed"} | change
    answer = client.post(reverse("interviews:item-create"), words)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Half typed" in answer.text
    assert not Item.objects.exists()


def test_an_imported_area_and_language_can_stay(client, rosa, at):
    item = make_item(at, status="draft", live_at=None, area="their-area", language="nl")
    client.force_login(rosa)
    url = reverse("interviews:item-change", args=[item.pk])
    assert '<option value="their-area" selected>' in client.get(url).text
    client.post(url, WORDS | {"area": "their-area", "language": "nl"})
    item.refresh_from_db()
    assert (item.area, item.language, item.stem) == ("their-area", "nl", "Which one?")


def test_export_in_three_formats(client, rosa, at):
    make_item(at, code="en-1")
    make_item(at, code="lt-1", language="lt")
    client.force_login(rosa)
    url = reverse("interviews:bank-export")
    answer = client.get(url + "?format=csv&language=lt")
    assert answer["Content-Disposition"] == 'attachment; filename="items.csv"'
    assert [line.spec.code for line in read_csv(answer.content)] == ["lt-1"]
    assert "code: en-1" in client.get(url + "?format=yaml").text
    package = zipfile.ZipFile(io.BytesIO(client.get(url + "?format=qti").content))
    assert set(package.namelist()) == {"imsmanifest.xml", "items/en-1.xml", "items/lt-1.xml"}
    assert client.get(url + "?format=exe").url == LIST


def upload(client, name, content, **more):
    data = {"file": SimpleUploadedFile(name, content), "language": "en", **more}
    return client.post(reverse("interviews:bank-import"), data)


def test_import_shows_first_and_takes_then(client, rosa):
    client.force_login(rosa)
    assert "The bank as CSV" in client.get(reverse("interviews:bank-import")).text
    content = write_csv([other_spec("choice"), other_spec("order")]) + "bad,en,choice,x,1,W,a\r\n"
    answer = upload(client, "ours.csv", content.encode())
    text = client.get(answer.url).text
    assert "2 items can come in" in text
    assert "put a * before the one option that is right" in text
    assert "line 11" in text
    assert not Item.objects.exists()
    taken = client.post(answer.url + "take/", follow=True).text
    assert "2 items came in, as drafts." in taken
    assert set(Item.objects.values_list("status", "origin")) == {("draft", "imported")}
    twice = client.post(upload(client, "ours.csv", content.encode()).url + "take/", follow=True)
    assert "Nothing new came in." in twice.text


@pytest.mark.parametrize(
    ("name", "content", "accepted", "refused"),
    [
        ("x.xml", document(), 1, 0),
        ("x.xml", document(processing=CUSTOM), 0, 1),
        ("x.zip", write_package([other_spec("choice")]), 1, 0),
        ("x.yml", b"items: []", 0, 0),
    ],
)
def test_import_reads_every_format(client, rosa, name, content, accepted, refused):
    client.force_login(rosa)
    answer = upload(client, name, content)
    reading = BankImport.objects.get()
    assert (len(reading.accepted), len(reading.refused)) == (accepted, refused)
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.csv", b"a,b", "The first line has to name the columns"),
        ("x.yaml", b"a: [", "cannot be read as YAML"),
        ("x.exe", b"MZ", "neither a QTI package"),
        ("x.zip", b"PK\x03\x04 nothing", "The package is damaged."),
        ("x.zip", b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(client, rosa, name, content, sentence):
    client.force_login(rosa)
    answer = upload(client, name, content)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert client.post(reverse("interviews:bank-import"), {"language": "en"}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_figures_take_the_same_queries(client, ada, at, number, django_assert_num_queries):
    for place in range(number):
        item = make_item(at, code=f"i-{place}")
    actions.keep_findings(language="en", findings=findings(item), at=at)
    client.force_login(ada)
    url = reverse("interviews:bank-measures")
    client.get(url)
    with django_assert_num_queries(8):
        text = client.get(url).text
    assert "Reliability α of a form of 24 items" in text
    assert "Not yet: they take 100 items on the scale." in text
    assert text.count("Nothing can be said yet") == number - 1


def test_figures_are_worked_out_when_asked_for(client, ada, at):
    make_item(at, language="lt")
    client.force_login(ada)
    page = reverse("interviews:bank-measures")
    assert "No figures were worked out yet." in client.get(page + "?language=lt").text
    url = reverse("interviews:bank-measure")
    assert client.post(url, {"language": "xx"}).status_code == 404
    assert client.post(url, {"language": "lt"}).url == page + "?language=lt"
    client.post(url, {"language": "lt"})
    assert Task.objects.get().payload == {"language": "lt"}
    assert "being worked out" in client.get(page + "?language=lt").text
    assert queries.bank_measures("lt").newest is None


def test_the_command_prints_what_was_accepted_and_refused(db, tmp_path, capsys):
    (tmp_path / "a.xml").write_bytes(document())
    (tmp_path / "b.xml").write_bytes(document(processing=CUSTOM))
    call_command("import_qti", tmp_path)
    out = capsys.readouterr().out
    assert out.splitlines() == [
        "a.xml  accepted  choice     emphasis was left out: see whether the item still makes sense",
        "b.xml  refused              custom response processing: its score would be a guess",
        "",
        "1 of 2 items accepted.",
        "    1 refused: custom response processing: its score would be a guess",
    ]
    assert not Item.objects.exists()
    call_command("import_qti", tmp_path, "--take")
    assert "1 new drafts, 0 new versions" in capsys.readouterr().out
    assert Item.objects.get().status == "draft"
    with pytest.raises(CommandError, match="nothing at"):
        call_command("import_qti", tmp_path / "gone")
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="damaged"):
        call_command("import_qti", tmp_path / "c.zip")
