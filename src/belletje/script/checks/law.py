"""What every sales call owes the person called: who, from where, that it is about sales, and the right to object.

The Dutch rules on unsolicited sales calls (ACM; art. 11.7 Telecommunicatiewet) and art. 21 GDPR.
"""

from collections.abc import Iterator

from belletje.script.diagnostic import Finding
from belletje.script.filling import placeholders_in
from belletje.script.following import answer_for
from belletje.script.lexicon import NAMES_COMPANY, SALES_PURPOSE, acts_in, sentences
from belletje.script.model import Script, Step
from belletje.understanding.acts import Act

_PUT_THROUGH = "put_through"
_OBJECTS = "do_not_call"


def no_introduction(script: Script) -> Iterator[Finding]:
    """The first words do not say who calls."""
    for step in _first(script):
        if Act.INTRODUCE not in acts_in(step.text, script.language) and not _names(step, "caller", script.caller):
            yield _at(step, "no_introduction")


def no_company(script: Script) -> Iterator[Finding]:
    """The first words do not say for which company."""
    for step in _first(script):
        if not _names(step, "company", script.company) and not _does(step, NAMES_COMPANY, script.language):
            yield _at(step, "no_company")


def no_sales_purpose(script: Script) -> Iterator[Finding]:
    """The first words do not show that something is on offer."""
    opening = tuple(_opening(script))
    if opening and not any(_does(step, SALES_PURPOSE, script.language) for step in opening):
        yield _at(opening[0], "no_sales_purpose")


def no_opt_out(script: Script) -> Iterator[Finding]:
    """Nothing is said when someone objects to being called."""
    if script.steps and not any(answer.reaction == _OBJECTS for step in script.steps for answer in step.answers):
        yield _at(script.steps[0], "no_opt_out")


def opt_out_not_confirmed(script: Script) -> Iterator[Finding]:
    """The step after an objection to being called does not promise to stop."""
    step = answer_for(script, _OBJECTS)
    if step and step.says and Act.HONOUR_OPTOUT not in acts_in(step.text, script.language):
        yield _at(step, "opt_out_not_confirmed")


def _first(script: Script) -> Iterator[Step]:
    yield from (step for step in script.steps[:1] if step.says)


def _opening(script: Script) -> Iterator[Step]:
    """The first step, and the words for whoever one is put through to."""
    yield from _first(script)
    if step := answer_for(script, _PUT_THROUGH):
        yield step


def _names(step: Step, placeholder: str, name: str) -> bool:
    said = any(used == placeholder for _, used in placeholders_in(step.text))
    return said or bool(name and name.casefold() in step.text.casefold())


def _does(step: Step, notice: str, language: str) -> bool:
    return any(notice in sentence.notices for sentence in sentences(step.text, language))


def _at(step: Step, code: str) -> Finding:
    if not step.says:
        return Finding(code, step.line, 1, {"step": step.name})
    return Finding(code, step.says[0].line, step.says[0].column, {"step": step.name})
