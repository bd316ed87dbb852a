"""A rehearsal without scripts: dial, say, hang up, debrief, take a moment again."""

from .visitor import Visitor

OPENING = "Goedemorgen, u spreekt met Sanne van Noordlicht. Ik bel over uw vacature."


def test_a_call_is_held_and_debriefed(visitor: Visitor) -> None:
    call = visitor.dial(feared="dat ze ophangen", nerves="70")
    assert "Aan de andere kant zit een computer." in visitor.get(call).text

    said = visitor.post(f"{call}/say", text=OPENING, turn="0")
    assert said.text.count('class="said mine"') == 1
    assert OPENING in said.text

    over = visitor.post(f"{call}/hang-up")
    assert "De verbinding is verbroken" in over.text
    assert 'name="turn"' not in over.text

    debrief = visitor.get(f"{call}/debrief").text
    assert "Nabespreking van gesprek 1" in debrief
    assert "dat ze ophangen" in debrief

    visitor.post(f"{call}/happened", happened="Het viel mee.", nerves="40")
    assert "Het viel mee." in visitor.get("/ladder").text


def test_a_double_click_counts_once(visitor: Visitor) -> None:
    call = visitor.dial()

    visitor.post(f"{call}/say", text=OPENING, turn="0")
    twice = visitor.post(f"{call}/say", text=OPENING, turn="0")

    assert twice.status_code == 200
    assert twice.text.count('class="said mine"') == 1


def test_what_is_said_cannot_break_the_page(visitor: Visitor) -> None:
    call = visitor.dial()

    said = visitor.post(f"{call}/say", text="<script>alert(1)</script>{{ 7 * 7 }}", turn="0").text

    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said
    assert "{{ 7 * 7 }}" in said


def test_htmx_gets_the_conversation_only(visitor: Visitor) -> None:
    call = visitor.dial()

    block = visitor.post(f"{call}/say", headers={"HX-Request": "true"}, text=OPENING, turn="0")

    assert block.status_code == 200
    assert "<html" not in block.text
    assert 'class="said mine"' in block.text


def test_a_dead_line_refuses_words(visitor: Visitor) -> None:
    call = visitor.dial("reach=no_answer")
    assert 'data-ringing="ring"' in visitor.get(f"{call}?ring=1").text

    assert visitor.post(f"{call}/say", text=OPENING, turn="0").status_code == 400


def test_a_busy_line_sounds_busy_and_a_voicemail_beeps(visitor: Visitor) -> None:
    assert 'data-ringing="busy"' in visitor.get(f"{visitor.dial('reach=busy')}?ring=1").text
    assert "Piep." in visitor.get(visitor.dial("reach=voicemail")).text


def test_a_running_call_has_no_debrief_yet(visitor: Visitor) -> None:
    assert visitor.get(f"{visitor.dial()}/debrief").status_code == 400


def test_a_moment_can_be_taken_again_in_a_new_call(visitor: Visitor) -> None:
    call = visitor.dial()
    visitor.post(f"{call}/say", text=OPENING, turn="0")

    again = visitor.post(f"{call}/again", turns_kept="0")

    assert again.url.path == "/calls/2"
    assert 'class="said mine"' not in again.text
    assert 'href="/calls/1/debrief"' in again.text


def test_the_script_lies_alongside_with_the_step_that_answers(visitor: Visitor) -> None:
    visitor.post("/demo")
    call = visitor.dial()

    assert visitor.get(call).text.count('aria-current="step"') == 1


def test_an_exam_gives_no_help(visitor: Visitor) -> None:
    visitor.post("/demo")
    call = visitor.dial(mode="exam")
    page = visitor.post(f"{call}/say", text=OPENING, turn="0").text

    assert 'id="hint"' not in page
    assert 'class="steps"' not in page
    assert f'action="{call}/again"' not in page


def test_own_choice_of_what_may_happen(visitor: Visitor) -> None:
    call = visitor.dial("own", **{"dimension-reach": "gatekeeper", "dimension-role": "director"})

    assert 'class="who">Receptie' in visitor.get(call).text


def test_values_that_cannot_go_together_are_refused(visitor: Visitor) -> None:
    fields = {"scenario": "own", "dimension-reach": "voicemail", "dimension-manner": "curt"}

    assert visitor.post("/rehearse", **fields).status_code == 400


def test_nerves_are_a_number_from_0_to_100(visitor: Visitor) -> None:
    assert visitor.post("/rehearse", nerves="101").status_code == 400
    assert "/calls/" not in visitor.get("/ladder").text
