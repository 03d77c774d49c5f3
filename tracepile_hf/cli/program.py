"""The command line: the program `tracepile` put together from its commands. Only the modules of `cli` print.

Every error the user can cause ends in one line on stderr and exit status 1 (2 for a wrong option).
"""

from __future__ import annotations

import logging
import signal
import sys
from typing import Annotated, NoReturn

import typer

from tracepile_hf import __version__
from tracepile_hf.cli import build, evaluation, experiment, publishing, sources, teacher, trace, training, varying
from tracepile_hf.cli.printing import EndedBySignal, ended_by_signals, fail, what_and_where
from tracepile_hf.errors import InputError, TracepileError

app = typer.Typer(
    name="tracepile",
    help="Run programs, tell what happened step by step, and prove every statement of the text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (trace, build, sources, teacher, varying, training, evaluation, experiment, publishing):
    commands.register(app)


def main() -> NoReturn:
    """Entry point of the `tracepile` command."""
    logging.basicConfig(level=logging.WARNING, format="tracepile: %(message)s")
    logging.getLogger("tracepile_hf").setLevel(logging.INFO)
    try:
        with ended_by_signals():
            app()
    except TracepileError as error:
        fail(str(error))
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        sys.stderr.close()
    except EndedBySignal as end:
        print(f"tracepile: ended by {signal.Signals(end.number).name}{end.hint}", file=sys.stderr)
        raise SystemExit(128 + end.number) from None
    except OSError as error:  # a file, folder or disk that a command leans on without saying more about it
        fail(str(InputError("files and folders that can be used", *what_and_where(error))))
    raise SystemExit(0)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tracepile_hf {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
