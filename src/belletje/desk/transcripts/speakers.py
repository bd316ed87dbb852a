"""Who is who: which speaker is the caller, guessed by what callers do and those who are called do not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from belletje.desk.transcripts.utterance import Utterance
from belletje.understanding.acts import Act
from belletje.understanding.utterance import Ear

TELLING: Mapping[Act, float] = {
    Act.STATE_REASON: 3.0,
    Act.PROPOSE_MEETING: 2.0,
    Act.PROPOSE_SLOT: 1.0,
    Act.PITCH: 2.0,
    Act.ASK_PERMISSION: 2.0,
    Act.NAME_CONNECTION: 2.0,
    Act.OFFER_MATERIAL: 1.0,
    Act.ASK_OPEN: 1.0,
    Act.INTRODUCE: 1.0,
    Act.PROVE: 1.0,
    Act.ASK_REFERRAL: 1.0,
    Act.ASK_CALLBACK: 1.0,
}
"""How much an act tells that who does it is the caller; a judgement: both sides greet, only one states a reason."""
NAME_TELLS = 6.0
LOOKED_AT = 12


def guess_caller(said: Sequence[Utterance], ear: Ear, caller: str = "") -> str:
    """The speaker who is most like a caller. `caller` is the user's own name, if it is known.

    Who picks up speaks first, so of two who are alike it is the one who spoke second.
    """
    order = list(dict.fromkeys(one.speaker for one in said))
    if len(order) < 2:
        return order[0] if order else ""
    points: defaultdict[str, float] = defaultdict(float)
    own = {part for part in caller.casefold().split() if len(part) > 2}
    before = ""
    heard: defaultdict[str, int] = defaultdict(int)
    for one in said:
        heard[one.speaker] += 1
        if heard[one.speaker] <= LOOKED_AT:
            chosen = ear(one.text, before).chosen
            points[one.speaker] += sum(TELLING.get(act, 0.0) for act in chosen)
        before = one.text
    for speaker in order:
        if own & set(speaker.casefold().split()):
            points[speaker] += NAME_TELLS
    points[order[1]] += 0.5
    return max(order, key=lambda speaker: points[speaker])
