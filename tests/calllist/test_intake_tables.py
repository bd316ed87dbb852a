"""Tables of contacts and engineers: every format, recognised by what is in it, and every row accounted for."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from belletje.calllist.intake import header_of, read

from .material import CONTACT_FILES, FIXTURES, TODAY, read_text, reading_of, truth

FORMATS = {
    "collega.xlsx": "table", "google.csv": "google", "hubspot.csv": "hubspot", "linkedin_connections.csv": "linkedin",
    "outlook_contacten.csv": "outlook", "salesforce_report.csv": "salesforce", "telefoon.vcf": "vcard",
}  # fmt: skip


@pytest.mark.parametrize("path", CONTACT_FILES, ids=lambda path: path.name)
def test_the_fixtures_are_read_whole_and_by_content(path) -> None:  # type: ignore[no-untyped-def]
    nameless = read(path.read_bytes(), "export", TODAY)
    assert nameless.format == FORMATS[path.name]
    rows = {row for file, row in truth() if file == path.name}
    assert nameless.rows == len(rows) == nameless.accepted
    assert {contact.row for contact in reading_of(path).contacts} == rows
    assert not nameless.rejected
    lost = {contact.row for contact in nameless.contacts if "?" in contact.name}
    assert {(doubt.row, doubt.reason) for doubt in nameless.doubts} == {(row, "letters_lost") for row in lost}


def test_outlook_in_cp1252_keeps_its_letters() -> None:
    names = {contact.name for contact in reading_of(FIXTURES / "contacts" / "outlook_contacten.csv").contacts}
    assert {"Björn Özdemir", "Zoë van den Heuvel", "Maarten 't Hart"} <= names


def test_a_number_that_a_spreadsheet_kept_as_a_number_gets_its_plus_back() -> None:
    koen = next(c for c in reading_of(FIXTURES / "contacts" / "collega.xlsx").contacts if c.name == "Koen 't Hart")
    assert koen.phones[0].e164 == "+31612340035"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = "Naam;Bedrijf;Telefoon\nZoë Größer;Café Noir BV;0612345678\nRené Åström;Müller BV;0612345679\n"
    assert [contact.name for contact in read_text(text, encoding).contacts] == ["Zoë Größer", "René Åström"]


def test_letters_that_some_program_misread_are_put_right() -> None:
    misread = "Naam;Bedrijf\nBjörn Özdemir;Meridiaan BV\n".encode().decode("cp1252")
    assert read_text(misread).contacts[0].name == "Björn Özdemir"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = "Bellijst van Pim\n\nNaam;Bedrijf;Telefoon\nNoor Bos;Kompas BV;0612345678\n".replace(";", delimiter)
    assert read_text(text).contacts[0].organisation == "Kompas BV"


def test_excels_own_line_about_the_delimiter() -> None:
    assert read_text("sep=;\nNaam;Bedrijf\nNoor Bos;Kompas BV\n").rows == 1


HEADERS = {
    "google, old": (
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
        "Organization 1 - Name",
        "Noor Bos,Noor,Bos,* My Contacts,* Work,noor@kompas.example,Home,0612345678,Kompas BV",
        "google",
    ),
    "outlook, English": (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Home Phone,E-mail Address",
        "Ms.,Noor,,Bos,,Kompas BV,IT,CIO,0612345678,noor@kompas.example",
        "outlook",
    ),
    "hubspot, Dutch": (
        "Record-ID,Voornaam,Achternaam,E-mail,Bedrijfsnaam,Contacteigenaar,Telefoonnummer thuis,Telefoon thuis",
        "1,Noor,Bos,noor@kompas.example,Kompas BV,Pim,,0612345678",
        "hubspot",
    ),
    "German": (
        "Vorname;Nachname;Firma;E-Mail-Adresse;Telefon privat",
        "Noor;Bos;Kompas BV;noor@kompas.example;0612345678",
        "outlook",
    ),
    "French": (
        "Prénom;Nom;Société;Courriel;Téléphone domicile",
        "Noor;Bos;Kompas BV;noor@kompas.example;0612345678",
        "table",
    ),
    "tussenvoegsel": (
        "Voorletters;Tussenvoegsel;Achternaam;Bedrijf;E-mail;Privé telefoon",
        "N.;;Bos;Kompas BV;noor@kompas.example;0612345678",
        "table",
    ),
}


@pytest.mark.parametrize("example", HEADERS.values(), ids=HEADERS)
def test_headers_in_several_languages_and_home_numbers_marked_as_such(example: tuple[str, str, str]) -> None:
    header, row, kind = example
    reading = read_text(f"{header}\n{row}\n")
    (contact,) = reading.contacts
    assert reading.format == kind
    assert (contact.family, contact.organisation, contact.emails) == ("Bos", "Kompas BV", ("noor@kompas.example",))
    assert [(phone.e164, phone.label) for phone in contact.phones] == [("+31612345678", "home")]


def test_every_row_is_accepted_or_rejected_with_a_reason() -> None:
    reading = read_text(
        "Naam;Bedrijf;Functie;Telefoon;E-mail;Opmerking\n"
        "Noor Bos;Kompas BV;CIO;0612345678;;BEL MIJ NIET MEER\n"
        ";;;;;\n"
        "Naam;Bedrijf;Functie;Telefoon;E-mail;Opmerking\n"
        "Piet Vos;Kompas BV;;3,16E+10;;\n"
        "Piet Vos;Kompas BV;;3,16E+10 / 06-12345678;;\n"
        "Anna;;;;;\n"
        ";;;0612345678;;\n"
        "\n"
        "Eva Kok;Kompas BV;;12;eva@;x;y;z\n"
        "Eva Kok;Kompas BV;;12;eva@;\n"
        ";Kompas BV;;020-5550019;;via Pim\n"
        "Totaal: 9 records;;;;;\n"
        ";;;;;\n"
    )
    assert reading.rows == 11
    assert [(one.row, one.reason) for one in reading.rejected] == [
        (1, "empty_row"), (2, "header_again"), (3, "number_lost_its_digits"), (5, "only_a_name"),
        (6, "no_name_or_organisation"), (7, "more_cells_than_columns"), (10, "report_footer"),
    ]  # fmt: skip
    assert reading.rejected[2].value == "3,16E+10"
    assert [contact.row for contact in reading.contacts] == [0, 4, 8, 9]
    assert reading.contacts[0].do_not_call
    assert reading.contacts[3].known_by == ("Pim",)
    assert {(one.row, one.reason) for one in reading.doubts} == {
        (4, "number_lost_its_digits"), (8, "not_a_phone_number"), (8, "not_an_email"),
    }  # fmt: skip


def test_an_unclosed_quotation_mark_spoils_only_its_own_line() -> None:
    rows = "".join(f"Persoon Nummer{n};Bedrijf {n} BV;06123400{n:02d}\n" for n in range(50))
    reading = read_text('Naam;Bedrijf;Telefoon\n"Noor Bos;Kompas BV;0612345678\n' + rows)
    assert reading.rows == 51
    assert len(reading.contacts) >= 50


def test_columns_that_only_a_person_can_explain() -> None:
    text = b"Wie dan;Waar dan;Nr hier\nNoor Bos;Kompas BV;0612345678\n"
    header = header_of(text, "x")
    assert header is not None
    assert header.unknown == ("Wie dan", "Waar dan", "Nr hier")
    by_hand = {"wie dan": "full_name", "Waar dan": "organisation", "Nr hier": "phone_mobile"}
    reading = read(text, "x", TODAY, by_hand)
    assert reading.contacts[0].name == "Noor Bos"
    again = header_of(b"WIE DAN;waar dan;nr hier\nEva Kok;Delta BV;\n", "y")
    assert again is not None
    assert again.signature == header.signature


def test_do_not_call_counts_in_whatever_column_it_stands() -> None:
    reading = read_text(
        "Naam;Bedrijf;Labels;Rare kolom;Telefoon\n"
        "Noor Bos;Kompas BV;Niet bellen;;\n"
        "Eva Kok;Kompas BV;;bel mij niet meer;\n"
        "Piet Vos;Kompas BV;;;0612345678 niet bellen!\n"
        "Anna Smit (DNC);Kompas BV;;;\n"
        "Jan Jansen;Kompas BV;;;0612345679\n"
    )
    assert [contact.do_not_call for contact in reading.contacts] == [True, True, True, True, False]


def test_who_objects_is_kept_even_when_the_row_gives_nothing_to_call() -> None:
    reading = read_text("Naam;Bedrijf;Telefoon;Opmerking\nNoor Bos;Kompas BV;3,16E+10;niet bellen\nEva Kok;;;DNC\n")
    assert [(one.name, one.do_not_call) for one in reading.contacts] == [("Noor Bos", True), ("Eva Kok", True)]
    assert [(one.row, one.reason) for one in reading.doubts] == [(0, "number_lost_its_digits")]


def test_engineers_are_recognised_by_their_columns() -> None:
    reading = reading_of(FIXTURES / "engineers.csv")
    assert (reading.format, reading.rows, len(reading.engineers)) == ("engineers", 5, 5)
    bas = reading.engineers[0]
    assert bas.skills == ("Aruba wifi", "Aruba CX", "Fortinet", "netwerkbeheer")
    assert (bas.available_from, bas.hours_per_week, bas.regions) == (
        date(2026, 12, 1),
        40,
        ("Overijssel", "Gelderland"),
    )


def test_engineers_in_english_and_rows_that_name_nobody() -> None:
    reading = read_text("Engineer,Skills,Certifications,Available from,Region\nJo,SIP,,asap,remote\n,SIP,,,\nAl,,,,\n")
    assert reading.format == "engineers"
    assert reading.engineers[0].available_from == TODAY
    assert [(one.row, one.reason) for one in reading.rejected] == [(1, "no_engineer_name"), (2, "no_skills")]


def test_a_workbook_with_its_list_on_the_second_sheet() -> None:
    book = Workbook()
    book.active.append(["Toelichting bij de lijst"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Lijst")
    rows: tuple[list[object], ...] = (
        ["Lauwe contacten"],
        [],
        ["Naam", "Bedrijf", "Mobiel", "Laatste contact"],
        ["Noor Bos", "Kompas BV", 31612345678, date(2025, 5, 1)],
        [None] * 4,
        ["Eva Kok", "Delta BV", 612345679.0, None],
    )
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    reading = read(out.getvalue(), "lijst.xlsx", TODAY)
    assert [contact.phones[0].e164 for contact in reading.contacts] == ["+31612345678", "+31612345679"]
    assert reading.contacts[0].last_contact == date(2025, 5, 1)
    assert [(one.row, one.reason) for one in reading.rejected] == [(1, "empty_row")]


def test_an_open_document_spreadsheet() -> None:
    rows = [("Naam", "Bedrijf", "Mobiel"), ("Zoë Bos", "Kompas BV", "0612345678")]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join("<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    xml = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", xml)
    assert read(out.getvalue(), "lijst", TODAY).contacts[0].name == "Zoë Bos"


CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96zdemir;Bj=C3=B6rn;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bj=C3=B6rn =C3=96zdemir
ORG:Kompas BV
TEL;CELL;VOICE:0612345678
TEL;HOME:0205550019
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Noor van den Berg
ORG:Delta BV;IT
TEL;VALUE=uri;TYPE="work,voice":tel:+31-20-555-0019
NOTE:via Pim\\, niet bellen
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Kok;Eva;;;
FN:Eva Kok
item1.TEL:+31612345679
item1.X-ABLabel:_$!<Home>!$_
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 /9j/4AAQSkZJRgABAQAAAQABAAD
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Nooit Af
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:
END:VCARD
"""


def test_visiting_cards_of_three_versions() -> None:
    reading = read_text(CARDS)
    bjorn, noor, eva = reading.contacts
    assert (reading.format, reading.rows) == ("vcard", 5)
    assert [(one.row, one.reason) for one in reading.rejected] == [
        (3, "unreadable_card"),
        (4, "no_name_or_organisation"),
    ]
    assert (bjorn.name, [(p.e164, p.label) for p in bjorn.phones]) == (
        "Björn Özdemir", [("+31612345678", "mobile"), ("+31205550019", "home")],
    )  # fmt: skip
    assert (noor.family, noor.organisation, noor.phones[0].label) == ("van den Berg", "Delta BV", "work")
    assert noor.do_not_call
    assert [(p.e164, p.label) for p in eva.phones] == [("+31612345679", "home")]
