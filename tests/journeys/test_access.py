"""axe finds nothing on any page, in light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.journey

PAGES = (
    "/list", "/people", "/people/p1", "/import", "/scripts", "/scripts/1", "/scripts/new", "/questions",
    "/questions/new", "/questions/one/wifi_roaming", "/rehearse", "/calls/1", "/calls/1/debrief",
    "/calls/2", "/answers", "/ladder", "/settings", "/nowhere", "/",
)  # fmt: skip


def furnish(page: Page, address: str) -> None:
    """Demo data, one call that is over and one that is going on."""
    page.goto(address)
    page.locator("form[action='/demo'] button").click()
    for over in (True, False):
        page.goto(f"{address}/rehearse")
        page.locator("button[name=scenario]").first.click()
        page.locator("[data-skip]").click()
        page.locator("#words").fill("Goedemorgen, u spreekt met Sanne. Hoe vangt u dat op?")
        page.keyboard.press("Enter")
        page.locator(".said.mine").wait_for()
        if over and page.locator("#words").count():
            page.keyboard.press("Escape")
            page.locator(".phone.dead").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing(address: str, open_page: Callable[..., Page], width: int, scheme: str) -> None:
    page = open_page(width, scheme)
    page.goto(address)
    found = {"first visit": Axe().run(page)}
    furnish(page, address)
    for path in PAGES:
        page.goto(address + path)
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true }")
        found[path] = Axe().run(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} sticks out to the side"

    reports = [f"{path}: {results.generate_report()}" for path, results in found.items() if results.violations_count]
    assert not reports, "\n".join(reports)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_between_choosing_files_and_importing_them(
    address: str, open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = open_page(width, scheme)
    page.goto(f"{address}/import")
    rows = b"aap;noot;mies\nNoor Bakker;Meridiaan BV;0612345678\nNoor Bakker;Meridiaan;\n;;\nPiet Vos;Delta NV;12\n"
    page.locator("#files").set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": rows})
    page.locator("form[enctype] button").click()
    page.wait_for_url("**/import/columns/**")
    found = {"columns": Axe().run(page)}
    for column, meaning in enumerate(("full_name", "organisation", "phone")):
        page.locator(f"#column-{column}").select_option(meaning)
    page.locator("main form button").click()
    page.wait_for_url("**/import/preview/**")
    found["preview"] = Axe().run(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#show").select_option("merged")
    page.locator(".fates li").nth(1).wait_for(state="detached")
    page.locator("form[action='/import/commit'] button").click()
    page.locator(".imports > li").wait_for()
    reports = [f"{path}: {results.generate_report()}" for path, results in found.items() if results.violations_count]
    assert not reports, "\n".join(reports)
