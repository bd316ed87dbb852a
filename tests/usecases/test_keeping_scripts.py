"""Scripts, preferences and demo data as use cases."""

import pytest

from belletje.usecases import calllist, changes, demo, preferences, scripts
from belletje.usecases.house import Refused

TEXT = "---\ntitle: Wifi\n---\n\n# Opening\n> Goedemorgen.\n"


def test_a_new_script_is_named_by_its_title_and_becomes_the_current_one(house, now):
    first = scripts.keep_script(house=house, text=TEXT, now=now)
    second = scripts.keep_script(house=house, text="# Opening\n> Hallo\n", now=now)
    assert [one.name for one in scripts.list_scripts(house=house)] == ["Script", "Wifi"]
    scripts.use_script(house=house, script=first, now=now)
    current = scripts.current_script(house=house)
    assert current
    assert (current.id, current.text) == (first, TEXT)
    scripts.remove_script(house=house, script=second, now=now)
    assert [one.id for one in scripts.list_scripts(house=house)] == [first]


def test_who_kept_laid_or_threw_away_a_script_is_told_once_each(house, now):
    first = scripts.keep_script(house=house, text=TEXT, now=now)
    second = scripts.keep_script(house=house, text="# Opening\n> Hallo\n", now=now)
    for _ in range(2):
        scripts.use_script(house=house, script=first, now=now)
        scripts.keep_script(house=house, text=TEXT.replace("Wifi", "SIP"), now=now, script=first)
    scripts.remove_script(house=house, script=second, now=now)
    told = [(one.action, one.subject, one.by) for one in changes.newest(house=house, limit=9)]
    assert told == [
        ("remove script", f"script:{second}", house.by),
        ("keep script", f"script:{first}", house.by),
        ("use script", f"script:{first}", house.by),
        ("keep script", f"script:{second}", house.by),
        ("keep script", f"script:{first}", house.by),
    ]


def test_a_script_written_anew_keeps_its_number_and_its_place(house, now):
    number = scripts.keep_script(house=house, text=TEXT, now=now)
    assert scripts.keep_script(house=house, text=TEXT.replace("Wifi", "SIP"), now=now, script=number) == number
    (one,) = scripts.list_scripts(house=house)
    assert (one.name, one.current) == ("SIP", True)


def test_what_is_no_script_or_too_long_is_refused(house, now):
    with pytest.raises(Refused, match="no script 7"):
        scripts.show_script(house=house, script=7)
    for act in (scripts.use_script, scripts.remove_script):
        with pytest.raises(Refused, match="no script 7"):
            act(house=house, script=7, now=now)
    with pytest.raises(Refused, match="no script 7"):
        scripts.keep_script(house=house, text=TEXT, now=now, script=7)
    with pytest.raises(Refused, match="200 kB"):
        scripts.keep_script(house=house, text="x" * 200_001, now=now)
    assert scripts.list_scripts(house=house) == []


SET_AT_FIRST = ("language", "caller_company", "caller")


def test_preferences_are_kept_with_who_and_when_and_nonsense_is_refused(house, now):
    assert preferences.read_preferences(house=house) == preferences.Preferences()
    preferences.keep_preferences(house=house, caller=" Sanne ", caller_company="Noordlicht", language="en", now=now)
    kept = preferences.Preferences("Sanne", "Noordlicht", "en")
    for wrong in ({"language": "fr"}, {"caller": "x" * 201}):
        with pytest.raises(Refused):
            preferences.keep_preferences(
                house=house, now=now, **{"caller": "A", "caller_company": "B", "language": "nl", **wrong}
            )
    assert preferences.read_preferences(house=house) == kept

    preferences.keep_preferences(house=house, caller="Anna", caller_company="Noordlicht", language="en", now=now)
    told = [(one.action, one.by) for one in changes.newest(house=house, limit=9)]
    assert told == [("set caller", house.by), *((f"set {name}", house.by) for name in SET_AT_FIRST)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_demo_data_fills_every_room_and_a_second_time_adds_nothing(house, now, language):
    done = demo.load_demo(house=house, now=now, language=language)
    assert min(done.people, done.vacancies, done.engineers) > 0
    listed = calllist.call_list(house=house, now=now)
    assert listed
    assert scripts.current_script(house=house)
    again = demo.load_demo(house=house, now=now, language=language)
    assert (again.people, again.vacancies, again.engineers) == (0, 0, 0)
    assert calllist.call_list(house=house, now=now) == listed
    assert len(scripts.list_scripts(house=house)) == 1


def test_demo_data_leaves_the_callers_own_name_and_script_alone(house, now):
    preferences.keep_preferences(house=house, caller="Anna", caller_company="Eigen", language="en", now=now)
    scripts.keep_script(house=house, text=TEXT, now=now)
    demo.load_demo(house=house, now=now)
    assert preferences.read_preferences(house=house).caller == "Anna"
    assert [one.text for one in scripts.list_scripts(house=house)] == [TEXT]
