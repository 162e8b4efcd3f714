"""The program's log (运行记录): what ran and what failed, never whose it was.

An entry is a use case of ours by its name, or the kind and the places of an error; never the
error's words, a file's name, or what was typed. Long numbers are struck out all the same.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
from pathlib import Path
from types import TracebackType

from gongkai_desktop import __version__
from gongkai_desktop.services.home import RUN_LOG, default_location

LOG_NAME, CRASH_NAME = "运行记录.log", "崩溃.txt"
_FILES, _MOST_BYTES = 10, 1_000_000
_NUMBER = re.compile(r"\d{7,}[Xx]?")


class _Struck(logging.Formatter):
    """Strikes long numbers out of whatever came in."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; the words of an exception stay out."""
        record.exc_info = record.exc_text = record.stack_info = None
        return _NUMBER.sub("******", super().format(record))


def log_folder() -> Path:
    """Where the log lies: beside the default data file."""
    return default_location().parent / "运行记录"


def keep_log(folder: Path | None = None) -> Path:
    """Begin to write the log, ten files of one megabyte at most; returns its folder.

    A folder that cannot be written leaves the program without a log, not without work.
    """
    import platform
    from logging.handlers import RotatingFileHandler

    place = folder or log_folder()
    if any(isinstance(one, RotatingFileHandler) for one in RUN_LOG.handlers):
        return place
    try:
        place.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            place / LOG_NAME, maxBytes=_MOST_BYTES, backupCount=_FILES - 1, encoding="utf-8"
        )
        crash = (place / CRASH_NAME).open("a", encoding="utf-8")
    except OSError:
        RUN_LOG.addHandler(logging.NullHandler())
        return place
    handler.setFormatter(_Struck("%(asctime)s %(levelname)s %(message)s"))
    RUN_LOG.addHandler(handler)
    RUN_LOG.setLevel(logging.INFO)
    RUN_LOG.propagate = False
    faulthandler.enable(crash)
    RUN_LOG.info("开始 %s %s", __version__, platform.platform())
    return place


def end_log() -> None:
    """Write the end of this run and let go of the files."""
    RUN_LOG.info("结束")
    for handler in tuple(RUN_LOG.handlers):
        RUN_LOG.removeHandler(handler)
        handler.close()


def diagnosis(error: BaseException, *more: str) -> str:
    """Versions and the places in our code, without the error's words: they may hold a name."""
    import platform
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"  {frame.name} {frame.filename.rsplit('gongkai_desktop', 1)[-1]}:{frame.lineno}"
        for frame in frames
    ]
    head = [
        f"公开台 {__version__}",
        " · ".join([f"Python {platform.python_version()}", *more, platform.platform()]),
        f"错误类型 {type(error).__name__}",
    ]
    return "\n".join([*head, *places, ""])


def log_error(error: BaseException) -> None:
    """Write an unforeseen error: its kind and its places."""
    RUN_LOG.error("%s", diagnosis(error).replace("\n", " | "))


def catch_the_last() -> None:
    """Nothing ends unseen: errors that no other place caught are written to the log."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda caught: _thread_failed(caught)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    keep_log()
    log_error(error)
    if sys.stderr is not None:
        sys.stderr.write(
            f"gongkai：程序出错（{type(error).__name__}），数据文件没有改动。"
            f"位置已记入“{log_folder()}”，请把它交给维护人员\n"
        )


def _thread_failed(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None:
        keep_log()
        log_error(caught.exc_value)
