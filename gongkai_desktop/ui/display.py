"""Whether a window can open here, asked before Qt is loaded.

Qt ends the whole process, with English technical lines, when its platform plug-in cannot be
loaded or the screen does not answer. So the few ways in which that happens on Linux are looked
for first, and told in one sentence. Windows and macOS always have a screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from gongkai_desktop.domain.errors import UserError

# Shared library → Debian package, in the order Qt needs them.
TO_DRAW = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FOR_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
FALL_BACK = "也可以运行“gongkai --help”，用命令办理"


def require_drawing() -> None:
    """Raise UserError when Qt cannot even draw off screen (screenshots) on this machine."""
    if sys.platform.startswith("linux"):
        _require(TO_DRAW)


def require_window(environment: Mapping[str, str] = os.environ) -> None:
    """Raise UserError when no window can be opened, saying what to install or where to start."""
    if not sys.platform.startswith("linux"):
        return
    require_drawing()
    if environment.get("QT_QPA_PLATFORM"):
        return
    x11, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not x11 and not wayland:
        raise UserError("这里没有显示器，打不开窗口", f"请在图形桌面里启动；{FALL_BACK}")
    if wayland and not missing(FOR_WAYLAND):
        return
    _require(FOR_X11 if x11 else FOR_WAYLAND)
    if x11 and not answers():
        raise UserError(
            f"显示器 {x11} 没有应答，打不开窗口", f"请在图形桌面里以登录的用户启动；{FALL_BACK}"
        )


def missing(
    libraries: Mapping[str, str], load: Callable[[str], object] | None = None
) -> dict[str, str]:
    """Those of the libraries that the system cannot load, with their packages."""
    load = load or _loader()
    absent = {}
    for library, package in libraries.items():
        try:
            load(library)
        except OSError:
            absent[library] = package
    return absent


def _loader() -> Callable[[str], object]:
    import ctypes  # Windows starts without it

    return ctypes.CDLL


def answers() -> bool:
    """Whether the X server named by DISPLAY accepts us."""
    import ctypes  # Windows starts without it

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _require(libraries: Mapping[str, str]) -> None:
    absent = missing(libraries)
    if absent:
        raise UserError(
            f"缺少图形界面所需的系统库 {'、'.join(absent)}，打不开窗口",
            f"请由管理员运行 apt-get install {' '.join(absent.values())}；{FALL_BACK}",
        )
