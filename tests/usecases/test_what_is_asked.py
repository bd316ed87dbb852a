"""What a caller asks about is kept with the turn; a question that was not understood is taken for one all the same."""

from dataclasses import replace

import pytest

from belletje.prospect.asked import NOTHING
from belletje.prospect.recognise import Recognised
from belletje.rehearsal.record import Said
from belletje.understanding.acts import Act
from belletje.understanding.utterance import Understanding
from belletje.usecases import dialling, rehearsals


def reads(name: str, confidence: float, closely: Recognised | None = None):
    """A reader that takes everything for this."""
    return lambda line, before: Recognised(name, confidence, closely=closely)


def after(
    house,
    now,
    text,
    name=NOTHING,
    confidence=0.9,
    seed=1,
    scenario="manner=neutral,supply=locked_contract",
    closely=None,
):
    """The call after a good opening and this turn."""
    call = dialling.dial(house=house, now=now, language="nl", seed=seed, scenario=scenario)
    silent = replace(house, topics=reads(NOTHING, 1.0))
    rehearsals.say(house=silent, call=call, text="Goedemorgen, u spreekt met Sanne, ik bel over uw vacature.")
    house = replace(house, topics=reads(name, confidence, closely))
    return rehearsals.say(house=house, call=call, text=text).record


def test_the_topic_is_kept_with_the_turn(house, now):
    assert after(house, now, "Tot wanneer loopt dat?", "contract_until").heard[-1].asks == "contract_until"


@pytest.mark.parametrize(
    ("text", "confidence", "asks"),
    [
        ("Hoe lang loopt dat nog?", 0.5, "contract_until"),
        ("Loopt dat nog?", 0.2, ""),
        ("Hoe lang loopt dat nog?", 0.2, "other_fact"),
        ("Bedankt voor de moeite.", 0.5, ""),
        ("Bedankt, en tot wanneer loopt dat", 0.8, "contract_until"),
        ("en tot wanneer", 0.5, "contract_until"),
        ("Bedankt, tot wanneer?", 0.5, "contract_until"),
        ("Zullen we dinsdag afspreken?", 0.5, ""),
        ("Wie doet dat bij u?", 0.9, "other_fact"),
    ],
)
def test_how_sure_it_must_be_depends_on_whether_a_question_was_heard(house, now, text, confidence, asks):
    assert after(house, now, text, "contract_until", confidence).heard[-1].asks == asks


def test_who_asks_for_a_fact_asks_for_no_other_person(house, now):
    def hears_a_wish_for_another(utterance, before):
        return Understanding({Act.ASK_REFERRAL: 0.9}, (Act.ASK_REFERRAL,))

    house = replace(house, ear=hears_a_wish_for_another)
    assert after(house, now, "Met wie werkt u?", "supplier_who").heard[-1].acts == ("ask_closed",)
    assert after(house, now, "Wie gaat daarover?", "decides_who").heard[-1].acts == ("ask_referral",)


def test_a_question_that_nobody_understood_is_still_a_question(house, now):
    assert after(house, now, "Plofklap?").heard[-1].acts == ("ask_closed",)
    assert after(house, now, "Plofklap.").heard[-1].acts == ()


def test_whoever_ends_a_turn_with_a_question_mark_asked_something(house, now):
    record = after(house, now, "Dank u wel. Was dat bij een bureau?", "contract_until", confidence=0.2)
    assert "ask_closed" in record.heard[-1].acts


def test_whom_the_caller_speaks_with_is_no_question_about_who_decides(house, now):
    assert after(house, now, "En met wie spreek ik?", "decides_who").heard[-1].asks == "your_name"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Wanneer begint dat, en om hoeveel locaties gaat het?", ("projects_when", "locations_users")),
        ("Hoe oud is dat, en om hoeveel locaties gaat het?", ("locations_users", "")),
        ("Wanneer begint dat en wie bedenkt zoiets?", ("projects_when", "")),
        ("Hoe oud is dat, en wie bedenkt zoiets?", ("other_fact", "")),
        ("Met wie spreek ik, en om hoeveel locaties gaat het?", ("your_name", "locations_users")),
        ("Wat was er aan de hand? En wanneer begint dat?", ("projects_when", "tell_more")),
        ("Is het druk, en om hoeveel locaties gaat het?", ("locations_users", "workload")),
    ],
)
def test_who_asks_two_things_in_one_breath_asks_about_both_or_about_what_is_clear(house, now, text, asks):
    def reads_by_a_word(line, before):
        known = {"begint": "projects_when", "locaties": "locations_users", "druk": "workload"}
        found = [topic for word, topic in known.items() if word in line]
        return Recognised(found[0] if len(found) == 1 and "bedenkt" not in line else "other_fact", 0.8)

    call = dialling.dial(house=house, now=now, language="nl", seed=1, scenario="manner=neutral")
    silent = replace(house, topics=reads(NOTHING, 1.0))
    rehearsals.say(house=silent, call=call, text="Goedemorgen, u spreekt met Sanne, ik bel over uw vacature.")
    heard = rehearsals.say(house=replace(house, topics=reads_by_a_word), call=call, text=text).record.heard[-1]
    assert (heard.asks, heard.asks_also) == asks


def test_what_the_last_question_names_may_make_it_another(house, now):
    assert after(house, now, "Welke centrale heeft u?", "platform").heard[-1].asks == "platform"
    assert after(house, now, "Welke versie is dat?", "platform").heard[-1].asks == "hosting"
    assert after(house, now, "Zit daar nog garantie op?", "platform").heard[-1].asks == "other_fact"
    pitch = "Wij ondersteunen veel ziekenhuizen. Met welke centrale werkt u?"
    assert after(house, now, pitch, "platform").heard[-1].asks == "platform"


def test_what_happened_is_asked_of_what_was_just_said(house, now):
    assert after(house, now, "O jee, wat is er gebeurd?", "did_it_happen").heard[-1].asks == "tell_more"
    assert after(house, now, "Hoe bedoelt u, wat is er gebeurd?").heard[-1].asks == "what_you_mean"
    two = after(house, now, "Wanneer viel er iemand uit, en wat gebeurde er toen?", "did_it_happen")
    assert two.heard[-1].asks == "did_it_happen"


@pytest.mark.parametrize(("acts", "asks"), [((Act.CONFIRM,), "is_that_right"), ((Act.ASK_CALLBACK,), "")])
def test_who_proposes_something_and_asks_whether_that_is_good_sums_nothing_up(house, now, acts, asks):
    def hears(utterance, before):
        return Understanding(dict.fromkeys(acts, 0.9), acts)

    record = after(replace(house, ear=hears), now, "Dan bel ik u donderdag terug, goed?", "is_that_right")
    assert record.heard[-1].asks == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Hoe lang doet u dat al?", "other_fact"), ("Hoe lang werkt u al met die partij?", "supplier_since")],
)
def test_who_has_no_supplier_is_asked_about_one_only_by_name(house, now, text, asks):
    record = after(house, now, text, "supplier_since", scenario="manner=neutral,supply=nobody")
    assert record.heard[-1].asks == asks


@pytest.mark.parametrize(("supply", "asks"), [("nobody", "how_it_goes"), ("preferred_supplier", "supplier_satisfied")])
def test_who_has_no_supplier_and_is_asked_whether_they_are_content_is_asked_how_it_goes(house, now, supply, asks):
    text = "Bent u daar tevreden over?"
    record = after(house, now, text, "supplier_satisfied", scenario=f"manner=neutral,supply={supply}")
    assert record.heard[-1].asks == asks


@pytest.mark.parametrize(
    "text",
    [
        "Ik bel omdat ik benieuwd ben hoe u dat nu doet.",
        "Ik vroeg me af of u weleens inhuurt.",
        "Zover was ik nog niet! Ik vroeg of jullie die netwerken gaan samenvoegen.",
    ],
)
def test_who_wonders_asks(house, now, text):
    def hears_no_question(utterance, before):
        return Understanding({Act.STATE_REASON: 0.9}, (Act.STATE_REASON,))

    assert after(replace(house, ear=hears_no_question), now, text).heard[-1].acts == ("state_reason", "ask_closed")


def test_who_asks_something_and_then_whether_it_is_a_good_moment_is_answered_that_first(house, now):
    def hears(utterance, before):
        acts = (Act.ASK_PERMISSION,) if utterance == "Bel ik gelegen?" else (Act.ASK_OPEN, Act.ASK_PERMISSION)
        return Understanding(dict.fromkeys(acts, 0.9), acts)

    text = "Ik was benieuwd hoe u dat doet. Bel ik gelegen?"
    asked = after(replace(house, ear=hears), now, text, "team_how").heard[-1]
    assert (asked.acts, asked.asks) == (("ask_permission",), "")


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Wat bleef er de laatste tijd liggen?", {"ask_open"}),
        ("Wat doet u dinsdag om tien uur?", {"ask_open", "propose_slot"}),
    ],
)
def test_who_asks_something_and_names_no_moment_proposes_none(house, now, text, acts):
    def hears_a_moment(utterance, before):
        return Understanding({Act.ASK_OPEN: 0.9, Act.PROPOSE_SLOT: 0.6}, (Act.ASK_OPEN, Act.PROPOSE_SLOT))

    assert set(after(replace(house, ear=hears_a_moment), now, text).heard[-1].acts) == acts


def test_two_numbers_are_no_moment_where_nothing_is_proposed(house, now):
    def hears_a_moment(utterance, before):
        return Understanding({Act.ACKNOWLEDGE: 0.8, Act.PROPOSE_SLOT: 0.6}, (Act.ACKNOWLEDGE, Act.PROPOSE_SLOT))

    house = replace(house, ear=hears_a_moment)
    assert set(after(house, now, "Neem gerust de tijd. Een zes, een acht?").heard[-1].acts) == {
        "acknowledge",
        "ask_closed",
    }


@pytest.mark.parametrize(("confidence", "proposes"), [(0.85, False), (0.95, True)])
def test_who_asks_about_something_proposes_a_meeting_only_where_that_is_quite_clear(house, now, confidence, proposes):
    def hears_both(utterance, before):
        confidences = {Act.ASK_CLOSED: 0.9, Act.PROPOSE_MEETING: confidence}
        return Understanding(confidences, (Act.ASK_CLOSED, Act.PROPOSE_MEETING))

    house = replace(house, ear=hears_both)
    record = after(
        house, now, "Zou u die twee netwerken niet willen samenvoegen, staat dat gepland?", "projects_planned"
    )
    assert ("propose_meeting" in record.heard[-1].acts) == proposes


def test_a_question_after_a_proposal_is_asked_all_the_same(house, now):
    def hears_a_proposal_first(utterance, before):
        acts = (Act.PROPOSE_MEETING,) if "dinsdag" in utterance else ()
        return Understanding(dict.fromkeys(acts, 0.9), acts)

    house = replace(house, ear=hears_a_proposal_first)
    turn = "Dan kom ik dinsdag langs. Tot wanneer loopt dat contract?"
    assert after(house, now, turn, "contract_until", 0.5).heard[-1].asks == "contract_until"
    assert after(house, now, "Zullen we dinsdag afspreken?", "contract_until", 0.5).heard[-1].asks == ""


@pytest.mark.parametrize(("confidence", "acts"), [(0.5, ("ask_open",)), (0.8, ("ask_open", "pressure"))])
def test_nobody_takes_offence_at_what_may_have_been_meant_well(house, now, confidence, acts):
    def hears_a_push(utterance, before):
        return Understanding({Act.ASK_OPEN: 0.9, Act.PRESSURE: confidence}, (Act.ASK_OPEN, Act.PRESSURE))

    assert after(replace(house, ear=hears_a_push), now, "Wat kreeg er dan voorrang?").heard[-1].acts == acts


def test_who_asks_nothing_asks_about_nothing_else_either(house, now):
    assert after(house, now, "Goedemorgen, u spreekt met Sanne.", "other_fact", 0.95).heard[-1].asks == ""


@pytest.mark.parametrize(
    ("turn", "acts", "asks"),
    [
        ("Druk zeker hè, zo vlak voor de kerst, bij u ook?", ("small_talk",), ""),
        ("Lekker weertje hè, zit u ook zo te smelten?", ("small_talk", "ask_closed"), "weather"),
    ],
)
def test_small_talk_asks_for_no_fact_but_for_the_weather_where_a_word_tells_so(house, now, turn, acts, asks):
    def hears_small_talk(utterance, before):
        return Understanding({Act.SMALL_TALK: 0.9}, (Act.SMALL_TALK,))

    house = replace(house, ear=hears_small_talk)
    heard = after(house, now, turn, "other_fact").heard[-1]
    assert (heard.acts, heard.asks) == (acts, asks)


@pytest.mark.parametrize(("confidence", "asks"), [(0.6, "how_it_goes"), (0.4, "other_fact")])
def test_a_rare_topic_is_what_is_asked_where_that_is_sure(house, now, confidence, asks):
    closely = Recognised("how_it_goes", confidence)
    assert after(house, now, "Hoe gaat dat?", "other_fact", closely=closely).heard[-1].asks == asks


@pytest.mark.parametrize("text", ["Kunt u een voorbeeld geven?", "Zoals?", "Wat dan bijvoorbeeld?"])
def test_who_asks_for_an_example_is_told_more_of_what_was_just_said(house, now, text):
    assert after(house, now, text, "projects_planned").heard[-1].asks == "tell_more"


@pytest.mark.parametrize(("confidence", "asks"), [(0.6, "projects_planned"), (0.4, "tell_more")])
def test_an_example_of_what_the_question_names_is_asked_about_that(house, now, confidence, asks):
    turn = "En wat blijft er dan liggen, kunt u een voorbeeld geven?"
    assert after(house, now, turn, "projects_planned", confidence).heard[-1].asks == asks


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("Is er een tweede, als die omvalt? Het is een ziekenhuis, tenslotte.", "other_fact"),
        ("Hallo? Met Sanne.", ""),
        ("Maar u zei net dat het niet aan u lag.", "said_back"),
    ],
)
def test_a_question_is_one_also_with_a_sentence_after_it(house, now, turn, asks):
    house = replace(house, ear=lambda text, before: Understanding({Act.PITCH: 0.9}, (Act.PITCH,)))
    assert after(house, now, turn, "other_fact").heard[-1].asks == asks


def test_who_offers_to_send_an_example_asks_for_none(house, now):
    house = replace(house, ear=lambda text, before: Understanding({Act.OFFER_MATERIAL: 0.9}, (Act.OFFER_MATERIAL,)))
    assert after(house, now, "Zal ik u een voorbeeld mailen?").heard[-1].asks == ""


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("{}?", "said_back"),
        ("{}? Dat is veel.", "said_back"),
        ("{}? Tot wanneer loopt het contract?", "contract_until"),
    ],
)
def test_who_says_back_what_was_just_said_asks_that_unless_they_ask_something_else(house, now, turn, asks):
    *_, line, _ = [event.text for event in after(house, now, "Tja.").events if isinstance(event, Said)]
    last_words = " ".join(line.rstrip(".!?").split()[-3:])
    assert after(house, now, turn.format(last_words), "contract_until").heard[-1].asks == asks


@pytest.mark.parametrize("text", ["Hoe bedoelt u, ertussenin?", "wat bedoel je daarmee"])
def test_who_asks_what_was_meant_is_told_so_and_nothing_new(house, now, text):
    record = after(house, now, text, "supplier_who")
    assert record.heard[-1].asks == "what_you_mean"
