"""A throw-away Windows under Wine (winecheck/), and what one can do in it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ID = "GongkaiDesktop"
STUBS = ("icuuc", "mscms", "bcryptprimitives")
PATIENCE = 600
"""Seconds one program may take."""


class Wine:
    """One prefix, one home folder, one display."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.environment = {
            **os.environ,
            "HOME": str(self.home),
            "WINEPREFIX": str(folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "DISPLAY": display,
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "zh_CN.UTF-8",
            # A crash must end the process and not wait for a debugger; no downloads are offered.
            "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winemenubuilder.exe=d;winedbg.exe=d;"
            "mscms=n;icuuc=n",
        }
        for name in ("GONGKAI_OFFICE", "GONGKAI_TODAY", "QT_QPA_PLATFORM", "PYTHONPATH"):
            self.environment.pop(name, None)

    @property
    def user(self) -> Path:
        """The user's folder of the prefix."""
        users = self.folder / "prefix" / "drive_c" / "users"
        return next(path for path in users.iterdir() if path.name != "Public")

    @property
    def installed(self) -> Path:
        """Where a user's installation goes."""
        return self.user / "AppData" / "Local" / "Programs" / ID

    @property
    def data(self) -> Path:
        """The user's data folder."""
        return self.user / "AppData" / "Local" / ID

    def run(self, *words: object) -> tuple[int, str]:
        """Run a Windows program to its end: exit code and what it said."""
        done = subprocess.run(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
        )
        return done.returncode, done.stdout.decode("utf-8", errors="replace")

    def registry(self, key: str, name: str = "") -> str:
        """A value of the user's registry (the key's own without a name); empty where none is."""
        code, said = self.run("reg", "query", f"HKCU\\{key}", *(("/v", name) if name else ("/ve",)))
        return said if code == 0 else ""

    def write_registry(self, key: str, name: str, text: str) -> None:
        """Set a value of the user's registry."""
        code, said = self.run("reg", "add", f"HKCU\\{key}", "/v", name, "/d", text, "/f")
        assert code == 0, said

    @contextmanager
    def window(self, *words: object, title: str = "公开台", picture: Path) -> Iterator[None]:
        """Open the program's window, photograph it, close it as its user would.

        It is there when its title says so: the unit's name stands in it once the office is open.
        """
        started = subprocess.Popen(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert wait_for(lambda: title in self.window_titles()), f"没有出现窗口“{title}”"
            time.sleep(8)
            self.photograph(picture)
            yield
            self.run("taskkill", "/IM", "Gongkai.exe")
            assert wait_for(lambda: "公开台" not in self.window_titles()), "窗口关不掉"
        finally:
            self.run("taskkill", "/IM", "Gongkai.exe", "/F")
            started.wait(timeout=60)

    def window_titles(self) -> str:
        """Titles of all windows on the display."""
        tree = ["xwininfo", "-root", "-tree"]
        return subprocess.run(tree, env=self.environment, capture_output=True, text=True).stdout

    def photograph(self, target: Path) -> None:
        """The whole display as a picture."""
        take = ["import", "-window", "root", str(target)]
        subprocess.run(take, env=self.environment, check=True)

    def press(self, *keys: str) -> None:
        """Keys as from the keyboard."""
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def close(self) -> None:
        """End whatever still runs in the prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment)


@dataclass(frozen=True)
class Trial:
    """What is tried: an installer in a Windows of its own; where its pictures go."""

    wine: Wine
    setup: Path
    version: str
    pictures: Path

    @property
    def folder(self) -> Path:
        """A place outside the prefix for what the steps make."""
        return self.wine.folder

    @property
    def command(self) -> Path:
        """The installed program for the shell."""
        return self.wine.installed / "bin" / "gongkai.exe"

    @property
    def program(self) -> Path:
        """The installed program for the desktop."""
        return self.wine.installed / "Gongkai.exe"

    @property
    def office(self) -> Path:
        """The user's data file."""
        return self.wine.data / "公开台.gkt"

    @property
    def sample(self) -> Path:
        """The folder of the sample office."""
        return self.folder / "演示 单位"

    def picture(self, name: str) -> Path:
        """Where a photograph goes."""
        return self.pictures / f"{name}.png"


def make_locale() -> None:
    """Chinese words on a command line arrive whole only where the locale exists."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower()
    if "zh_cn.utf8" not in listed:
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8"], check=True)


def start_display() -> tuple[str, subprocess.Popen[bytes]]:
    """An X server without a screen; it names the display it took."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        return f":{answer.readline().strip()}", server


def make_prefix(wine: Wine) -> None:
    """A Windows 10 with the few system functions that Wine lacks (winecheck/)."""
    code, said = wine.run("wineboot", "-i")
    assert code == 0, said
    system = wine.folder / "prefix" / "drive_c" / "windows" / "system32"
    for stub in STUBS:
        source, target = HERE / "winecheck" / f"{stub}.c", system / f"{stub}.dll"
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s"]
        subprocess.run([*compiler, source, "-o", target, "-ladvapi32"], check=True)
    wine.write_registry(r"Software\Wine", "Version", "win10")


def windows(path: Path) -> str:
    """A path of this machine as Wine's programs write it."""
    return "Z:" + str(path).replace("/", "\\")


def wait_for(met: Callable[[], bool], seconds: int = 300) -> bool:
    """Ask again until something is so, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(0.5)
    return False
