"""How many calls of each kind there are, kept up to date call by call: no page counts half a million rows."""

from sqlalchemy import ColumnElement, Connection, String, cast, delete, func, insert, literal, select
from sqlalchemy.dialects.sqlite import insert as upsert

from belletje.store.desk_schema import heard_reactions, real_calls, tally

BETWEEN = "\t"
"""Between a reaction and the step that met it."""


def count(connection: Connection, call_id: int, step: int) -> None:
    """Adds a call to the figures (1), or takes it out (-1); for a call that was taken back nothing is counted."""
    call = connection.execute(select(real_calls).where(real_calls.c.id == call_id)).one()
    if call.undone_at is not None:
        return
    heard = connection.execute(select(heard_reactions).where(heard_reactions.c.call_id == call_id)).all()
    groups = [("week", call.week), ("hour", f"{call.weekday}-{call.hour:02}"), ("why", call.why)]
    groups += [("kept", "")] if heard else []
    groups += [("reaction", reaction) for reaction in {row.reaction for row in heard}]
    groups += [("answer", pair) for pair in {f"{row.reaction}{BETWEEN}{row.answer}" for row in heard if row.answer}]
    groups += [("colleague", str(number)) for number in {row.colleague for row in heard if row.colleague}]
    for kind, group in groups:
        row = {"kind": kind, "group": group, "outcome": call.outcome, "result": call.result, "number": step}
        changed = upsert(tally).values(row)
        connection.execute(
            changed.on_conflict_do_update(
                index_elements=["kind", "group", "outcome", "result"], set_={"number": tally.c.number + step}
            )
        )


def recount(connection: Connection) -> None:
    """Counts all calls anew."""
    connection.execute(delete(tally))
    calls, heard = real_calls.c, heard_reactions.c
    hour = calls.weekday.op("||")("-").op("||")(func.printf("%02d", calls.hour))
    for kind, by in (("week", calls.week), ("hour", hour), ("why", calls.why)):
        found = (
            select(literal(kind), by, calls.outcome, calls.result, func.count())
            .where(calls.undone_at.is_(None))
            .group_by(by, calls.outcome, calls.result)
        )
        connection.execute(insert(tally).from_select(["kind", "group", "outcome", "result", "number"], found))
    pair = heard.reaction.op("||")(BETWEEN).op("||")(heard.answer)
    kinds: tuple[tuple[str, ColumnElement[str], ColumnElement[bool]], ...] = (
        ("kept", literal(""), heard.reaction != ""),
        ("reaction", heard.reaction, heard.reaction != ""),
        ("answer", pair, heard.answer != ""),
        ("colleague", cast(heard.colleague, String), heard.colleague != 0),
    )
    for kind, group, wanted in kinds:
        found = (
            select(literal(kind), group, calls.outcome, calls.result, func.count(calls.id.distinct()))
            .select_from(heard_reactions.join(real_calls))
            .where(calls.undone_at.is_(None), wanted)
            .group_by(group, calls.outcome, calls.result)
        )
        connection.execute(insert(tally).from_select(["kind", "group", "outcome", "result", "number"], found))
