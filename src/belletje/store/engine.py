"""Opening the database: one file, in WAL mode, brought up to date before use."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

HEAD = "0012"
FILE = "belletje.sqlite3"
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
BUSY_MS = 10_000
"""How long to wait for another Belletje that is writing, in milliseconds."""


class CannotOpen(Exception):
    """The database cannot be used: one sentence with the mend."""


class CannotWrite(Exception):
    """A change could not be kept, and nothing was changed: one sentence with the mend, `nl` the same in Dutch."""

    def __init__(self, sentence: str, *, nl: str) -> None:
        super().__init__(sentence)
        self.nl = nl


def open_database(folder: Path) -> Engine:
    """The engine for `folder`/belletje.sqlite3, created or brought up to date where needed. Raises CannotOpen."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # What people wrote, fears among it, must not stand in a log of statements nor in an error.
        engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        _bring_up_to_date(engine)
    except OSError as fault:
        raise CannotOpen(
            f"The folder {folder} cannot be used ({fault.strerror}). Choose another with --data."
        ) from fault
    except DatabaseError as fault:
        if _is_full(fault):
            raise CannotOpen(f"The disk that {folder} is on is full. Make room and try again.") from fault
        raise CannotOpen(
            f"The database {path} cannot be opened ({fault.orig}). Put a backup in its place, "
            "or choose another folder with --data."
        ) from fault
    return engine


def _prepare(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # transactions begin in _begin, not by guess
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in (f"busy_timeout={BUSY_MS}", *PRAGMAS):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # Who will write says so at once and waits its turn: what it read before writing is then still true.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        version = (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if "alembic_version" in tables
            else None
        )
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise CannotOpen(
            f"This database was made by a newer Belletje (schema {version}, this one knows {HEAD}). "
            "Update Belletje, or choose another folder with --data."
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def reading(engine: Engine) -> AbstractContextManager[Connection]:
    """One look at the database as it is now, while another may be writing to it."""
    return _begun(engine)


def transaction(engine: Engine) -> AbstractContextManager[Connection]:
    """One transaction: all of it is kept, or nothing. Raises CannotWrite when the disk or the database refuses."""
    return _begun(engine.execution_options(writing=True))


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as fault:
        said = str(fault.orig)
        if _is_full(fault):
            raise CannotWrite(
                "The disk is full, so nothing was changed. Make room and try again.",
                nl="De schijf is vol, dus er is niets veranderd. Maak ruimte en probeer het opnieuw.",
            ) from fault
        if "locked" in said:
            raise CannotWrite(
                "Another Belletje is writing to this database, so nothing was changed. Try again in a moment.",
                nl="Een andere Belletje schrijft in deze database, dus er is niets veranderd. Probeer het zo nog eens.",
            ) from fault
        if "readonly" in said:
            raise CannotWrite(
                "The database cannot be written to, so nothing was changed. "
                "Give your account write access to its folder.",
                nl="In de database kan niet worden geschreven, dus er is niets veranderd. "
                "Geef uw account schrijfrechten op de map.",
            ) from fault
        raise


def _is_full(fault: DatabaseError) -> bool:
    said = str(fault.orig)
    return "full" in said or "disk I/O" in said
