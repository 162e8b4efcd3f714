#!/usr/bin/env python3
"""Sets up, runs and tests the program from a checkout; needs nothing but Python itself.

python3 packaging/dev.py run     open the window on the sample office
python3 packaging/dev.py test    check and test everything (``--all``: the long ones too)
python3 packaging/dev.py setup   only make the environment
python3 packaging/dev.py lock    rewrite the locked versions from pyproject.toml
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "gongkai-setup.sha256"
SAMPLE = ROOT / "out" / "demo"

# What PySide6 needs on a bare Debian 12, first to draw off screen, then to open windows.
SYSTEM_PACKAGES = (
    *("libegl1", "libgl1", "libx11-6", "libdbus-1-3", "libfontconfig1", "libfreetype6"),
    *("libglib2.0-0", "libxkbcommon0"),
    *("libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0"),
    *("libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1", "libxkbcommon-x11-0"),
)
LONG_PACKAGES = ("postgresql",)


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands in the module's docstring."""
    command, *rest = arguments or ["help"]
    if command == "run":
        return run()
    if command == "test":
        return test(run_all="--all" in rest)
    if command == "setup":
        set_up()
        return 0
    if command == "lock":
        set_up()
        return lock()
    print(__doc__)
    return 0 if command in ("help", "-h", "--help") else 2


# ------------------------------------------------------------------ environment


def set_up() -> None:
    """Make the environment once for each state of the lock; a broken one is made again."""
    # An older interpreter still reads this file; the program itself it could not run.
    if sys.version_info < (3, 11):  # noqa: UP036
        raise SystemExit("需要 Python 3.11 或者更新的版本。")
    install_system_packages(SYSTEM_PACKAGES)
    state = setup_state()
    if STAMP.is_file() and STAMP.read_text() == state and python().is_file():
        return
    stage("建立运行环境 .venv")
    make_venv()
    call([python(), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK])
    install = [python(), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    call([*install, "--editable", ROOT])
    STAMP.write_text(state)


def setup_state() -> str:
    """What the environment was made from: lock, project file and interpreter."""
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(sys.version.encode())
    return digest.hexdigest()


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """A fresh environment; on Debian the module for it may have to be installed first."""
    if VENV.exists():
        shutil.rmtree(VENV)
    make = [sys.executable, "-m", "venv", VENV]
    if subprocess.run(make, capture_output=True).returncode != 0:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_system_packages(["python3-venv", version])
        shutil.rmtree(VENV, ignore_errors=True)
        call(make)
    call([python(), "-m", "pip", "install", "--quiet", "--upgrade", "pip"])


def install_system_packages(packages: Sequence[str]) -> None:
    """Install what is missing as root on Debian; name it where that cannot be done."""
    if shutil.which("dpkg-query") is None:
        return
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"缺少系统软件包，请先由管理员运行：apt-get install {' '.join(missing)}")
        return
    stage(f"安装系统软件包 {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, env=environment, check=True, stdout=subprocess.DEVNULL)


def is_installed(package: str) -> bool:
    """Whether dpkg has the package installed."""
    query = ["dpkg-query", "-W", "-f=${Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True)
    return "install ok installed" in answer.stdout


# ------------------------------------------------------------------ run


def run() -> int:
    """Open the window on the sample office; without a display, make its documents instead."""
    set_up()
    if has_display():
        office = SAMPLE / "office.gkt"
        if not office.is_file():
            gongkai("demo", str(SAMPLE), environment={"QT_QPA_PLATFORM": "offscreen"})
        return gongkai("--office", str(office), check=False)
    code = gongkai("demo", str(SAMPLE), environment={"QT_QPA_PLATFORM": "offscreen"}, check=False)
    if code == 0:
        print(f"没有显示器，没有打开窗口。演示数据、文书、报表和截图在：{SAMPLE}")
    return code


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def gongkai(*arguments: str, environment: dict[str, str] | None = None, check: bool = True) -> int:
    """Run the program in the environment."""
    command = [str(python()), "-m", "gongkai_desktop", *arguments]
    return subprocess.run(
        command, env={**os.environ, **(environment or {})}, check=check
    ).returncode


# ------------------------------------------------------------------ test


def test(*, run_all: bool) -> int:
    """Every check in order; stops at the first that fails. Pytest comes last."""
    set_up()
    tools = [python(), "-m"]
    check("代码格式", [*tools, "ruff", "check", "."])
    check("代码排版", [*tools, "ruff", "format", "--check", "."])
    check("类型", [*tools, "mypy"])
    check("楼层", [VENV / ("Scripts" if os.name == "nt" else "bin") / "lint-imports"])
    check_windows_lock()
    check("干净环境安装", [python(), ROOT / "packaging" / "wheel_check.py"])
    if run_all:
        install_system_packages(LONG_PACKAGES)
    stage("测试")
    selection = [] if run_all else ["-m", "not long"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [*tools, "pytest", "-q", *selection]
    return subprocess.run(list(map(str, command)), cwd=ROOT, env=environment).returncode


def check_windows_lock() -> None:
    """The locked versions must also resolve for Windows x64 on Python 3.11, wheels only."""
    with tempfile.TemporaryDirectory() as folder:
        platform = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
        command = [python(), "-m", "uv", "pip", "install", "--quiet", "--dry-run", *platform]
        only = ["--only-binary", ":all:", "--require-hashes", "--target", folder, "-r", LOCK]
        check("Windows 依赖", [*command, *only])


def check(name: str, command: Sequence[object]) -> None:
    """Run one stage; a failure ends the whole run."""
    stage(name)
    if subprocess.run(list(map(str, command)), cwd=ROOT).returncode != 0:
        raise SystemExit(f"未通过：{name}")


def lock() -> int:
    """Rewrite the locked versions with hashes, for every platform at once."""
    extras = ["--extra", "dev", "--extra", "postgres"]
    command = [python(), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--upgrade"]
    flags = ["--python-version", "3.11", "--generate-hashes", "--no-header"]
    return subprocess.run(
        list(map(str, [*command, *flags, *extras, "pyproject.toml", "-o", LOCK])), cwd=ROOT
    ).returncode


def stage(name: str) -> None:
    """Say what comes now."""
    print(f"── {name}", flush=True)


def call(command: Sequence[object]) -> None:
    """Run a command that must succeed."""
    subprocess.run(list(map(str, command)), check=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
