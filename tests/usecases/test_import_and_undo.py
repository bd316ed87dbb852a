"""Imports as use cases: undo, and what stays when an import goes."""

import pytest

from belletje.usecases import calllist, imports, people
from belletje.usecases.house import Refused


def _upload(name: str, *rows: str) -> imports.Upload:
    return imports.Upload(name, "\n".join(["Naam;Bedrijf;Telefoon", *rows]).encode())


JAN = "Jan Jansen;Ankerplaats BV;0612340001"
ELS = "Els Bos;Kompas BV;0612340002"


def _names(house, now) -> list[str]:
    return [known.person.name for known in people.list_people(house=house, today=now.date())]


def test_undoing_every_import_empties_the_house(furnished_house, now):
    for one in imports.list_imports(house=furnished_house):
        imports.undo_import(house=furnished_house, import_id=one["id"], now=now)
    assert _names(furnished_house, now) == []
    assert imports.list_imports(house=furnished_house) == []
    assert calllist.call_list(house=furnished_house, now=now) == []


def test_undoing_the_newest_import_gives_the_house_as_it_was(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    before = people.list_people(house=house, today=now.date())
    imports.import_files(house=house, uploads=[_upload("twee.csv", JAN, ELS)], now=now)
    assert _names(house, now) == ["Els Bos", "Jan Jansen"]
    imports.undo_import(house=house, import_id=imports.list_imports(house=house)[0]["id"], now=now)
    assert people.list_people(house=house, today=now.date()) == before


def test_what_was_recorded_stays_with_a_person_whom_another_import_still_knows(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    person = people.list_people(house=house, today=now.date())[0].id
    people.set_person(house=house, person=person, now=now, consent="per mail")
    imports.import_files(house=house, uploads=[_upload("twee.csv", JAN, ELS)], now=now)
    imports.undo_import(house=house, import_id=1, now=now)
    known = people.show_person(house=house, person=person, today=now.date())
    assert known.by_hand.consent
    assert known.by_hand.consent.wording == "per mail"


def test_an_objection_outlives_the_import_that_brought_the_person(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    people.set_person(house=house, person="p1", now=now, do_not_call=True)
    imports.undo_import(house=house, import_id=1, now=now)
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    (jan,) = people.list_people(house=house, today=now.date())
    assert jan.why_not
    assert jan.why_not.code == "do_not_call"


def test_an_import_can_be_undone_once(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    imports.undo_import(house=house, import_id=1, now=now)
    with pytest.raises(Refused, match="no import 1"):
        imports.undo_import(house=house, import_id=1, now=now)


def test_an_undone_file_can_be_imported_again(house, now):
    for _ in range(2):
        done = imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
        assert (done.people, done.known) == (1, ())
        imports.undo_import(house=house, import_id=imports.list_imports(house=house)[0]["id"], now=now)


def test_one_file_that_cannot_be_read_keeps_the_others_out_too(house, now):
    with pytest.raises(Refused, match="empty"):
        imports.import_files(house=house, uploads=[_upload("een.csv", JAN), imports.Upload("leeg.csv", b"")], now=now)
    assert imports.list_imports(house=house) == []


def test_the_list_of_imports_tells_what_was_rejected(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN, ";;", ELS)], now=now)
    (one,) = imports.list_imports(house=house)
    assert one["rejected"] == [{"row": 1, "reason": "empty_row", "value": ""}]


def test_people_keep_their_ids_when_more_is_imported(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN, ELS)], now=now)
    before = {known.person.name: known.id for known in people.list_people(house=house, today=now.date())}
    imports.import_files(house=house, uploads=[_upload("0.csv", "Aad Aal;Aalvis BV;0612340000", JAN)], now=now)
    after = {known.person.name: known.id for known in people.list_people(house=house, today=now.date())}
    assert after.items() >= before.items()
    assert len(set(after.values())) == 3


def test_what_was_recorded_goes_along_with_its_row_when_people_are_joined_and_split(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN, "J. Jansen;Kompas BV;0201234567")], now=now)
    people.set_person(house=house, person="p2", now=now, consent="per mail")
    whole = people.join(house=house, person="p1", other="p2", now=now)
    assert whole.by_hand.consent
    assert len(people.list_people(house=house, today=now.date())) == 1
    other = people.split(house=house, person="p1", of=whole.person.sources[1], now=now)
    assert other.by_hand.consent
    assert people.show_person(house=house, person="p1", today=now.date()).by_hand.consent is None


def test_both_halves_of_someone_who_objected_stay_off_the_list(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN, JAN.replace("0612340001", ""))], now=now)
    people.set_person(house=house, person="p1", now=now, do_not_call=True)
    people.split(house=house, person="p1", of=("een.csv", 1), now=now)
    halves = people.list_people(house=house, today=now.date())
    assert len(halves) == 2
    assert all(half.why_not and half.why_not.code == "do_not_call" for half in halves)


def test_a_preview_tells_the_fate_of_each_row(house, now):
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN)], now=now)
    would = imports.import_files(house=house, uploads=[_upload("twee.csv", JAN, ";;", ELS)], now=now, dry_run=True)
    assert [(fate.row, fate.fate) for fate in would.fates] == [(0, "merged"), (1, "rejected"), (2, "new")]
    assert would.fates[0].other
    assert would.fates[0].other.source == ("een.csv", 0)
    assert "same_mobile" in would.fates[0].because
    assert would.fates[1].rejected
    assert would.fates[1].rejected.reason == "empty_row"


def test_an_import_tells_how_far_it_is(house, now):
    heard: list[float] = []
    imports.import_files(house=house, uploads=[_upload("een.csv", JAN, ELS)], now=now, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\lijst.csv", "lijst.csv"),
        ("a\0b\n.csv", "ab.csv"),
        ("..", "upload"),
    ],
)
def test_a_file_keeps_no_path_and_nothing_unprintable_of_its_name(house, now, sent, name):
    imports.import_files(house=house, uploads=[_upload(sent, JAN)], now=now)
    assert imports.list_imports(house=house)[0]["file"] == name
