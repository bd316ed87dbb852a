"""The debrief, the answers of colleagues and the ladder on the command line."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from belletje.cli.terminal import (
    Data,
    Json,
    Language,
    call_number,
    now,
    open_house_at,
    out,
    print_json,
)

app = typer.Typer()


@app.command()
def debrief(
    call: str,
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option(help="Keep it as one HTML file.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Keep it as a PDF; needs a browser.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="Of the file.")] = "nl",
    data: Data = None,
) -> None:
    """Look back on a call: at most three points to improve, and what went well."""
    from belletje.usecases import practice

    number, house = call_number(call), open_house_at(data)
    looked_back = practice.debrief(house=house, call=number)
    if html or pdf:
        from belletje.web.paper import as_html, as_pdf

        if html:
            html.write_text(as_html(house=house, call=number, language=language), "utf-8")
        if pdf:
            pdf.write_bytes(as_pdf(house=house, call=number, language=language))
    tried = practice.attempts(house=house, call=number)
    if as_json:
        print_json(practice.debrief_to_data(looked_back, number, tried))
        return
    for used in looked_back.help:
        out.print(f"help used: {used.kind.replace('_', ' ')}, {used.times}x (turns {', '.join(map(str, used.turns))})")
    if tried:
        for name, attempt in (("then", tried.first), ("now", tried.again)):
            out.print(f"\n{name}: {attempt.handling.replace('_', ' ')}", markup=False)
            for turn in attempt.turns:
                out.print(f"  {turn.speaker}: {turn.text}", markup=False)
    for point in looked_back.points:
        out.print(f"\n[bold]{point.code}[/bold] (turn {point.turn})")
        out.print(f"  “{point.quote}”", markup=False)
        out.print(f"  {point.why}", markup=False)
        out.print(f"  → {point.better}", markup=False)
    for strength in looked_back.went_well:
        out.print(f"\n+ {strength.code} (turn {strength.turn}): “{strength.quote}”", markup=False)
    if not looked_back.points and not looked_back.went_well:
        out.print("Nothing stood out in this call, for better or for worse.")


@app.command()
def answers(
    reaction: Annotated[str, typer.Option(help="Only to this reaction.")] = "",
    add: Annotated[str, typer.Option(help="Keep this answer; needs --reaction.")] = "",
    question: Annotated[str, typer.Option(help="With --add: only to this question.")] = "",
    by: Annotated[str, typer.Option(help="With --add: whose answer it is.")] = "",
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What experienced colleagues say, and how often it worked."""
    from belletje.usecases import answers as kept

    house = open_house_at(data)
    if add:
        kept.add_answer(
            house=house, now=now(), reaction=reaction, language=language, text=add, question=question, by=by
        )
    found = kept.list_answers(house=house, reaction=reaction, language=language)
    if as_json:
        print_json([kept.answer_to_data(answer) for answer in found])
        return
    for answer in found:
        out.print(
            f"{answer.reaction}: {answer.text} ({answer.by}; worked in {answer.rehearsals.worked} of "
            f"{answer.rehearsals.used} rehearsals, {answer.real.worked} of {answer.real.used} real calls)",
            markup=False,
        )


@app.command()
def ladder(
    wish: Annotated[str, typer.Option(help="What you would like to practise: a reaction or dimension=value.")] = "",
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What to practise next, and what was met so far."""
    from belletje.usecases.practice import ladder as climb

    shape = climb(house=open_house_at(data), now=now(), wish=wish)
    if as_json:
        print_json(shape)
        return
    for strength, figures in shape["coverage"].items():
        out.print(
            f"{strength} values at a time: {figures['met']} of {figures['possible']} met, {figures['handled']} handled"
        )
    out.print(f"{shape['rungs']['tried']} calls tried, {len(shape['due'])} things due")
    for moment in shape["drills"]:
        again = f"belletje rehearse --again {moment['call']} --keep {moment['keep']}"
        out.print(f"drill {moment['reaction']}: {again}", markup=False)
    for proposal in shape["next"]:
        out.print(f"{proposal['scenario']['id']}: {proposal['why'][language]}", markup=False)
