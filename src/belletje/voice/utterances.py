"""What of the other end's sound has been sent and what has really been heard."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from belletje.rehearsal.record import BargeIn, Sounded, spoken_s
from belletje.voice.sentences import heard_part
from belletje.voice.sound import SAMPLE_RATE_HZ, seconds

SAFE_S = 1.5
"""Who plays the sound tells when it is over; where that is not told, it is taken to be so long after its length."""


@dataclass(slots=True)
class Utterance:
    """One line as sound. `_s` are lengths in seconds, but `began_s` and `told_s` are since dialling.

    `parts` are its sentences so far, each with where its sound ends. `told_s` is when last something of it was sent, or
    known to be heard.
    """

    number: int
    said: int
    text: str
    began_s: float
    told_s: float
    aloud: bool
    pcm: bytearray = field(default_factory=bytearray)
    parts: list[tuple[str, float]] = field(default_factory=list)
    whole: bool = False
    played_s: float = 0.0
    over: bool = False

    @property
    def length_s(self) -> float:
        """How long it sounds in full, estimated from the words where not all of its sound is here."""
        made_s = seconds(self.pcm)
        return made_s if self.aloud and self.whole and self.pcm else max(made_s, spoken_s(self.text))

    @property
    def heard(self) -> str:
        """The words of it that have sounded."""
        if not self.parts:
            return heard_part(self.text, self.played_s / self.length_s if self.length_s else 0.0)
        heard, from_s = [], 0.0
        for words, to_s in self.parts:
            share = (self.played_s - from_s) / max(to_s - from_s, 0.01)
            heard.append(heard_part(words, min(1.0, max(0.0, share))))
            from_s = to_s
        return " ".join(filter(None, heard))


class Utterances:
    """The sounds of one call, by number from 1. `now_s` gives seconds since dialling; `changed` is told of silence."""

    def __init__(self, now_s: Callable[[], float], starts: Callable[[], None], stops: Callable[[], None]) -> None:
        self._now_s = now_s
        self._starts = starts
        self._stops = stops
        self._all: dict[int, Utterance] = {}
        self._hushed_s: float | None = None
        self._measured: list[Sounded | BargeIn] = []
        self._silent = asyncio.Event()
        self._silent.set()

    def begin(self, said: int, text: str, *, aloud: bool) -> int:
        """A line is about to sound; gives its number."""
        number = len(self._all) + 1
        now_s = self._now_s()
        self._all[number] = Utterance(number, said, text, now_s, now_s, aloud)
        self._silent.clear()
        self._starts()
        return number

    def sent(self, number: int, words: str, pcm: bytes) -> None:
        """One more sentence of it went out."""
        one = self._all[number]
        one.told_s = self._now_s()
        if not one.pcm:
            one.began_s = one.told_s
        one.pcm += pcm
        one.parts.append((words, seconds(one.pcm)))

    def all_sent(self, number: int) -> None:
        """No more of it follows."""
        self._all[number].whole = True

    def sounds(self, number: int) -> bool:
        """Whether it may still sound."""
        return not self._all[number].over

    def played(self, number: int, played_s: float, *, ended: bool, chars: int | None = None) -> None:
        """Who plays it tells how much has sounded; `chars` of the text where only that is known."""
        one = self._all.get(number)
        if one is None:
            return
        if chars is not None and one.text:
            played_s = one.length_s * min(1.0, chars / len(one.text))
        one.played_s = max(one.played_s, min(played_s, one.length_s))
        one.told_s = self._now_s()
        if ended and not one.over:
            self._finish(one)

    def hush(self) -> int | None:
        """The caller begins to speak: gives the last utterance that is to be silent, where any sounds."""
        to_sound = self._to_sound()
        if not to_sound:
            return None
        if self._hushed_s is None:
            self._hushed_s = self._now_s()
        return to_sound[-1].number

    def go_on(self) -> bool:
        """What was hushed sounds again from where it was; whether there is any."""
        was_hushed, self._hushed_s = self._hushed_s is not None, None
        for one in self._to_sound()[:1]:
            one.told_s = self._now_s()
        return was_hushed and self.sounding

    def interrupt(self) -> int | None:
        """The caller goes on speaking: gives the last utterance that is to be silent for good, where any sounds.

        It was interrupted when it was hushed, and where nothing hushed it, now.
        """
        to_sound = self._to_sound()
        if not to_sound:
            return None
        at_s = self._now_s() if self._hushed_s is None else self._hushed_s
        for one in to_sound:
            self._finish(one)
        cut = to_sound[0]
        self._measured.append(BargeIn(round(at_s, 2), cut.said, cut.heard))
        return to_sound[-1].number

    def check(self) -> None:
        """Ends a sound whose end nobody told of. Not to be asked while nobody can tell."""
        for one in self._to_sound()[:1]:
            late = self._now_s() > one.told_s + one.length_s - one.played_s + SAFE_S
            if one.whole and late and self._hushed_s is None:
                one.played_s = one.length_s
                self._finish(one)

    def unheard(self) -> list[tuple[Utterance, bytes]]:
        """The utterances that are still to sound, with the sound that was not heard yet: to be sent again."""
        unheard = [one for one in self._to_sound() if one.pcm]
        for one in unheard:
            one.told_s = self._now_s()
        return [(one, bytes(one.pcm[round(one.played_s * SAMPLE_RATE_HZ) * 2 :])) for one in unheard]

    @property
    def sounding(self) -> bool:
        """Whether anything may still sound."""
        return bool(self._to_sound())

    @property
    def left_s(self) -> float:
        """How much has still to sound, in seconds."""
        return sum(one.length_s - one.played_s for one in self._to_sound())

    def sounded(self) -> list[tuple[bytes, float]]:
        """The sound of all that was heard, as far as it was, with when it began in seconds since dialling."""
        return [(bytes(one.pcm[: round(one.played_s * SAMPLE_RATE_HZ) * 2]), one.began_s) for one in self._all.values()]

    async def silence(self) -> None:
        """Waits until nothing sounds."""
        await self._silent.wait()

    def so_far(self) -> tuple[Sounded | BargeIn, ...]:
        """See answering.Sounds."""
        return tuple(self._measured)

    def kept(self, sounds: tuple[Sounded | BargeIn, ...]) -> None:
        """See answering.Sounds."""
        del self._measured[: len(sounds)]

    def _to_sound(self) -> list[Utterance]:
        """What sounds now, and what sounds after it."""
        return [one for one in self._all.values() if not one.over]

    def _finish(self, one: Utterance) -> None:
        one.over = True
        took_s = min(one.played_s, one.length_s)
        self._measured.append(Sounded(round(one.began_s, 2), one.said, round(took_s, 2), round(one.length_s, 2)))
        for following in self._to_sound()[:1]:
            following.began_s = following.told_s = self._now_s()
            return
        self._hushed_s = None
        self._silent.set()
        self._stops()
