#!/usr/bin/env python3
"""Sets up, runs and tests the program from a checkout; needs nothing but Python itself.

python3 packaging/dev.py run     open the window on the sample office
python3 packaging/dev.py test    check and test everything (``--all``: the long ones too)
python3 packaging/dev.py setup   only make the environment
python3 packaging/dev.py lock    rewrite the locked versions from pyproject.toml
python3 packaging/dev.py release every check and test from a clean clone, the packages for Windows
                                 and Linux built, installed and tried; the results in out/release
                                 (``--fast``: quick compression, arm64 built and not tried)
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "gongkai-setup.txt"
SAMPLE = ROOT / "out" / "demo"

# Tests run shuffled, in CI and here in the same order; plain ``pytest`` shuffles anew each time.
TEST_ORDER = "20261122"
COMPILES_NOTHING = "PYTHONDONTWRITEBYTECODE"

# What PySide6 needs on a bare Debian 12, first to draw off screen, then to open windows.
SYSTEM_PACKAGES = (
    *("libegl1", "libgl1", "libx11-6", "libdbus-1-3", "libfontconfig1", "libfreetype6"),
    *("libglib2.0-0", "libxkbcommon0"),
    *("libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0"),
    *("libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1", "libxkbcommon-x11-0"),
    *("libwayland-client0", "libwayland-cursor0"),
)
LONG_PACKAGES = ("postgresql",)
APT_GET = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands in the module's docstring."""
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console may not know every character; that must stop nothing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    commands = {
        ("run",): run,
        ("test",): test,
        ("test", "--all"): test_all,
        ("setup",): set_up,
        ("lock",): lock,
        ("release",): release,
        ("release", "--fast"): lambda: release(fast=True),
    }
    command = commands.get(tuple(arguments))
    if command is None:
        print(__doc__)
        return 0 if tuple(arguments) in ((), ("help",), ("-h",), ("--help",)) else 2
    return command()


# ------------------------------------------------------------------ environment


def set_up() -> int:
    """Bring the environment to the state of the lock; one that was interrupted is made again."""
    # An older interpreter still reads this file; the program itself it could not run.
    if sys.version_info < (3, 11):  # noqa: UP036
        raise SystemExit("需要 Python 3.11 或者更新的版本。")
    install_system_packages(SYSTEM_PACKAGES)
    wanted, present = wanted_state(), present_state()
    if present.get("versions") != wanted["versions"]:
        stage("建立运行环境 .venv（第一次约需一两分钟）")
        make_venv()
        # The lock is whole. Left to look for dependencies, older pips meet ``coverage[toml]``
        # before its pin, take the newest release and refuse it for want of a hash.
        call([*pip_install(), "--no-deps", "--require-hashes", "-r", LOCK])
        present = {"versions": wanted["versions"]}
        write_state(present)
    if present != wanted:
        call([*pip_install(), "--no-deps", "--no-build-isolation", "--editable", ROOT])
        write_state(wanted)
    return 0


def wanted_state() -> dict[str, str]:
    """What the environment should be made from: locked versions, interpreter, project file."""
    interpreter = f"{sys.version} {base_interpreter()}".encode()
    return {
        "versions": digest(LOCK.read_bytes() + interpreter),
        "project": digest((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()),
    }


def present_state() -> dict[str, str]:
    """What the environment was made from; empty when there is none or it is broken."""
    if not STAMP.is_file() or not python().is_file():
        return {}
    lines = STAMP.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write_state(state: dict[str, str]) -> None:
    """Note what the environment was made from, only after it was made."""
    text = "".join(f"{name}={value}\n" for name, value in state.items())
    STAMP.write_text(text, encoding="utf-8")


def base_interpreter() -> str:
    """The interpreter outside any environment, also when started with the environment's own."""
    return str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())


def digest(data: bytes) -> str:
    """SHA-256 as text."""
    return hashlib.sha256(data).hexdigest()


def python() -> Path:
    """The environment's interpreter."""
    return script("python")


def script(name: str) -> Path:
    """A program of the environment."""
    return VENV / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")


def pip_install() -> list[object]:
    """The start of every installation into the environment."""
    return [python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]


def make_venv() -> None:
    """A fresh environment; on Debian the module for it may have to be installed first."""
    if VENV.exists():
        shutil.rmtree(VENV)
    make = [base_interpreter(), "-m", "venv", str(VENV)]
    if subprocess.run(make, capture_output=True).returncode == 0:
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    install_system_packages(["python3-venv", version])
    shutil.rmtree(VENV, ignore_errors=True)
    call(make)


def install_system_packages(packages: Sequence[str]) -> None:
    """Install what is missing as root on Debian; name it where that cannot be done."""
    if shutil.which("dpkg-query") is None:
        return
    missing = missing_packages(packages, installed_packages())
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"缺少系统软件包，请由管理员运行：apt-get install {' '.join(missing)}")
        return
    stage(f"安装系统软件包 {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An old package list often still serves, so only the installation has to succeed.
    subprocess.run([*APT_GET, "update"], env=quiet, stdout=subprocess.DEVNULL)
    install = [*APT_GET, "install", "-y", "--no-install-recommends", *missing]
    if subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL).returncode != 0:
        raise SystemExit(f"没有装上系统软件包，请手工运行：apt-get install {' '.join(missing)}")


def missing_packages(packages: Sequence[str], installed: set[str]) -> list[str]:
    """Those not installed; newer Debian renamed some for 64-bit time (``libglib2.0-0t64``)."""
    return [name for name in packages if not {name, f"{name}t64"} & installed]


def installed_packages() -> set[str]:
    """Names of all packages that dpkg has installed."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\\n"]
    answer = subprocess.run(query, capture_output=True, text=True)
    pairs = [line.split(" ", 1) for line in answer.stdout.splitlines()]
    return {pair[1] for pair in pairs if pair[0] == "installed"}


# ------------------------------------------------------------------ run


def run() -> int:
    """Open the window on the sample office; without a display, make its documents instead."""
    set_up()
    if not has_display():
        code = make_sample()
        if code == 0:
            print(f"这里没有显示器，没有打开窗口。演示数据、文书、报表和截图在：{SAMPLE}")
        return code
    office, complete = SAMPLE / "office.gkt", SAMPLE / ".complete"
    # A sample whose making was interrupted has an office file but no mark.
    code = 0 if office.is_file() and complete.is_file() else make_sample()
    return code or gongkai("--office", str(office))


def make_sample() -> int:
    """Build the sample office with all it prints, and mark it as complete."""
    stage("建立演示数据")
    code = gongkai("demo", str(SAMPLE), environment={"QT_QPA_PLATFORM": "offscreen"})
    if code == 0:
        (SAMPLE / ".complete").touch()
    return code


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def gongkai(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run the program in the environment; returns its exit code."""
    command = [str(python()), "-m", "gongkai_desktop", *arguments]
    return subprocess.run(command, env={**os.environ, **(environment or {})}).returncode


# ------------------------------------------------------------------ test


def test() -> int:
    """Every check, then the tests; each says whether it passed, none hides the next."""
    set_up()
    return run_checks_and_tests(["-m", "not long"])


def test_all() -> int:
    """The same with what takes long: PostgreSQL from Debian, the Windows installer under Wine."""
    set_up()
    install_system_packages(LONG_PACKAGES)
    failed = run_checks_and_tests([])
    return failed if passes("Windows 安装包", windows_installer()) else 1


def run_checks_and_tests(selection: Sequence[str]) -> int:
    """0 when everything passed; otherwise the names of what did not come last."""
    failed = [name for name, command in checks().items() if not passes(name, command)]
    if not passes("测试", pytest_command(selection)):
        failed.append("测试")
    if failed:
        print(f"未通过：{'、'.join(failed)}", flush=True)
    return 1 if failed else 0


def checks() -> dict[str, list[object]]:
    """What can be known without running the tests: name and command."""
    tool = [python(), "-m"]
    windows = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
    resolve = [*tool, "uv", "pip", "install", "--quiet", "--dry-run", *windows]
    return {
        "代码检查": [*tool, "ruff", "check", "."],
        "代码排版": [*tool, "ruff", "format", "--check", "."],
        "类型": [*tool, "mypy"],
        "楼层": [script("lint-imports")],
        # The locked versions must resolve for Windows too: wheels only, into an empty place.
        "Windows 依赖": [
            *(*resolve, "--only-binary", ":all:", "--require-hashes"),
            *("--target", VENV / "windows", "-r", LOCK),
        ],
        "空环境安装与自检": [python(), ROOT / "packaging" / "wheel_check.py"],
    }


def windows_installer() -> list[object]:
    """Build the installer and try it under Wine."""
    return [python(), ROOT / "packaging" / "windows" / "build.py", "--fast", "--check"]


def pytest_command(selection: Sequence[str]) -> list[object]:
    """The tests, on every core, in an order that is shuffled the same way every time."""
    spread = ["--numprocesses", "auto", "--maxprocesses", "8", "--dist", "worksteal"]
    return [python(), "-m", "pytest", "-q", f"--randomly-seed={TEST_ORDER}", *spread, *selection]


def passes(name: str, command: Sequence[object]) -> bool:
    """Run one stage off screen; one without a name was announced before."""
    if name:
        stage(name)
    return subprocess.run(list(map(str, command)), cwd=ROOT, env=surroundings()).returncode == 0


def surroundings() -> dict[str, str]:
    """What a stage runs in: no display, and modules compiled once for every process it starts.

    They are compiled into the environment's folder, so that the checkout stays as it was.
    """
    own = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}
    given = {name: value for name, value in os.environ.items() if name != COMPILES_NOTHING}
    return given | own


# ------------------------------------------------------------------ release


def release(*, fast: bool = False) -> int:
    """Everything a version has to pass (release.py)."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import release as steps

    return steps.release(fast=fast)


def program_version() -> str:
    """The version, from its one place."""
    text = (ROOT / "gongkai_desktop" / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def said(*words: str) -> str:
    """What a command prints."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


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
    words = list(map(str, command))
    if subprocess.run(words).returncode != 0:
        raise SystemExit(f"没有成功：{' '.join(words)}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
