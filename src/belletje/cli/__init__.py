"""The command line: friendly for people, JSON for scripts. Names and shapes are public (docs/command-line.md)."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from belletje.cli import listing, looking_back, program, questions, real_calls, rehearsing, scripts, voice
from belletje.cli.terminal import Data, err
from belletje.usecases.house import Refused

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (program, listing, scripts, rehearsing, looking_back, real_calls):
    app.add_typer(part.app)
app.add_typer(questions.app, name="questions")
app.add_typer(voice.app, name="voice")


@app.callback()
def everywhere(data: Data = None) -> None:
    """Belletje: the flight simulator and call desk for people who phone prospects they have never spoken to."""
    if data is not None:
        os.environ["BELLETJE_DATA"] = str(data)


def main() -> NoReturn:
    """Runs a command; what cannot be done is one sentence on standard error and exit status 2."""
    from belletje.wiring import CannotWrite

    status = 0
    try:
        # Without its own way of ending, Typer gives the status of `typer.Exit` back instead of raising it.
        status = app(standalone_mode=False) or 0
        sys.stdout.flush()
    except (Refused, CannotWrite) as refusal:
        _refuse(str(refusal))
    except BrokenPipeError:
        _say_no_more()
        raise SystemExit(0) from None
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO):
            raise
        _say_no_more()
        _refuse(f"The answer could not be written out ({fault.strerror}). Make room, or send it elsewhere.")
    except (KeyboardInterrupt, typer.Abort):
        raise SystemExit(130) from None
    except Exception as mistake:
        show = getattr(mistake, "format_message", None)
        if show is None:
            raise
        if said := str(show()).strip():
            _refuse(f"{said.rstrip('.')}. `belletje --help` shows how.")
        status = 2  # only the help was asked for, by saying nothing
    raise SystemExit(status)


def _say_no_more() -> None:
    """Nobody can be told anything on standard output any more; what still waits for it is dropped."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _refuse(sentence: str) -> NoReturn:
    err.print(f"belletje: {sentence}", markup=False, soft_wrap=True)
    raise SystemExit(2)
