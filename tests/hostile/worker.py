"""Runs the program on broken files in a process of its own, with little memory and little time.

Standard input: one JSON list of words per line, the arguments of one call. Standard output: one
JSON object per call that did not answer as the command line promises.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

from gongkai_desktop import cli
from gongkai_desktop.domain.errors import UserError

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.hostile.inner import INNER

MOST_MEMORY = 1_500_000_000
MOST_RESIDENT = 1_000_000_000
MOST_SECONDS = 30


class TookTooLongError(BaseException):
    """A call that did not come back."""


def ring(number: int, frame: FrameType | None) -> None:
    raise TookTooLongError


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGALRM, ring)
    for line in sys.stdin:
        argv = json.loads(line)
        fault = fault_of(argv)
        if fault:
            sys.__stdout__.write(json.dumps({"argv": argv, "fault": fault}) + "\n")
            sys.__stdout__.flush()
    most = most_resident()
    if most > MOST_RESIDENT:
        sys.__stdout__.write(json.dumps({"argv": [], "fault": f"{most} bytes of memory"}) + "\n")


def most_resident() -> int:
    """The most memory this program held, in bytes; ru_maxrss would count its starter's too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) * 1024


def fault_of(argv: list[str]) -> str:
    """What was wrong with one call; empty when it kept the promises of the command line."""
    out, err = io.StringIO(), io.StringIO()
    signal.alarm(MOST_SECONDS)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            if argv[0] in INNER:
                return inner_fault(argv)
            code = cli.main(argv, {})
    except BaseException:
        return traceback.format_exc()
    finally:
        signal.alarm(0)
    return broken_promise(code, out.getvalue(), err.getvalue())


def inner_fault(argv: list[str]) -> str:
    """A reader without a command: it answers, or refuses in one sentence."""
    try:
        INNER[argv[0]](Path(argv[1]))
    except UserError as error:
        return "" if error.message else "a refusal without words"
    return ""


def broken_promise(code: int, out: str, err: str) -> str:
    """Exit 0 or 1 with one JSON document, exit 2 with one plain line."""
    if code == 2:
        # A command over several files answers those it could read and complains of the others.
        return "" if err.startswith("gongkai：") and "Traceback" not in err else f"stderr: {err!r}"
    if code not in (0, 1):
        return f"exit {code}"
    try:
        json.loads(out)
    except ValueError:
        return f"stdout: {out[:300]!r}"
    return ""


if __name__ == "__main__":
    main()
