"""The entry point above window and shell: no command opens the window, any other is a command.

The few commands that need both (``demo``, ``screenshots``, ``bench``) are wired here. Qt is
imported only where a window is drawn, so every other command runs without its system libraries;
and nothing is imported here that the first picture of the window can do without.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop import cli
from gongkai_desktop.cli.invocation import Invocation, common_options
from gongkai_desktop.cli.output import DONE, REFUSED, complain
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.home import default_location
from gongkai_desktop.ui.display import require_drawing, require_window

LOGICAL_SIZE = (1366, 768)
_MANUAL_SIZE = (1093, 614)
OFFICE_SUFFIX = ".gkt"
LOG = "运行记录.txt"
FIRST_HOUR, CARE = "第一小时", "保管与报送"


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; returns the exit code."""
    arguments = opened_file(list(sys.argv[1:] if argv is None else argv))
    if wants_window(arguments):
        return open_window(arguments)
    from gongkai_desktop.services.run_log import catch_the_last

    catch_the_last()
    commands = {
        "demo": build_demo,
        "screenshots": take_screenshots,
        "manual": build_manual,
        "bench": bench,
    }
    return cli.main(arguments, commands)


def opened_file(arguments: list[str]) -> list[str]:
    """The call behind a double click on a data file: its path alone means the window on it."""
    if len(arguments) == 1 and arguments[0].lower().endswith(OFFICE_SUFFIX):
        return ["--office", arguments[0]]
    return arguments


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether the call names no command, at most an office file and a day."""
    parser = argparse.ArgumentParser(parents=[common_options()], exit_on_error=False)
    parser.add_argument("rest", nargs="*")
    if any(flag in arguments for flag in ("-h", "--help", "--version")):
        return False
    try:
        known, unknown = parser.parse_known_args(list(arguments))
    except (argparse.ArgumentError, SystemExit):
        return False
    return not known.rest and not unknown


def open_window(arguments: Sequence[str]) -> int:
    """Open the window on the office; one clear line where Qt or a display is lacking."""
    args = argparse.ArgumentParser(parents=[common_options()]).parse_args(list(arguments))
    no_console = give_streams()
    seen = False
    try:
        call = Invocation(args)
        require_window()
        seen = no_console or os.environ.get("QT_QPA_PLATFORM") != "offscreen"
        from gongkai_desktop.ui.main import run_window

        return run_window(call.location, today=call.today, password=call.password)
    except UserError as error:
        complain(error)
        if seen:  # nobody may be looking at the lines of a program started by a click
            from gongkai_desktop.ui.main import show_refusal

            show_refusal(error)
        return REFUSED


def give_streams() -> bool:
    """Without a console (a double click on Windows) lines go to a log of this start; whether so."""
    if sys.stderr is not None:
        return False
    folder = default_location().parent
    folder.mkdir(parents=True, exist_ok=True)
    sys.stdout = sys.stderr = (folder / LOG).open("w", encoding="utf-8", buffering=1)
    return True


def build_demo(call: Invocation) -> int:
    """Build the sample office with its letters, tables and, where Qt loads, its screenshots."""
    from gongkai_desktop.services import demo

    folder = Path(call.args.folder)
    result = demo.build(folder)
    shots = _shoot(result.office, folder / "截图") if can_draw() else []
    call.out.document(
        {
            "office": str(result.office),
            "letters": [str(path) for path in result.letters],
            "reports": [str(path) for path in result.reports],
            "screenshots": [str(path) for path in shots],
        }
    )
    call.out.line(f"演示数据：{result.office}")
    call.out.lines(f"  {path}" for path in (*result.letters, *result.reports, *shots))
    return DONE


def take_screenshots(call: Invocation) -> int:
    """Save every page and dialog of the sample office as PNG."""
    from gongkai_desktop.services import demo

    require_drawing()
    size, scale = parse_size(call.args.size), parse_scale(call.args.scale)
    with demo.temporary_office() as office:
        shots = _shoot(office, Path(call.args.folder), size, scale)
    call.out.document({"screenshots": [str(path) for path in shots]})
    call.out.lines(str(path) for path in shots)
    return DONE


def build_manual(call: Invocation) -> int:
    """Write the manual with pictures taken now, and the one-page guides."""
    import tempfile
    from datetime import date

    from gongkai_desktop.services import demo
    from gongkai_desktop.services.manual import write_manual

    require_drawing()
    with tempfile.TemporaryDirectory(prefix="gongkai-") as shop, demo.temporary_office() as office:
        shots = _shoot(office, Path(shop), _MANUAL_SIZE)
        files = write_manual(Path(call.args.folder), shots, call.today or date.today())
    call.out.document({"files": [str(path) for path in files]})
    call.out.lines(str(path) for path in files)
    return DONE


def bench(call: Invocation) -> int:
    """Measure the rows of the design, each against its yardstick in one run."""
    from functools import partial

    from gongkai_desktop.services import bench as bench_service
    from gongkai_desktop.ui.speed import window_rows

    window = partial(window_rows, entry=__name__) if can_draw() else None
    rows = bench_service.run(quick=call.args.quick, note=lambda text: None, window=window)
    call.out.document([bench_service.row_document(row) for row in rows])
    for row in rows:
        verdict = "达到" if row.met else "未达"
        call.out.line(f"{verdict}  {row.name}：{row.ratio:.2f}（目标 {row.goal}）  {row.detail}")
    return DONE


def can_draw() -> bool:
    """Whether Qt can draw here, at least off screen; says what to install where it cannot."""
    try:
        require_drawing()
    except UserError as error:
        complain(error)
        return False
    return True


def _shoot(
    office: Path, folder: Path, size: tuple[int, int] = LOGICAL_SIZE, scale: float = 1.0
) -> list[Path]:
    """Take the screenshots off screen; ``size`` in logical pixels, ``scale`` in parts of 100 %."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from gongkai_desktop.ui.main import shoot, shoot_care, shoot_first_hour

    return [
        *shoot(office, folder, size),
        *shoot_first_hour(folder / FIRST_HOUR),
        *shoot_care(folder / CARE, size),
    ]


def parse_size(text: str) -> tuple[int, int]:
    """Width and height in pixels from ``1366x768``; raises UserError."""
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise UserError(f"窗口大小“{text}”看不懂", "请写成 1366x768 的样子") from None
    if not (640 <= width <= 7680 and 480 <= height <= 4320):
        raise UserError(f"窗口大小“{text}”超出范围", "请在 640x480 与 7680x4320 之间选择")
    return width, height


def parse_scale(scale: float) -> float:
    """The display's scale, 1.25 for 125 %; raises UserError."""
    if not 0.5 <= scale <= 4:
        raise UserError(f"显示缩放 {scale:g} 超出范围", "请在 0.5 与 4 之间选择，如 1.25")
    return scale
