"""Vacancies: web pages, job alerts and pasted text."""

from __future__ import annotations

from datetime import date

from belletje.calllist.intake import read

from .material import FIXTURES, TODAY, read_text, reading_of


def test_a_page_with_json_ld_and_its_contact_in_the_text() -> None:
    reading = reading_of(FIXTURES / "vacancies" / "netwerkbeheerder.html")
    (vacancy,), (person,) = reading.vacancies, reading.contacts
    assert reading.format == "vacancy_html"
    assert (vacancy.title, vacancy.organisation, vacancy.places) == (
        "Netwerkbeheerder",
        "Waterkant Zorggroep",
        ("Zwolle",),
    )
    assert (vacancy.posted, vacancy.closes, vacancy.language) == (date(2026, 9, 14), date(2026, 12, 31), "nl")
    assert (person.name, person.title, person.organisation) == (
        "Marloes Dekker", "teamleider infrastructuur", "Waterkant Zorggroep",
    )  # fmt: skip
    assert person.phones[0].e164 == "+31385550123"


def test_a_posting_inside_a_graph() -> None:
    (vacancy,) = reading_of(FIXTURES / "vacancies" / "voip_engineer.html").vacancies
    assert vacancy.organisation == "Meridiaan Verzekeringen N.V."
    assert (vacancy.places, vacancy.language) == (("Rotterdam", "Utrecht"), "en")


def test_microdata() -> None:
    page = """<!doctype html><body><div itemscope itemtype="https://schema.org/JobPosting">
    <h1 itemprop="title">Voice engineer</h1><time itemprop="datePosted" datetime="2026-11-01">1 november</time>
    <div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
    <b itemprop="name">Delta BV</b></div>
    <div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place"><div itemprop="address" itemscope
    itemtype="https://schema.org/PostalAddress"><i itemprop="addressLocality">Delft</i></div></div>
    <p itemprop="description">Geen acquisitie n.a.v. deze vacature.</p></div></body>"""
    (vacancy,) = read_text(page).vacancies
    assert (vacancy.title, vacancy.organisation, vacancy.places) == ("Voice engineer", "Delta BV", ("Delft",))
    assert vacancy.posted == date(2026, 11, 1)
    assert vacancy.no_acquisition


def test_a_page_without_an_organisation_is_rejected_with_the_reason() -> None:
    page = '<html><script type="application/ld+json">{"@type":"JobPosting","title":"Beheerder"}</script></html>'
    reading = read_text(page)
    assert [(one.row, one.reason, one.value) for one in reading.rejected] == [(0, "no_organisation", "Beheerder")]


def test_a_job_alert_counts_postings() -> None:
    reading = reading_of(FIXTURES / "vacancies" / "jobalert.eml")
    assert (reading.format, reading.rows) == ("vacancy_email", 3)
    assert [(v.title, v.organisation) for v in reading.vacancies] == [
        ("Netwerk Engineer", "Vechtstroom Transport B.V."), ("Network Architect (SD-WAN)", "Kwadraat Energie"),
        ("Coördinator telefonie", "Gemeente Havenzicht"),
    ]  # fmt: skip
    assert {v.posted for v in reading.vacancies} == {date(2026, 11, 16)}


def test_a_job_alert_in_html_with_a_footer() -> None:
    message = """From: alerts@jobs.example
To: me@here.example
Subject: =?utf-8?q?Nieuwe_banen?=
Date: Fri, 20 Nov 2026 07:00:00 +0100
Content-Type: text/html; charset=utf-8

<html><body><p><a href="https://jobs.example/1">Wifi engineer</a><br>Kompas BV<br>Leiden &middot; 2 dagen geleden</p>
<div><a href="https://jobs.example/2">Voice engineer</a></div><div>Delta BV</div>
<div><a href="https://jobs.example/3">Netwerkbeheerder</a></div><div>Polder NV</div>
<p><a href="https://jobs.example/u">Uitschrijven</a></p></body></html>"""
    reading = read_text(message)
    assert reading.format == "vacancy_email"
    assert [(v.title, v.url) for v in reading.vacancies] == [
        ("Wifi engineer", "https://jobs.example/1"),
        ("Voice engineer", "https://jobs.example/2"),
        ("Netwerkbeheerder", "https://jobs.example/3"),
    ]
    assert [v.organisation for v in reading.vacancies] == ["Kompas BV", "Delta BV", "Polder NV"]
    assert reading.vacancies[0].posted == date(2026, 11, 18)


def test_pasted_text_with_its_contact() -> None:
    reading = reading_of(FIXTURES / "vacancies" / "geplakt_wifi.txt")
    (vacancy,), (person,) = reading.vacancies, reading.contacts
    assert (vacancy.title, vacancy.organisation, vacancy.places) == (
        "Wifi specialist",
        "Duinrand Onderwijs Stichting",
        ("Leiden",),
    )
    assert vacancy.posted == date(2026, 11, 2)
    assert (person.name, person.title) == ("Hidde Vermeulen", "manager ICT")
    assert (person.phones[0].e164, person.emails) == ("+31612347788", ("h.vermeulen@duinrand.example",))


def test_pasted_text_in_other_shapes() -> None:
    labelled = (
        "Functie: Netwerkbeheerder\nBedrijf: Kompas BV\nPlaats: Zwolle\nGeplaatst: gisteren\n\nWij zoeken iemand."
    )
    joined = "Voice engineer bij Delta BV\nUtrecht · 2 weken geleden\n\nOver de functie\nSIP en SBC."
    reading = read_text(f"{labelled}\n\n--------\n\n{joined}\n")
    assert [(v.title, v.organisation, v.places) for v in reading.vacancies] == [
        ("Netwerkbeheerder", "Kompas BV", ("Zwolle",)), ("Voice engineer", "Delta BV", ("Utrecht",)),
    ]  # fmt: skip
    assert reading.vacancies[0].posted == date(2026, 11, 22)


def test_the_organisation_may_come_first() -> None:
    head = "Kompas BV\nSenior Network Engineer\nAmsterdam · 3 weeks ago · 12 applicants"
    text = f"{head}\n\nAbout the job\nWe are looking for you."
    (vacancy,) = read(text.encode(), "x", TODAY).vacancies
    assert (vacancy.title, vacancy.organisation) == ("Senior Network Engineer", "Kompas BV")
