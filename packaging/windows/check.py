#!/usr/bin/env python3
"""Installs and tries the Windows installer under Wine, in a prefix of its own.

python3 packaging/windows/check.py build/windows/out/Gongkai-….exe

Fresh prefix, silent installation, self-test of the installed program, the real window drawn and
photographed, refusal while it is open, upgrade over itself, the portable folder in a Chinese
path with spaces, removal with the data kept. What only a real Windows can show (input methods,
printers, virus scanners, real fonts and colours) is not shown here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ID = "GongkaiDesktop"
SYSTEM_PACKAGES = (
    *("wine", "wine64", "xvfb", "xauth", "x11-utils", "imagemagick", "locales"),
    *("fonts-noto-cjk", "gcc-mingw-w64-x86-64-win32"),
)
STUBS = ("icuuc", "mscms", "bcryptprimitives")
OPEN_REFUSED = 5
PATIENCE = 240


class Wine:
    """A throw-away Windows: one prefix, one home folder, one display."""

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

    def run(self, *words: object, **variables: str) -> tuple[int, str]:
        """Run a Windows program to its end: exit code and what it said."""
        done = subprocess.run(
            ["wine", *map(str, words)],
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
        )
        return done.returncode, done.stdout.decode("utf-8", errors="replace")

    def start(self, *words: object, **variables: str) -> subprocess.Popen[bytes]:
        """Start a Windows program and let it run."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """End whatever still runs in the prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment)


def main(arguments: Sequence[str]) -> int:
    """0 when every step passed; the picture of the window lies beside the installer."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print(__doc__)
        return 2
    sys.path.insert(0, str(ROOT / "packaging"))
    import dev

    dev.install_system_packages(SYSTEM_PACKAGES)
    make_locale()
    with tempfile.TemporaryDirectory(prefix="gongkai-wine-") as folder:
        return try_all(Path(arguments[0]).resolve(), Path(folder))


def make_locale() -> None:
    """Chinese words on a command line arrive whole only where the locale exists."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower()
    if "zh_cn.utf8" not in listed:
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8"], check=True)


def try_all(setup: Path, folder: Path) -> int:
    """Every step in turn, the first failure ends the check."""
    display, server = start_display(folder)
    wine = Wine(folder, display)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("建立环境", lambda: make_prefix(wine)),
        ("静默安装", lambda: install(wine, setup)),
        ("安装后的自检", lambda: self_test(wine)),
        ("窗口与运行中拒绝安装", lambda: draw_window(wine, setup)),
        ("覆盖升级", lambda: upgrade(wine, setup)),
        ("便携版", lambda: portable(wine, setup)),
        ("卸载并保留数据", lambda: uninstall(wine)),
    )
    started = time.monotonic()
    try:
        for name, step in steps:
            step()
            print(f"{time.monotonic() - started:5.0f} 秒  通过  {name}", flush=True)
    except AssertionError as error:
        print(f"未通过  {name}：{error}")
        return 1
    finally:
        wine.close()
        server.terminate()
    return 0


def start_display(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
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
    version = ("/v", "Version", "/d", "win10", "/f")
    code, said = wine.run("reg", "add", r"HKCU\Software\Wine", *version)
    assert code == 0, said


def install(wine: Wine, setup: Path) -> None:
    """Silent, for one user; start menu and file association are there."""
    code, said = wine.run(setup, "/S")
    assert code == 0, f"退出码 {code} {said}"
    assert (wine.installed / "Gongkai.exe").is_file(), "没有装上程序"
    menu = wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/公开台/公开台.lnk"
    assert menu.is_file(), "开始菜单里没有程序"
    code, said = wine.run("reg", "query", r"HKCU\Software\Classes\.gkt", "/ve")
    assert code == 0 and f"{ID}.Office" in said, "没有关联 .gkt 文件"


def self_test(wine: Wine) -> None:
    """The installed program walks the main job; then it makes the sample office."""
    command, folder = wine.installed / "bin" / "gongkai.exe", wine.folder / "演示"
    code, said = wine.run(command, "self-test")
    assert code == 0, said
    code, said = wine.run(command, "demo", windows(folder))
    assert code == 0, said
    wine.data.mkdir(parents=True, exist_ok=True)
    shutil.copy(next(folder.glob("*.gkt")), wine.data / "公开台.gkt")


def draw_window(wine: Wine, setup: Path) -> None:
    """The window opens with the real Windows plug-in; the installer refuses meanwhile."""
    program = wine.start(wine.installed / "Gongkai.exe")
    try:
        assert wait_for(lambda: "公开台" in window_titles(wine)), "没有出现窗口"
        time.sleep(8)
        picture = setup.with_name("窗口-Wine.png")
        take = ["import", "-window", "root", str(picture)]
        subprocess.run(take, env=wine.environment, check=True)
        code, _ = wine.run(setup, "/S")
        assert code == OPEN_REFUSED, f"程序开着时安装没有被拒绝（退出码 {code}）"
    finally:
        wine.run("taskkill", "/IM", "Gongkai.exe", "/F")
        program.wait(timeout=30)


def upgrade(wine: Wine, setup: Path) -> None:
    """What an older version left goes; data stay as they are."""
    stale = wine.installed / "app" / "stale.py"
    stale.touch()
    before = (wine.data / "公开台.gkt").read_bytes()
    code, said = wine.run(setup, "/S")
    assert code == 0, said
    assert not stale.exists(), "旧版本的文件还在"
    assert (wine.data / "公开台.gkt").read_bytes() == before, "升级改动了数据文件"


def portable(wine: Wine, setup: Path) -> None:
    """The portable folder keeps its office beside the program, in a path as offices have them."""
    archive = next(setup.parent.glob("*便携版.zip"), None)
    assert archive is not None, "没有便携版"
    place = wine.folder / "U盘 资料"
    with zipfile.ZipFile(archive) as folder:
        folder.extractall(place)
    request = place / "request.json"
    request.write_text(REQUEST, encoding="utf-8")
    command = place / "公开台" / "bin" / "gongkai.exe"
    code, said = wine.run(command, "register", "add", windows(request))
    assert code == 0, said
    assert (place / "公开台" / "数据" / "公开台.gkt").is_file(), "数据没有放在程序旁边"


REQUEST = """{"applicant": "邱某", "applicant_kind": "natural", "received_date": "2026-03-02",
"channel": "当面", "request_text": "申请公开2025年度绿化养护合同"}"""


def uninstall(wine: Wine) -> None:
    """Silent removal takes the program and leaves the office."""
    wine.run(wine.installed / "Uninstall.exe", "/S")
    assert wait_for(lambda: not wine.installed.exists()), "程序没有删净"
    assert (wine.data / "公开台.gkt").is_file(), "卸载删掉了数据"
    code, _ = wine.run("reg", "query", rf"HKCU\Software\{ID}")
    assert code != 0, "注册表没有清理"


def windows(path: Path) -> str:
    """A path of this machine as Wine's programs write it."""
    return "Z:" + str(path).replace("/", "\\")


def window_titles(wine: Wine) -> str:
    """Titles of all windows on the display."""
    tree = ["xwininfo", "-root", "-tree"]
    return subprocess.run(tree, env=wine.environment, capture_output=True, text=True).stdout


def wait_for(met: Callable[[], bool], seconds: int = 90) -> bool:
    """Ask again until something is so, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(0.5)
    return False


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
