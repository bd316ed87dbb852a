"""The database: made once, brought up to date, all or nothing."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import insert, inspect

from belletje.desk.alongside import Met
from belletje.prospect.scenario import parse
from belletje.rehearsal.conversation import dial
from belletje.rehearsal.record import Record
from belletje.rehearsal.situation import Situation
from belletje.store import audit, calls, settings
from belletje.store.desk_schema import real_calls
from belletje.store.engine import FILE, HEAD, open_database, transaction
from belletje.store.realcalls import get, reactions_of
from belletje.store.schema import metadata
from belletje.usecases import transcripts
from belletje.usecases.heard import own_prospects


@pytest.fixture
def engine(house):
    """The engine of an empty house."""
    return house.engine


def _record() -> Record:
    situation = Situation(**dict.fromkeys(Situation.__dataclass_fields__, "x"))
    header = Record(
        seed=1, versions={"belletje": "0"}, language="nl", scenario=parse("manner=friendly"), situation=situation
    )
    return dial(header).record


def test_a_new_database_holds_every_table_of_the_schema_and_its_version(engine):
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == HEAD
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_opening_again_changes_nothing(engine, tmp_path, contents):
    with transaction(engine) as connection:
        settings.write(connection, "caller", "Sanne")
    before = contents()
    open_database(tmp_path / "house").dispose()
    assert contents() == before
    assert [path.name for path in (tmp_path / "house").iterdir() if path.suffix == ".sqlite3"] == [FILE]


def test_a_database_of_the_first_release_is_brought_up_to_date_and_keeps_what_it_held(engine, tmp_path):
    with transaction(engine) as connection:
        settings.write(connection, "caller", "Sanne")
        for table in ("same_or_not", "columns_by_hand"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for column in ("file", "row"):
            connection.exec_driver_sql(f"ALTER TABLE said_by_hand DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
    newer = open_database(tmp_path / "house")
    assert set(inspect(newer).get_table_names()) == {*metadata.tables, "alembic_version"}
    for name, table in metadata.tables.items():
        assert {column["name"] for column in inspect(newer).get_columns(name)} == set(table.columns.keys())
    with transaction(newer) as connection:
        assert settings.read(connection, "caller") == "Sanne"
    newer.dispose()


def test_a_database_from_before_answers_were_counted_keeps_what_was_heard(engine, tmp_path):
    with transaction(engine) as connection:
        for column in ("colleague", "transcript"):
            connection.exec_driver_sql(f"ALTER TABLE heard_reactions DROP COLUMN {column}")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO heard_reactions VALUES (1, 0, 'no_need', 'Reden')")
        connection.execute(
            insert(real_calls).values(
                id=1, token="t", file="f", row=0, at="", by="", outcome="polite_no", note="", why="", week="",
                weekday=1, hour=9,
            )
        )  # fmt: skip
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
    engine.dispose()
    newer = open_database(tmp_path / "house")
    with transaction(newer) as connection:
        assert reactions_of(connection, 1) == [Met("no_need", "Reden")]
    newer.dispose()


def test_a_transaction_that_fails_keeps_nothing(engine, contents):
    before = contents()

    def fail() -> None:
        with transaction(engine) as connection:
            settings.write(connection, "caller", "Sanne")
            audit.note(connection, at="2026-11-23", by="me", action="test", subject="person:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert contents() == before


def test_a_setting_is_the_latest_that_was_written(engine):
    with transaction(engine) as connection:
        assert settings.read(connection, "caller", "nobody") == "nobody"
        for name in ("Sanne", "Anna"):
            settings.write(connection, "caller", name)
        assert settings.read(connection, "caller") == "Anna"


def test_the_secret_is_made_once_and_differs_between_databases(engine, tmp_path):
    with transaction(engine) as connection:
        secret = settings.secret(connection)
        assert settings.secret(connection) == secret
    other = open_database(tmp_path / "other")
    with transaction(other) as connection:
        assert settings.secret(connection) != secret
    other.dispose()
    assert len(secret) == 32


def test_a_call_comes_back_as_it_was_kept_and_grows_event_by_event(engine):
    record = _record()
    start = record.header()
    with transaction(engine) as connection:
        number = calls.add(connection, start)
    for so_far in range(1, len(record.events) + 1):
        grown = replace(record, events=record.events[:so_far])
        with transaction(engine) as connection:
            calls.extend(connection, number, grown, so_far - 1)
    with transaction(engine) as connection:
        kept = calls.get(connection, number)
        assert kept
        assert kept.record == record
        assert calls.get(connection, number + 1) is None
        assert [call.id for call in calls.every(connection, newest=1)] == [number]


def test_lines_about_one_subject_come_oldest_first_and_name_who_and_when(engine):
    with transaction(engine) as connection:
        for n, subject in enumerate(("person:1", "person:2", "person:1")):
            audit.note(connection, at=f"2026-11-2{n}", by="me", action=f"act {n}", subject=subject)
        lines = audit.about(connection, "person:1")
    assert [line["action"] for line in lines] == ["act 0", "act 2"]
    assert json.dumps(lines)


def test_a_database_of_before_own_questions_is_brought_up_to_date_with_all_that_is_in_it(engine, tmp_path):
    with transaction(engine) as connection:
        kept = calls.add(connection, _record())
        connection.exec_driver_sql("DROP TABLE questions")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()

    again = open_database(tmp_path / "house")
    assert "questions" in inspect(again).get_table_names()
    with transaction(again) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == HEAD
        assert calls.get(connection, kept).record == _record()
    again.dispose()


def test_a_result_from_before_its_day_was_kept_falls_on_the_day_it_was_said(engine, tmp_path):
    with transaction(engine) as connection:
        connection.execute(
            insert(real_calls).values(
                id=1, token="t", file="f", row=0, at="2026-10-01T09:00:00+00:00", by="", outcome="meeting", note="",
                why="", week="", weekday=1, hour=9, result="won", result_at="2026-11-05T09:00:00+00:00",
            )
        )  # fmt: skip
        connection.exec_driver_sql("DROP INDEX real_calls_by_result")
        connection.exec_driver_sql("ALTER TABLE real_calls DROP COLUMN result_on")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
    engine.dispose()
    newer = open_database(tmp_path / "house")
    with transaction(newer) as connection:
        kept = get(connection, 1)
        assert kept is not None
        assert kept.result_on == "2026-11-05"
    newer.dispose()


def test_a_transcript_from_before_they_counted_counts_when_it_is_brought_up_to_date(house, now, tmp_path):
    said = "Bakker: Met Bakker.\nSanne: Goedemorgen, ik bel over uw vacature.\nBakker: We hebben al een partij.\n"
    transcripts.keep(house=house, text=said, now=now, token="x", ground="gemeld", outcome="polite_no", caller="Sanne")
    counted = own_prospects(house=house)
    with transaction(house.engine) as connection:
        for table in ("heard_alone_reactions", "heard_alone"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0010'")
    house.engine.dispose()
    newer = open_database(tmp_path / "house")
    assert own_prospects(house=replace(house, engine=newer)) == counted
    assert counted.conversations == 1
    newer.dispose()
