from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string

from interviews.drawings.shapes import PAGE
from interviews.drawings.timetable import Block, Lane, timetable

HOURS = [(0, "09:00"), (30, "09:30"), (60, "10:00")]


def draw(*lanes, **others):
    facts = {"title": "By room", "start": -5, "end": 65, "hours": HOURS, **others}
    return timetable(lanes=lanes, **facts)


def test_blocks_stand_where_their_minutes_are():
    drawing = draw(Lane("Amber", (Block(0, 20, "Kim"), Block(25, 45, "Jonas"))))
    first, second = drawing.blocks
    assert round((second.x - first.x) / (25 * 5.0), 3) == 1
    assert first.y == second.y
    assert first.x + first.width <= second.x


def test_blocks_that_overlap_are_drawn_below_one_another():
    drawing = draw(Lane("No room", (Block(0, 20, "Kim"), Block(10, 30, "Jonas"))), Lane("Amber"))
    first, second = drawing.blocks
    assert first.y + first.height < second.y
    assert drawing.height > draw(Lane("No room"), Lane("Amber")).height


def test_states_differ_without_color():
    blocks = tuple(
        Block(0, 20, "Kim", state=state) for state in ("planned", "running", "done", "missed")
    )
    drawing = draw(*(Lane(block.state, (block,)) for block in blocks))
    looks = {(block.fill, block.stroke_width, block.dash) for block in drawing.blocks}
    assert len(looks) == 4


def test_text_never_leaves_its_block():
    drawing = draw(Lane("Amber", (Block(0, 5, "Wilhelmina Vandersteen-Großmann", "Voice coach"),)))
    assert drawing.blocks[0].texts[0].text.endswith("…")


def test_where_there_is_no_room_the_short_form_stands():
    long, short = Block(0, 60, "Culture panel", "Amber"), Block(0, 10, "Psychologist", "Amber")
    cut = replace(short, short_labels=("Ps",))
    two = Block(0, 10, "Voice coach", "Room 12", short_labels=("VC",), wraps=True)
    who = Block(0, 10, "Wilhelmina Vandersteen", "Culture panel", short_unders=("CP",))
    forms = replace(who, short_labels=("Wilhelmina V.", "WV"))
    drawing = draw(*(Lane(each.label, (each,)) for each in (long, cut, two, who, forms)))
    texts = [[text.text for text in block.texts] for block in drawing.blocks]
    assert texts == [
        ["Culture panel", "Amber"],
        ["Ps", "Amber"],
        ["Voice", "coach"],
        ["Wilh…", "CP"],
        ["WV", "CP"],
    ]


def test_more_stations_than_tones_have_a_bar():
    drawing = draw(
        Lane("Amber", tuple(Block(5 * n, 5 * n + 5, "K", tone=n) for n in range(8))),
        codes=[(str(n), str(n)) for n in range(8)],
    )
    looks = {(block.fill, block.barred) for block in drawing.blocks}
    assert len(looks) == 8
    assert looks == {(code.fill, code.barred) for code in drawing.codes}


def test_a_long_name_takes_two_lines():
    drawing = draw(Lane("Birutė Petrauskaitė-Žukauskienė"), Lane("Kim"))
    assert [text.text for text in drawing.names] == ["Birutė", "Petrauskaitė-Žuk…", "Kim"]


def test_stations_have_tones_of_their_own_which_their_codes_explain():
    blocks = (Block(0, 20, "Kim", tone=0), Block(25, 45, "Kim", tone=1, state="done"))
    drawing = draw(Lane("Amber", blocks), codes=[("VC", "Voice coach"), ("Ps", "Psychologist")])
    assert [block.fill for block in drawing.blocks] == [drawing.codes[0].fill, PAGE.surface]
    assert len({PAGE.accent_soft, *(code.fill for code in drawing.codes)}) == 3
    html = render_to_string("interviews/drawings/timetable.html", {"timetable": drawing})
    assert html.index("<strong>VC</strong> Voice coach") < html.index("<strong>Ps</strong>")


def test_now_is_drawn_only_during_the_day():
    assert draw(Lane("Amber"), now=30).now_x is not None
    assert draw(Lane("Amber"), now=300).now_x is None


def render(drawing):
    html = render_to_string("interviews/drawings/timetable.html", {"timetable": drawing})
    return ET.fromstring(html)


def test_template_names_the_drawing_and_escapes_what_people_typed():
    drawing = draw(Lane("<Amber>", (Block(0, 20, "K&m", hint="09:00 <b>"),)), breaks=[(20, 30)])
    lanes = render(drawing).findall(".//{http://www.w3.org/2000/svg}svg")[1]
    assert lanes.get("role") == "img"
    assert lanes[0].tag.endswith("title")
    assert lanes[0].text == "By room"
    assert "style" not in "".join(lanes.keys())
    hints = [each.text for each in lanes.iter("{http://www.w3.org/2000/svg}title")]
    assert hints == ["By room", "09:00 <b>"]


def test_template_with_links_is_a_group_and_keeps_them_out_of_the_tab_order():
    drawing = draw(Lane("Amber", (Block(0, 20, "Kim", hint="Kim, nine", href="/sessions/1/"),)))
    lanes = render(drawing).findall(".//{http://www.w3.org/2000/svg}svg")[1]
    assert lanes.get("role") == "group"
    (link,) = lanes.iter("{http://www.w3.org/2000/svg}a")
    assert (link.get("href"), link.get("tabindex")) == ("/sessions/1/", "-1")


def test_template_keeps_numbers_plain_in_any_language():
    from django.utils import translation

    with translation.override("lt"):
        drawing = draw(Lane("Amber", (Block(0, 20, "Kim"),)))
        lanes = render(drawing).findall(".//{http://www.w3.org/2000/svg}svg")[1]
    assert "," not in lanes.get("viewBox")
