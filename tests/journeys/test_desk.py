"""A morning at the desk without a mouse; and axe over its pages."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

PAGES = (
    "/plan",
    "/desk",
    "/desk/calls/1",
    "/desk/calls/2",
    "/results",
    "/results/calls",
    "/transcripts",
    "/transcripts/1",
)


def furnish(page: Page, address: str) -> None:
    """Demo data, and the desk open."""
    page.goto(address)
    page.locator("form[action='/demo'] button").click()
    page.goto(f"{address}/desk")


def test_a_morning_without_a_mouse(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    furnish(page, address)

    page.keyboard.press("j")
    expect(page.locator("#outcome-form")).to_be_visible()
    first = page.url
    number = page.locator("[data-dial]")
    assert re.fullmatch(r"tel:\+\d+", number.get_attribute("href") or "")

    page.keyboard.press("4")
    expect(page.locator("#step-name")).to_have_text("Verkoop")
    page.keyboard.press("/")
    page.keyboard.type("we hebben al een par")
    expect(page.locator("#found")).to_contain_text("Heeft al een leverancier")
    page.keyboard.press("Enter")
    expect(page.locator("#step-name")).to_have_text("Al een partij")

    page.keyboard.press("e")
    page.keyboard.type("Belt zelf ook met een n en een p.")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#when")).to_be_focused()
    page.keyboard.type("ooit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("geen dag of tijd")
    expect(page.locator("#note")).to_have_value("Belt zelf ook met een n en een p.")
    page.locator("#when").fill("volgende week dinsdag om 10 uur")
    page.locator("#when").press("Enter")
    expect(page.locator("h1")).to_have_text("Terugbellen afgesproken")
    expect(page.locator("main")).to_contain_text("Is dit verkoop?")

    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("teruggenomen")
    page.keyboard.press("j")
    page.wait_for_url("**/desk/p*")
    assert page.url.split("?")[0] == first.split("?")[0]
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("Niemand bereikt")
    page.go_back()
    expect(page.locator(".notice")).to_contain_text("U legde dit gesprek zojuist vast")
    page.keyboard.press("p")
    page.keyboard.press("j")
    expect(page).not_to_have_url(re.compile(re.escape(first) + "$"))
    expect(page.locator("[data-dial]")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_at_the_desk(address: str, open_page: Callable[..., Page], width: int, scheme: str) -> None:
    page = open_page(width, scheme)
    furnish(page, address)
    found = {}
    for outcome in ("meeting", "material_requested"):
        page.goto(f"{address}/desk")
        page.locator("form[action='/desk/next'] button").click()
        page.locator(f"button[value={outcome}]").click()
    page.goto(f"{address}/desk")
    page.locator("form[action='/desk/next'] button").click()
    page.locator(".ways a").first.click()
    page.locator("#q").fill("te duur")
    page.locator(".found").wait_for()
    found["the sheet"] = Axe().run(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the sheet sticks out to the side"
    page.goto(f"{address}/transcripts")
    page.locator("#text").fill("Bakker: Met Bakker.\nSanne: Ik bel over uw vacature.\nBakker: Geen interesse.")
    page.locator("#ground").fill("gemeld")
    page.get_by_role("button", name="Inlezen").click()
    page.wait_for_url("**/transcripts/1")
    for path in PAGES:
        page.goto(address + path)
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true }")
        found[path] = Axe().run(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} sticks out to the side"

    reports = [f"{path}: {results.generate_report()}" for path, results in found.items() if results.violations_count]
    assert not reports, "\n".join(reports)
