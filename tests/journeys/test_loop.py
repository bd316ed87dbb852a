"""The whole loop in a real browser: first visit to ladder, in Dutch at a desk and in English on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

DUTCH = (
    "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht Netwerken. Ik bel over uw vacature, bel ik gelegen?",
    "Dat begrijp ik. Hoe vangt uw team dat werk nu op?",
    "Zullen we een half uur kennismaken? Schikt dinsdag om tien uur?",
)
ENGLISH = (
    "Good morning, my name is Sanne de Wit from Northlight Networks. I am calling about your vacancy.",
    "I understand. How does your team cover that work now?",
    "Shall we have a short meeting? Would Tuesday at ten suit you?",
)


def hold_a_call(page: Page, lines: tuple[str, ...]) -> None:
    """Skips the ringing and says line after line, with Enter, while the line lives; then hangs up with Esc."""
    page.locator("[data-skip]").click()
    for said, line in enumerate(lines, 1):
        if page.locator("#words").count() == 0:
            return
        expect(page.locator("#words")).to_be_focused()
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(page.locator(".said.mine")).to_have_count(said)
        expect(page.locator(".said.mine p").last).to_have_text(line)


def put_down(page: Page) -> None:
    """Hangs up, where the line still lives."""
    if page.locator("#words").count():
        page.keyboard.press("Escape")
    expect(page.locator(".phone.dead")).to_be_visible()


def test_from_the_first_visit_to_the_ladder_in_dutch(
    address: str, open_page: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    page = open_page()
    page.goto(address)
    page.get_by_role("button", name="Voorbeeldgegevens gebruiken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bellijst")
    page.get_by_role("link", name=re.compile("Oefen het gesprek met")).first.click()

    expect(page.get_by_text("U praat met een computer")).to_be_visible()
    page.get_by_label("Wat bent u bang dat er gebeurt?").fill("Dat ze boos worden.")
    page.get_by_label(re.compile("^Hoe zenuwachtig")).fill("70")
    page.get_by_role("button", name="Bellen", exact=True).first.click()

    expect(page.get_by_text("Aan de andere kant zit een computer.")).to_be_visible()
    hold_a_call(page, DUTCH)
    picture(page, "rehearsal")
    put_down(page)
    page.get_by_role("link", name="Naar de nabespreking").click()

    expect(page.get_by_role("heading", name="Wat beter kan")).to_be_visible()
    expect(page.get_by_text("Dat ze boos worden.")).to_be_visible()
    picture(page, "debrief")
    page.get_by_role("link", name="Naar de ladder").click()
    expect(page.get_by_role("link", name="Gesprek 1")).to_have_count(2)
    expect(page.get_by_text("Een sport verdient u door te proberen")).to_be_visible()


def test_the_same_in_english_on_a_phone_in_the_dark(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(390, "dark", "en-GB")
    page.goto(address)
    page.get_by_role("button", name="Use demo data").click()
    page.get_by_role("link", name="Rehearse", exact=True).click()
    page.get_by_role("button", name="Dial", exact=True).first.click()
    hold_a_call(page, ENGLISH)
    put_down(page)
    page.get_by_role("link", name="To the debrief").click()
    expect(page.get_by_role("heading", name="What to improve")).to_be_visible()
    page.get_by_role("link", name="To the ladder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ladder")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out to the side"


def test_a_double_enter_counts_once_and_keys_do_what_they_say(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{address}/rehearse")
    page.get_by_role("button", name="Bellen", exact=True).first.click()
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_be_focused()

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.keyboard.press("Alt+h")
    expect(page.locator("#hint-head")).to_be_visible()
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("Goedemorgen?")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine p")).to_have_text(["Goedemorgen?"])


def test_a_script_is_checked_while_it_is_written(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{address}/scripts/new?example=nl")
    page.get_by_label("Het script, in Markdown").fill("# Opening\n> Hallo {naam}.\n")

    expect(page.locator(".tag.error").first).to_be_visible()
    page.get_by_role("button", name="Bewaren").click()
    expect(page).to_have_url(re.compile(r"/scripts/1\?done=kept"))


def test_a_server_that_is_gone_is_said_and_nothing_typed_is_lost(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{address}/rehearse")
    page.get_by_role("button", name="Bellen", exact=True).first.click()
    page.locator("[data-skip]").click()
    page.route("**/say", lambda route: route.abort())
    page.locator("#words").fill("Goedemorgen.")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Belletje antwoordt niet")
    expect(page.locator("#words")).to_have_value("Goedemorgen.")


def test_the_whole_call_without_scripts(address: str, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{address}/rehearse")
    page.get_by_role("button", name="Bellen", exact=True).first.click()
    page.get_by_label("Wat zegt u?").fill(DUTCH[0])
    page.get_by_role("button", name="Zeg het").click()
    expect(page.locator(".said.mine p")).to_have_text(DUTCH[0])
    page.get_by_role("button", name="Ophangen").click()
    expect(page.get_by_text("De verbinding is verbroken")).to_be_visible()
    context.close()
