"""Vacancies in web pages: schema.org JobPosting as JSON-LD (also in @graph) or microdata (https://schema.org/JobPosting)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from belletje.calllist.contact import Rejected, Vacancy
from belletje.calllist.dates import read_date
from belletje.calllist.folding import tidy
from belletje.calllist.intake.vacancy_parts import finished, without_way_of_working
from belletje.calllist.phones import read_phones

# Each of these stops at the next "<" or needs an end that is known to come, so that no page takes quadratic time.
_SCRIPT = re.compile(r"<script[^<>]*ld\+json[^<>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|br|li|ul|ol|div|h\d|tr|section|article)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = ("script", "style", "head", "noscript")
_DEEPEST = 30


def postings_in_html(page: str, file: str, today: date) -> list[Vacancy | Rejected]:
    """A vacancy, or why not, for each JobPosting in the page; the same posting written twice counts once."""
    found: list[Vacancy | Rejected] = []
    seen: set[tuple[str, str]] = set()
    for item in _job_postings(page):
        vacancy = _vacancy(item, file, len(found), today)
        key = (vacancy.title, vacancy.organisation) if isinstance(vacancy, Vacancy) else (vacancy.reason, vacancy.value)
        if key not in seen:
            seen.add(key)
            found.append(vacancy)
    return found


def text_of_html(page: str) -> str:
    """The text of a page, a line for each block, for pages without schema.org data."""
    for tag in _HIDDEN:
        closed, rest = up_to_last(f"</{tag}", page)
        page = re.sub(rf"<{tag}\b.*?</{tag}", "<", closed, flags=re.IGNORECASE | re.DOTALL) + rest
    text = _TAG.sub(" ", _BLOCK.sub("\n", page))
    lines = (tidy(line) for line in html.unescape(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def up_to_last(closing: str, page: str) -> tuple[str, str]:
    """The page up to the last closing tag ("</a"), in which every opening one finds an end; and the rest."""
    at = page.lower().rfind(closing)
    end = at + len(closing) if at >= 0 else 0
    return page[:end], page[end:]


def _job_postings(page: str) -> Iterator[dict[str, Any]]:
    for item in _json_ld(page):
        yield from _of_type(item, 0)
    for item in _microdata(page):
        yield from _of_type(item, 0)


def _json_ld(page: str) -> list[Any]:
    # Imported when needed: extruct takes 0.4 s to load and most imports hold no web page.
    from extruct.jsonld import JsonLdExtractor  # type: ignore[import-untyped,unused-ignore]

    try:
        return list(JsonLdExtractor().extract(page))
    # lxml, jstyleson and json each raise their own errors; one broken script must not hide the others.
    except Exception:
        return [
            item
            for script in _SCRIPT.findall(up_to_last("</script>", page)[0])
            if (item := _loose_json(script)) is not None
        ]


def _loose_json(script: str) -> Any:
    try:
        return json.loads(html.unescape(script.strip().rstrip(";")), strict=False)
    except (ValueError, RecursionError):
        return None


def _microdata(page: str) -> list[Any]:
    if "itemscope" not in page.lower():
        return []
    from extruct.w3cmicrodata import MicrodataExtractor  # type: ignore[import-untyped,unused-ignore]

    try:
        return [_flat(item, 0) for item in MicrodataExtractor().extract(page)]
    # See _json_ld.
    except Exception:
        return []


def _flat(item: Any, depth: int) -> Any:
    """A microdata item in the shape of JSON-LD: its properties beside its @type."""
    if depth > _DEEPEST:
        return None
    if isinstance(item, list):
        return [_flat(one, depth + 1) for one in item]
    if isinstance(item, dict) and "properties" in item:
        kind = item.get("type", "")
        flat = {"@type": [str(one).rsplit("/", 1)[-1] for one in (kind if isinstance(kind, list) else [kind])]}
        return flat | {str(name): _flat(value, depth + 1) for name, value in item["properties"].items()}
    return item


def _of_type(item: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(item, list):
        for one in item:
            yield from _of_type(one, depth + 1)
    elif isinstance(item, dict):
        kinds = item.get("@type", [])
        if "JobPosting" in [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]:
            yield item
            return
        for value in item.values():
            if isinstance(value, dict | list):
                yield from _of_type(value, depth + 1)


def _vacancy(item: dict[str, Any], file: str, row: int, today: date) -> Vacancy | Rejected:
    title = _words(item.get("title") or item.get("name"))
    organisation = _words(_named(item.get("hiringOrganization")))
    if not title:
        return Rejected(row, "no_vacancy_title", organisation)
    if not organisation:
        return Rejected(row, "no_organisation", title)
    person = _one(item.get("applicationContact") or item.get("contactPoint"))
    person = person if isinstance(person, dict) else {}
    phones, _ = read_phones(_words(person.get("telephone")), "work")
    return finished(
        Vacancy(
            file=file, row=row, title=title, organisation=organisation, places=tuple(_places(item.get("jobLocation"))),
            description=text_of_html(_raw(item.get("description"))),
            posted=read_date(_words(item.get("datePosted")), today),
            closes=read_date(_words(item.get("validThrough")), today),
            contact_name=_words(person.get("name")), contact_phones=tuple(phones),
            contact_email=_words(person.get("email")).removeprefix("mailto:").lower(),
            url=_words(item.get("url")),
        )
    )  # fmt: skip


def _places(locations: Any) -> Iterator[str]:
    for location in locations if isinstance(locations, list) else [locations]:
        place = location.get("address", location.get("name")) if isinstance(location, dict) else location
        place = _one(place)
        if isinstance(place, dict):
            place = place.get("addressLocality") or place.get("addressRegion") or place.get("name")
        if written := without_way_of_working(_words(place)):
            yield written


def _named(thing: Any) -> Any:
    thing = _one(thing)
    return (thing.get("name") or thing.get("legalName")) if isinstance(thing, dict) else thing


def _one(thing: Any) -> Any:
    return (thing[0] if thing else None) if isinstance(thing, list) else thing


def _raw(thing: Any) -> str:
    thing = _one(thing)
    return html.unescape(thing) if isinstance(thing, str) else ""


def _words(thing: Any) -> str:
    thing = _one(thing)
    return tidy(html.unescape(_TAG.sub(" ", str(thing)))) if isinstance(thing, str | int | float) else ""
