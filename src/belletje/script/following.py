"""Following a script while the conversation goes on: which step comes next, and which step answers a reaction."""

from belletje.prospect.catalogue import Reaction, catalogue
from belletje.script.lexicon import acts_in
from belletje.script.model import Script, Step

# Questions of these groups come before the conversation has begun: saying the opening may be the answer.
_AT_THE_DOOR = frozenset(("reach", "opening"))


def next_step(script: Script, current: Step, reaction: str) -> Step | None:
    """The step after `reaction` was heard in `current`: what the step itself says, else what answers it anywhere.

    None when the script has no answer; the caller is on their own then.
    """
    for answer in current.answers:
        if answer.reaction == reaction and (step := script.step(answer.target)):
            return step
    return answer_for(script, reaction)


def answer_for(script: Script, reaction: str) -> Step | None:
    """The step that answers a reaction, wherever it is heard: the target of the first answer to it.

    A question at the door ("who is this?") needs no answer of its own when the words of the first step answer it: then
    that is the step. None when nothing answers it.
    """
    for step in script.steps:
        for answer in step.answers:
            if answer.reaction == reaction and (target := script.step(answer.target)):
                return target
    known = catalogue()
    return script.steps[0] if reaction in known and _opening_answers(script, known[reaction]) else None


def unanswered(script: Script) -> tuple[Reaction, ...]:
    """The objections and questions that nothing in the script answers, the most frequent first.

    How the other end talks (silence, mishearing, rambling) is for rehearsal, not for a script.
    """
    open_ones = (
        reaction
        for reaction in catalogue()
        if reaction.kind in {"objection", "question"}
        and reaction.group != "talk"
        and not answer_for(script, reaction.id)
    )
    return tuple(sorted(open_ones, key=lambda reaction: (-reaction.frequency, reaction.id)))


def _opening_answers(script: Script, reaction: Reaction) -> bool:
    if not script.steps or reaction.kind != "question" or reaction.group not in _AT_THE_DOOR:
        return False
    return reaction.is_handled_by(acts_in(script.steps[0].text, script.language))
