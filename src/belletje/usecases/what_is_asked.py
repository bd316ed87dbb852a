"""What a turn of the caller asks about: none, one or two of the topics that somebody who is called can answer."""

from collections.abc import Sequence
from functools import cache

from belletje.prospect.asked import ASKING, NOTHING, topic_asked
from belletje.prospect.echo import is_said_back
from belletje.prospect.elaboration import ASKS_ON
from belletje.prospect.forms import (
    EXAMPLE,
    HAPPENED,
    SUMMED_UP,
    TELLING,
    asks_indirectly,
    forms_in,
    invites,
    questions_in,
    reminds,
)
from belletje.prospect.near_misses import meant
from belletje.prospect.presumed import granted
from belletje.prospect.recognise import Reader, Recognised
from belletje.prospect.sentences import sentences_in
from belletje.prospect.topics import BY_FORM, OTHER, RIGHT, SAID_BACK, TELL_MORE, Topic, topics
from belletje.rehearsal.conversation import Conversation
from belletje.understanding.acts import Act, Acts
from belletje.usecases.house import House

NEXT_STEPS = (Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.ASK_CALLBACK)
PROPOSES = frozenset((*NEXT_STEPS, Act.OFFER_MATERIAL))
"""The acts of who wants a yes to a step, and not to what they summed up."""
ASKS_ELSE = PROPOSES | {Act.ASK_PERMISSION, Act.SMALL_TALK}
"""What else a question mark may stand behind."""
ASKS = ASKS_ELSE | ASKING
INVITED_ELSEWHERE = PROPOSES | ASKING | {Act.INTRODUCE, Act.STATE_REASON, Act.PITCH}
"""What who invites to say more does not do."""
SURE_OF_TOPIC = 0.45
"""From this confidence on a prospect answers what it thinks was asked about."""
SURE_OF_RARE = 0.5
"""The same, for a topic that is asked about seldom."""
SURE_OF_BOTH = 0.8
"""From this confidence on each of two questions in one turn is answered."""
SURE_IT_ASKS = 0.75
"""From this confidence on a turn that is clear and in which no question was heard is taken for one all the same."""
QUESTION_WORDS = 3
"""A question of so many words is one, also with a sentence after it: "Hello? This is Sanne." asks nothing."""
NO_TOPICS = ("", "")


def topics_asked(house: House, call: Conversation, text: str, before: str, acts: Acts) -> tuple[str, str]:
    """The topic that a turn asks about and another beside it, or empty; only who was called for is asked anything.

    `before` is the line before it, `acts` what was understood of the turn. Where there are two, a particular fact comes
    first, else what was asked first.
    """
    language = call.record.language
    if call.state.phase != "person":
        return NO_TOPICS
    if reminds(text, language) and ASKS.isdisjoint(acts):
        return SAID_BACK, ""
    if invites(text, language) and INVITED_ELSEWHERE.isdisjoint(acts):
        return TELL_MORE, ""
    sentences = sentences_in(text)
    others = [part for part in sentences if not is_said_back(part, before)]
    if len(others) < len(sentences) and Act.GREET not in acts:
        if not any(is_question(part, language) for part in others):
            return (SAID_BACK, "") if ASKS_ELSE.isdisjoint(acts) else NO_TOPICS
        text = " ".join(others)
    read = cache(house.topics)
    surest = _surest(house, read, call, text, before, acts)
    if not surest:
        return NO_TOPICS
    parts = questions_in(text, language)
    clear = dict.fromkeys(_clear(read, call, part, before) for part in parts) if len(parts) > 1 else {}
    first, second, *_ = (*_two(surest, [topic for topic in clear if topic]), "")
    is_particular = topics().is_particular
    return (second, first) if is_particular(second) and not is_particular(first) else (first, second)


def is_question(text: str, language: str) -> bool:
    """Whether a turn ends in a question; of some words, where something is added to it."""
    *_, earlier, last = ["", *(sentences_in(text) or [text])]
    asked = last.endswith("?") or (earlier.endswith("?") and len(earlier.split()) >= QUESTION_WORDS)
    return asked or asks_indirectly(text, language)


def _surest(house: House, read: Reader, call: Conversation, text: str, before: str, acts: Acts) -> str:
    """The topic that the turn most surely asks about, or empty."""
    language = call.record.language
    forms, found = forms_in(text, language), topic_asked(read, text, before, language)
    by_form = _by_form(forms, found)
    if by_form and Act.OFFER_MATERIAL not in acts:
        return by_form  # who offers to send an example asks for none
    is_asking = not ASKING.isdisjoint(acts) or (
        is_question(text, language)
        and (ASKS_ELSE.isdisjoint(acts) or ASKS_ELSE.isdisjoint(acts_at_end(house, text, before, acts)))
    )
    in_doubt = is_asking or not acts
    least = SURE_OF_TOPIC if in_doubt else SURE_IT_ASKS
    if found.name in (None, NOTHING) or found.confidence < least:
        if not is_asking:
            return ""
        known = _topic(OTHER, call, text, before).id
        return known if known != OTHER or forms[-1] in TELLING else ""  # whatever it is about: when is when
    topic = _topic(_sounds_like(found), call, text, before)
    if topic.id == OTHER and not in_doubt:
        return ""  # who asks nothing asks for nothing else either
    if topic.id == RIGHT and not PROPOSES.isdisjoint(acts):
        return ""  # "I'll ring on Thursday then, all right?" asks for a yes to that
    if Act.ASK_PERMISSION in acts and ASKING.isdisjoint(acts) and topic.act is not Act.ASK_PERMISSION:
        return ""
    return topic.id


def _by_form(forms: Sequence[str], found: Recognised) -> str:
    """The topic that is known by the form of a question alone, or empty.

    An example, or what happened, may be asked of what the same turn names, and not of what was said before it; and who
    sums up may ask about something that was not said yet.
    """
    form = next((form for form in forms if form in BY_FORM), "")
    known = found.name not in (None, NOTHING, OTHER) and found.confidence >= SURE_OF_TOPIC
    several = len(set(forms)) > 1
    names_it = {HAPPENED: several, EXAMPLE: several and known, SUMMED_UP: known and found.name != RIGHT}
    return "" if names_it.get(form) else BY_FORM.get(form, "")


def acts_at_end(house: House, text: str, before: str, acts: Acts) -> Acts:
    """The acts of the last sentence by itself, which are those of the turn where it has no other."""
    *others, last = sentences_in(text) or [text]
    return frozenset(house.ear(last, before).chosen) if others else acts


def _sounds_like(found: Recognised) -> str:
    """The topic that was recognised: a rare one where that is sure."""
    closely = found.closely
    return str(closely.name if closely and closely.confidence >= SURE_OF_RARE else found.name)


def _topic(sounds_like: str, call: Conversation, text: str, before: str) -> Topic:
    """The topic that a text is about which sounds like one, or OTHER where its questions cannot be about that."""
    language = call.record.language
    about = meant(sounds_like, " ".join(questions_in(text, language)) or text, language)
    if about == sounds_like:
        about = granted(about, f"{text} {before}", language, call.record.scenario)
    topic = topics().by_id[about]
    # "how many" may sound like a topic that it cannot be about
    return topic if topic.form_among(forms_in(text, language)) else topics().by_id[OTHER]


def _clear(read: Reader, call: Conversation, question: str, before: str) -> str:
    """The topic of one question among others, where that is clear; else empty."""
    found = read(question, before)
    by_form = _by_form(forms_in(question, call.record.language), found)
    if by_form or found.name in (None, NOTHING) or found.confidence < SURE_OF_BOTH:
        return by_form
    topic = _topic(_sounds_like(found), call, question, before).id
    return "" if topic in {OTHER, RIGHT} | ASKS_ON else topic


def _two(surest: str, clear: Sequence[str]) -> Sequence[str]:
    """At most two topics, in the order in which they are asked about: the surest, and what is clear beside it."""
    if surest not in clear:
        return clear[:2] if clear and surest == OTHER else (surest, *clear[:1])
    at = clear.index(surest)
    return clear[max(0, at - 1) :][:2]
