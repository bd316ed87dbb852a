"""Practice in a real browser: helps at a key, a colleague's answer in two, pictures that are drawn, a drill beside."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

OPENING = "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht. Ik bel over uw vacature."


def answer_everything(page: Page, address: str) -> None:
    """Keeps an answer to each reaction, so that whatever comes has one."""
    page.goto(f"{address}/answers")
    reactions = page.locator("#reaction option").evaluate_all("all => all.map(one => one.value)")
    for reaction in reactions:
        page.locator("#reaction").select_option(reaction)
        page.locator("#text").fill("Dat begrijp ik. Hoe vangt u dat nu op?")
        page.locator("#by").fill("Joost")
        page.locator("form.card button").last.click()
        page.wait_for_url(re.compile("done=kept"))


def dial(page: Page, address: str) -> None:
    """Dials somebody in a hurry, who asks or objects soon."""
    page.goto(f"{address}/rehearse")
    page.locator("details.own > summary").click()
    page.locator("#d-reach").select_option("answers")
    page.locator("#d-time").select_option("in_a_hurry")
    page.locator("button[value=own]").click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("late", [0, 10])
def test_a_key_counts_from_the_moment_the_answer_is_on_the_screen(
    address: str, open_page: Callable[..., Page], late: int
) -> None:
    page = open_page()
    dial(page, address)
    expect(page.locator("#words")).to_be_focused()
    documents: list[str] = []
    page.on("request", lambda asked: documents.append(asked.url) if asked.resource_type == "document" else None)
    page.evaluate(
        """late => {
             const press = () => document.body.dispatchEvent(
               new KeyboardEvent("keydown", {key: "p", code: "KeyP", altKey: true, bubbles: true}));
             document.addEventListener("htmx:afterSwap", () => setTimeout(press, late), {once: true});
           }""",
        late,
    )
    page.keyboard.press("Alt+h")
    expect(page.get_by_role("link", name="Verder")).to_be_visible()
    assert documents == []


def test_helps_at_a_key_and_pictures_afterwards(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    answer_everything(page, address)
    dial(page, address)
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("half getypt")
    page.keyboard.press("Alt+h")
    expect(page.locator("#hint-head")).to_be_visible()
    expect(page.locator("#words")).to_have_value("half getypt")
    page.locator("#words").fill(OPENING)
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine")).to_have_count(1)

    page.keyboard.press("Alt+a")
    expect(page.locator("#answers-head")).to_be_visible()
    if page.locator("[data-answer]").count():
        page.keyboard.press("Alt+1")
        expect(page.locator("#words")).to_have_value("Dat begrijp ik. Hoe vangt u dat nu op?")

    page.keyboard.press("Alt+t")
    expect(page.locator(".said.mine")).to_have_count(0)
    page.keyboard.press("Alt+p")
    expect(page.locator("#words")).to_have_count(0)
    page.get_by_role("link", name="Verder").click()
    page.locator("#words").fill(OPENING)
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine")).to_have_count(1)
    if page.locator("#words").count():
        page.keyboard.press("Escape")
    page.get_by_role("link", name="Naar de nabespreking").click()

    expect(page.get_by_text("Gebruikte hulp:")).to_contain_text("beurt teruggenomen")
    expect(page.locator("figure.drawn svg").first).to_be_visible()
    expect(page.locator("figure.chart:not(.drawn)")).to_have_count(0)

    page.locator(".retake").first.click()
    page.locator("#words").fill("Goedemorgen, met Sanne. Hoe vangt u het werk nu op?")
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine")).to_have_count(1)
    if page.locator("#words").count():
        page.keyboard.press("Escape")
    page.get_by_role("link", name="Naar de nabespreking").click()
    expect(page.get_by_role("heading", name="Beide pogingen")).to_be_visible()

    page.goto(f"{address}/ladder")
    expect(page.locator("figure[data-chart=coverage].drawn svg")).to_be_visible()
    expect(page.locator("figure.chart:not(.drawn)")).to_have_count(0)
