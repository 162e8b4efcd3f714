"""Speed and memory of the window (测速), each measured in a process of its own.

``measured.py`` is what runs in those processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from gongkai_desktop.services.bench import Row

_ROUNDS = 5
_START_GOAL = 1.6
_MEMORY_GOAL = 60
_FRAME_MS = 17


def window_rows(office: Path, entry: str) -> list[Row]:
    """The rows of the window over a large office that nobody has open.

    ``entry`` is the module the program starts with: what it reads in is part of the start.
    """
    for what in ("empty", "floor", "window"):  # once unmeasured: an installed program is compiled
        _measured(what, office, entry)
    rounds = [
        {what: _measured(what, office, entry) for what in ("empty", "floor", "window")}
        for _ in range(_ROUNDS)
    ]
    return [*_start_rows(rounds), *_memory_row(**rounds[-1]), _typing_row(office, entry)]


def _start_rows(rounds: Sequence[dict[str, dict[str, Any]]]) -> list[Row]:
    """When the window stands and takes clicks and keys, and when the 工作台 in it is filled.

    The second cannot be met: it needs the data file's libraries, and the floor beside it is the
    empty window with those alone.
    """
    bare, floor, filled = (
        median(one[what]["seconds"] for one in rounds) for what in ("empty", "floor", "window")
    )
    stood = median(one["window"]["stood"] for one in rounds)
    libraries = f"（空窗口加数据文件所用的库：{floor:.2f} 秒）"
    return [
        _start_row("启动到窗口可以点按", stood, bare),
        _start_row("启动到工作台列出待办", filled, bare, libraries),
    ]


def _start_row(name: str, ours: float, bare: float, more: str = "") -> Row:
    return Row(
        name=f"{name}，对空解释器加空窗口",
        ratio=ours / bare,
        goal=f"≤ {_START_GOAL}",
        met=ours <= _START_GOAL * bare,
        detail=f"{ours:.2f} 秒对 {bare:.2f} 秒{more}",
    )


def _memory_row(empty: dict[str, Any], floor: dict[str, Any], window: dict[str, Any]) -> list[Row]:
    """Nothing where the system does not tell how much memory a process has."""
    if not empty["megabytes"]:
        return []
    more = window["megabytes"] - empty["megabytes"]
    return [
        Row(
            name="打开登记簿后的内存，对空窗口（MB）",
            ratio=more,
            goal=f"≤ +{_MEMORY_GOAL} MB",
            met=more <= _MEMORY_GOAL,
            detail=f"{window['megabytes']:.0f} MB 对 {empty['megabytes']:.0f} MB"
            f"（空窗口加数据文件所用的库：{floor['megabytes']:.0f} MB）",
        )
    ]


def _typing_row(office: Path, entry: str) -> Row:
    longest = _measured("typing", office, entry)["milliseconds"]
    return Row(
        name="在搜索框里连续输入时窗口最长停顿，对一帧",
        ratio=longest / _FRAME_MS,
        goal="≤ 3",
        met=longest <= 3 * _FRAME_MS,
        detail=f"{longest:.0f} 毫秒",
    )


def _measured(what: str, office: Path, entry: str) -> dict[str, Any]:
    call = [
        sys.executable,
        "-m",
        "gongkai_desktop.ui.measured",
        what,
        repr(time.time()),
        str(office),
        entry,
    ]
    compiled = str(office.with_name("pycache"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
