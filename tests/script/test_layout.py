"""The picture of a script: every step once, every way drawn, nothing on top of another."""

import pytest

from belletje.script.example import example
from belletje.script.layout import BOX_HEIGHT, BOX_WIDTH, THINNEST, WIDEST, picture
from belletje.script.reading import read

BACK = "# One\n> Hello\n- no_need -> Two\n# Two\n> Why?\n- no_need -> One\n# Alone\n> Nobody comes here.\n"


@pytest.mark.parametrize("text", [example("nl"), example("en"), BACK])
def test_every_step_has_a_box_of_its_own_within_the_field(text: str) -> None:
    script = read(text)[0]
    found = picture(script)
    assert sorted(box.name for box in found.boxes) == sorted(step.name for step in script.steps)
    for box in found.boxes:
        assert 0 <= box.x <= found.width - BOX_WIDTH
        assert 0 <= box.y <= found.height - BOX_HEIGHT
    corners = [(box.x, box.y) for box in found.boxes]
    assert not any(
        a is not b and abs(a[0] - b[0]) < BOX_WIDTH and abs(a[1] - b[1]) < BOX_HEIGHT for a in corners for b in corners
    )


def test_a_way_is_as_wide_as_it_is_used() -> None:
    found = picture(read(BACK)[0], {("One", "Two"): 900, ("Two", "One"): 9, ("Two", None): 40})
    width = {(arrow.source, arrow.target): arrow.width for arrow in found.arrows}
    assert width["One", "Two"] == WIDEST
    assert THINNEST <= width["Two", "One"] < 2
    assert {box.name: (box.calls, box.lost) for box in found.boxes} == {
        "One": (9, 0),
        "Two": (900, 40),
        "Alone": (0, 0),
    }


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert picture(read("")[0]).boxes == ()
