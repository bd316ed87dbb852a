"""Who speaks, for which company, and who is asked for."""

from collections.abc import Iterator

from belletje.understanding.facts.fact import Fact, Kind
from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.names import Named, company, is_name_word, person
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

Introduced = tuple[Named, bool]


def people(tokens: Tokens, lex: Lexicon, taken: list[bool]) -> Iterator[Fact]:
    """The names of persons and companies, in the order of the text."""
    place = 0
    while place < len(tokens.words):
        named = _person_at(tokens, place, lex)
        if named and not any(taken[named[0].first : named[0].after]):
            name, introduces = named
            yield _fact("name", name, tokens)
            place = name.after
            firm = _company_after(tokens, place, lex) if introduces else None
            if firm:
                yield _fact("company", firm, tokens)
                place = firm.after
            continue
        firm = _company_at(tokens, place, lex)
        if firm and not any(taken[firm.first : firm.after]):
            yield _fact("company", firm, tokens)
            place = firm.after
            continue
        place += 1


def _person_at(tokens: Tokens, place: int, lex: Lexicon) -> Introduced | None:
    """A name behind a title or a cue that starts at this place, and whether it is the speaker's own."""
    words = tokens.words
    for cue, introduces in (("introduces", True), ("asks_for", False)):
        found = lex.match(cue, words, place)
        if found:
            start = _restarted(tokens, found[1], lex)
            title = lex.match("title", words, start)
            name = person(tokens, title[1] if title else start, lex, titled=bool(title))
            if name:
                return name, introduces
    title = lex.match("title", words, place)
    if title:
        name = person(tokens, title[1], lex, titled=True)
        return (name, False) if name else None
    perhaps = lex.match("asks_perhaps", words, place)
    if perhaps:
        name = person(tokens, perhaps[1], lex)
        return (name, False) if name and _is_likely(tokens, name, lex) else None
    return _greets(tokens, place, lex) or _maybe(tokens, place, lex) or _clause(tokens, place, lex)


def _restarted(tokens: Tokens, place: int, lex: Lexicon) -> int:
    """The place after a false start: "met, wacht, met"."""
    words = tokens.words
    for skip in range(place, min(place + 3, len(words))):
        if lex.has("greets_with", words[skip]) and words[skip] in words[:place]:
            return skip + 1
    return place


def _greets(tokens: Tokens, place: int, lex: Lexicon) -> Introduced | None:
    """ "Goedemorgen, met Sanne": at the start, after a greeting or after a title's name."""
    words = tokens.words
    found = lex.match("greets_with", words, place)
    if not found:
        return None
    name = person(tokens, found[1], lex)
    if not name:
        return None
    if lex.language == "nl" and words[place] == "met":
        return (name, True) if _opens(tokens, place, lex) else None
    sure = _is_likely(tokens, name, lex) or _firm_follows(tokens, name.after, lex)
    return (name, True) if sure else None


def _is_likely(tokens: Tokens, name: Named, lex: Lexicon) -> bool:
    return tokens.words[name.first] in lex.first_names or tokens.all[name.first].capital


def _opens(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    if place == 0 or tokens.all[place].comma or tokens.words[place - 1] == BOUNDARY:
        return True
    before = tokens.words[place - 1]
    return lex.has("greeting", before) or lex.ends_at("greeting", tokens.words, place) or before == "hier"


def _firm_follows(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    found = lex.match("of_company", tokens.words, place)
    return bool(found and company(tokens, found[1], lex))


def _maybe(tokens: Tokens, place: int, lex: Lexicon) -> Introduced | None:
    """ "is Jan er", "mag ik Marieke": a known given name, or one with a capital before a fitting word."""
    words = tokens.words
    found = lex.match("maybe_name", words, place)
    name = person(tokens, found[1], lex) if found else None
    if not name:
        return None
    fits = name.after >= len(words) or bool(lex.match("after_asked", words, name.after))
    return (name, False) if _is_likely(tokens, name, lex) and (fits or words[name.after] == BOUNDARY) else None


def _clause(tokens: Tokens, place: int, lex: Lexicon) -> Introduced | None:
    """A name that stands as a clause of its own: "Dag, Marit Oosting, Lindwerk", "hassan van netflow"."""
    words = tokens.words
    if not _opens(tokens, place, lex) or not is_name_word(tokens, place, lex):
        return None
    name = person(tokens, place, lex)
    if not name:
        return None
    known = words[name.first] in lex.first_names
    firm = _firm_follows(tokens, name.after, lex)
    several = name.after - name.first > 1
    alone = name.after >= len(words) or tokens.all[name.after].comma or words[name.after] in (BOUNDARY, "hier", "here")
    if tokens.cased:
        greeted = place > 0 and not several
        return (name, True) if (firm and (several or known or greeted)) or (several and known and alone) else None
    return (name, True) if known and firm else None


def _company_after(tokens: Tokens, place: int, lex: Lexicon) -> Named | None:
    """The speaker's company behind the name: "van Netwacht", ", van Vensterwerk", ", Flexnet,"."""
    words = tokens.words
    start = place
    while start < len(words) and words[start] in ("hier", "here", BOUNDARY) and start < place + 1:
        start += 1
    found = lex.match("of_company", words, start)
    if found:
        return company(tokens, found[1], lex)
    if place < len(words) and tokens.cased and tokens.all[place].comma:
        firm = company(tokens, place, lex)
        if firm and (firm.after >= len(words) or tokens.all[firm.after].comma or words[firm.after] == BOUNDARY):
            return firm
    return None


def _company_at(tokens: Tokens, place: int, lex: Lexicon) -> Named | None:
    found = lex.match("for_company", tokens.words, place)
    return company(tokens, found[1], lex) if found else None


def _fact(kind: Kind, named: Named, tokens: Tokens) -> Fact:
    start, end = tokens.slice(named.first, named.after)
    return Fact(kind, tokens.text[start:end], start, end, named.written)
