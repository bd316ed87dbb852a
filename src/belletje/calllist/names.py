"""People's names: reading them as written, and how alike two names are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from belletje.calllist.folding import folded, neighbours_swapped, one_edit_apart, tidy
from belletje.calllist.knowledge import table

_LINES = table("name_parts.tsv")
_PARTS = {
    kind: frozenset(word for line in _LINES if line["kind"] == kind for word in line.several("words"))
    for kind in ("particle", "title", "suffix")
}
_NICKNAMES = [frozenset(line.several("words")) for line in _LINES if line["kind"] == "nickname"]
_DASHES = ("-", "/")
MAX_LENGTH = 200
"""No one's name is longer; what is, is damage."""
_IN_BRACKETS = re.compile(r"\(([^)]*)\)|\[[^\]]*\]")
_NO_LETTER = re.compile(r"[^\w\s'’.,&/?-]|[\d_]")
_LOST = re.compile(r"(?<=\w)\?(?=\w)|\?(?=\w{2})|(?<=\w{2})\?")
"""A letter that a code page lacks comes out as a question mark: "Y?ld?z" was "Yıldız"."""
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?-?){1,4}$")
_ABBREVIATED_PARTICLE = re.compile(r"\b(v)\.?\s?/?(d)(?:\.\s?|\s+)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name for reading; the family name keeps its particles ("van der Berg")."""

    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name for comparing: folded given names, particles by their first letters, the bare family name."""

    given: tuple[str, ...]
    initials: str
    particles: str
    family: tuple[str, ...]
    solid: str
    """Particles and family name written as one word: "van den Berg" and "Vandenberg" are both "vandenberg"."""
    whole: str
    """All words in order as one: equal however a compound family name was cut ("Ana García", "López")."""
    plain: str
    """The bare family name with its own "ij", for finding swapped letters."""
    spelled: str = ""
    """The particles in full ("vanden"); empty when one of them is abbreviated."""


class Alike(Enum):
    """How alike two names are, from certain to impossible."""

    SAME = "same_name"
    TURNED = "given_and_family_turned"
    SWAPPED = "letters_swapped"
    DOUBLE = "double_family_name"
    LOST = "letters_lost"
    PARTICLE = "particle_differs"
    SHORTER = "shorter_form_of_name"
    NICKNAME = "short_given_name"
    INITIAL = "initial_fits"
    TYPO = "one_letter_differs"
    HALF = "given_name_missing"
    OTHER_FAMILY = "other_family_name"
    DIFFERENT = "different_name"


def read_name(written: str) -> PersonName:
    """A name in one cell: "Jan van der Berg", "Berg, Jan van der", "van der Berg, Jan", "dhr. ir. J. de Vries MSc"."""
    text = _bare(written)
    if "," in text:
        return _read_turned(*(part.strip() for part in text.split(",", 1)))
    words = text.split()
    if len(words) == 1 and text != tidy(written) and _has_title(written):
        return PersonName("", text)
    split = _where_family_starts(words)
    return PersonName(" ".join(words[:split]), " ".join(words[split:]))


def name_from_parts(given: str, infix: str, family: str) -> PersonName:
    """A name from separate columns; a family cell "Berg, van der" or "Berg van der" is put right."""
    given, infix, family = _bare(given), _bare(infix), _bare(family)
    if "," in family:
        tail, head = (part.strip() for part in family.split(",", 1))
        family = f"{head} {tail}" if _all_particles(head.split()) else f"{tail} {head}"
    if infix and not folded(family).startswith(folded(infix)):
        if _all_particles(infix.split()):
            family = f"{infix} {family}"
        else:
            given = f"{given} {infix}"
    if given and not family and len(given.split()) > 1:
        return read_name(given)
    return PersonName(given.strip(), family.strip())


@lru_cache(maxsize=200_000)
def name_key(given: str, family: str) -> NameKey:
    """The comparable form of a name."""
    given_words = tuple(_letters(word) for word in re.split(r"[\s.\-]+", folded(given)) if _letters(word))
    words = [_letters(word) for word in re.split(r"[\s\-/]+", _spelled_out(folded(family)))]
    words = [word for word in words if word]
    particles = [word for word in words if word in _PARTS["particle"]]
    bare = [word for word in words if word not in _PARTS["particle"]] or words
    return NameKey(
        given=given_words,
        initials=_initials(given, given_words),
        particles="".join(word if word in ("vd", "vda", "vdn") else word[0] for word in particles)[:2],
        family=tuple(word.replace("ij", "y") for word in bare),
        solid="".join(words).replace("ij", "y"),
        whole="".join((*given_words, *words)).replace("ij", "y"),
        plain="".join(bare),
        spelled="".join(particles)
        if all(len(word) > 1 and word not in ("vd", "vda", "vdn") for word in particles)
        else "",
    )


@lru_cache(maxsize=200_000)
def how_alike(left: NameKey, right: NameKey) -> Alike:
    """How alike two names are; symmetric."""
    if left.whole == right.whole and left.whole:
        return Alike.SAME
    if _turned(left, right):
        return Alike.TURNED
    family = _family_alike(left, right)
    given = _given_alike(left, right)
    if given is Alike.DIFFERENT:
        return Alike.DIFFERENT
    if family is Alike.DIFFERENT:
        sure = given is Alike.SAME and len(left.given) > 0
        return Alike.OTHER_FAMILY if sure else Alike.DIFFERENT
    return max(family, given, key=_doubt)


def _doubt(alike: Alike) -> int:
    return list(Alike).index(alike)


def _family_alike(left: NameKey, right: NameKey) -> Alike:
    if not left.family or not right.family:
        return Alike.DIFFERENT
    if left.solid == right.solid:
        return Alike.SAME
    if left.family == right.family:
        return _particles_alike(left, right)
    one, other = left.plain, right.plain
    if _lost_letters_apart(one, other):
        return Alike.LOST
    if set(left.family) <= set(right.family) or set(right.family) <= set(left.family):
        return Alike.DOUBLE
    if min(len(one), len(other)) >= 4 and neighbours_swapped(one, other):
        return Alike.SWAPPED
    if min(len(one), len(other)) >= 3 and one_edit_apart(one, other):
        return Alike.TYPO
    return Alike.DIFFERENT


def _particles_alike(left: NameKey, right: NameKey) -> Alike:
    if left.particles == right.particles:
        written_out = left.spelled and right.spelled and left.spelled != right.spelled
        return Alike.PARTICLE if written_out else Alike.SAME
    return Alike.TYPO if left.particles and right.particles else Alike.SHORTER


def _lost_letters_apart(one: str, other: str) -> bool:
    """Whether two names are the same where neither lost a letter, and most of it is left."""
    if len(one) != len(other) or ("?" not in one and "?" not in other):
        return False
    pairs = list(zip(one, other, strict=True))
    known = [left == right for left, right in pairs if "?" not in (left, right)]
    return all(known) and len(known) >= 2 and 2 * len(known) >= len(pairs)


def _given_alike(left: NameKey, right: NameKey) -> Alike:
    if not left.given or not right.given:
        return Alike.HALF
    if left.given == right.given or "".join(left.given) == "".join(right.given):
        return Alike.SAME
    if left.initials or right.initials:
        return _initials_alike(left, right)
    shorter, longer = sorted((left.given, right.given), key=len)
    if longer[: len(shorter)] == shorter:
        return Alike.SHORTER
    one, other = "".join(left.given), "".join(right.given)
    if _lost_letters_apart(one, other):
        return Alike.LOST
    if len(shorter) == len(longer) == 1 and any(one in names and other in names for names in _NICKNAMES):
        return Alike.NICKNAME
    if min(len(one), len(other)) >= 4 and neighbours_swapped(one, other):
        return Alike.SWAPPED
    if min(len(one), len(other)) >= 5 and one_edit_apart(one, other):
        return Alike.TYPO
    return Alike.DIFFERENT


def _initials_alike(left: NameKey, right: NameKey) -> Alike:
    one = left.initials or "".join(word[0] for word in left.given)
    other = right.initials or "".join(word[0] for word in right.given)
    shorter, longer = sorted((one, other), key=len)
    return Alike.INITIAL if longer.startswith(shorter) else Alike.DIFFERENT


def _turned(left: NameKey, right: NameKey) -> bool:
    if left.family == right.family or not (left.given and right.given and left.family and right.family):
        return False
    return left.given == right.family and right.given == left.family


def _initials(given: str, words: tuple[str, ...]) -> str:
    """The initials when a given name is nothing but initials ("J.P.", "J P", "JP" in capitals), else empty."""
    bare = given.replace(" ", "")
    if not words or not _INITIALS.match(bare):
        return ""
    dotted = "." in bare or all(len(word) == 1 for word in words)
    return "".join(words) if dotted or (bare.isupper() and len(bare) <= 3) else ""


def _bare(written: str) -> str:
    text = _IN_BRACKETS.sub(" ", tidy(written[:MAX_LENGTH]))
    text = _NO_LETTER.sub(" ", text)
    if "?" in text:
        text = _LOST.sub("\0", text).replace("?", " ").replace("\0", "?")
    words = _without_titles(text).split()
    while len(words) > 2 and _letters(folded(words[-1])) in _PARTS["suffix"]:
        words.pop()
    return " ".join(words).strip(" ,;-/&")


def _without_titles(text: str) -> str:
    words = text.split()
    while len(words) > 1 and _letters(folded(words[0])) in _PARTS["title"] and not _is_initial(words[0]):
        words.pop(0)
    return " ".join(words)


def _has_title(written: str) -> bool:
    return _letters(folded(tidy(written).split()[0])) in _PARTS["title"]


def _is_initial(word: str) -> bool:
    return len(_letters(folded(word))) == 1


def _read_turned(before: str, after: str) -> PersonName:
    after = _without_titles(after)
    given, particles = after.split(), list[str]()
    while len(given) > 1 and _all_particles(given[-1:]):
        particles.insert(0, given.pop())
    if _all_particles(after.split()) and before.split():
        words = before.split()
        return PersonName(" ".join(words[:-1]), f"{after} {words[-1]}")
    if after and "," in after:
        middle, last = (part.strip() for part in after.split(",", 1))
        if _all_particles(middle.split()):
            return PersonName(last, f"{middle} {before}")
        if last and _letters(folded(last)) not in _PARTS["suffix"]:
            given = after.replace(",", " ").split()
        else:
            given = middle.split()
    return PersonName(" ".join(given), " ".join([*particles, before]).strip())


def _where_family_starts(words: list[str]) -> int:
    """The index of the first word of the family name: the first particle, the first half of a double name ("Jansen-de
    Vries", "Jansen - de Vries"), else the last word."""
    for place in range(1, len(words) - 1):
        if words[place + 1] in _DASHES or _ends_in_a_particle(words[place]):
            return place
        if _letters(folded(words[place])) in _PARTS["particle"] and not _looks_like_an_initial(words[place]):
            return place
    return max(len(words) - 1, 1) if len(words) > 1 else len(words)


def _ends_in_a_particle(word: str) -> bool:
    before, dash, after = word.rpartition("-")
    return bool(before and dash) and _letters(folded(after)) in _PARTS["particle"] and after == after.lower()


def _looks_like_an_initial(word: str) -> bool:
    return word[:1].isupper() and len(word.rstrip(".")) == 1


def _all_particles(words: list[str]) -> bool:
    if any(_looks_like_an_initial(word) for word in words):
        return False
    spelled = [part for word in words for part in _spelled_out(folded(word)).split()]
    return bool(spelled) and all(_letters(part) in _PARTS["particle"] for part in spelled)


def _spelled_out(text: str) -> str:
    return _ABBREVIATED_PARTICLE.sub(lambda match: f"{match[1]} {match[2]} ", text) if text.startswith("v") else text


def _letters(word: str) -> str:
    return re.sub(r"[^a-z?]", "", word)
