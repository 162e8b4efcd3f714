"""Installs the project as a user would (``pip install .``) and runs its own self-test.

The environment is empty, the folder another one, its name Chinese with a space, and importing
PySide6 is refused, so that what passes here also passes without Qt's system libraries.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"

WITHOUT_QT = """
import sys
sys.modules["PySide6"] = None
from gongkai_desktop.app import main
raise SystemExit(main(["self-test"]))
"""


def main() -> int:
    """0 when the installed program passes its self-test."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        elsewhere = place / "别的 文件夹"
        elsewhere.mkdir()
        programs = install(place)
        run("gongkai --version", [programs / "gongkai", "--version"], elsewhere)
        run("gongkai self-test", [programs / "python", "-c", WITHOUT_QT], elsewhere)
    return 0


def install(place: Path) -> Path:
    """Install the checkout, with the locked versions, into an empty environment; its programs."""
    environment = place / "venv"
    run("python -m venv", [sys.executable, "-m", "venv", environment], place)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    run("pip install .", [*pip, "--constraint", constraints(place), ROOT], place)
    return programs


def constraints(place: Path) -> Path:
    """The locked versions without their hashes, so that the user gets what was tested."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    pins = [line.rstrip(" \\") for line in lines if "==" in line and not line.startswith(" ")]
    path = place / "constraints.txt"
    path.write_text("\n".join(pins), encoding="utf-8")
    return path


def run(name: str, command: list[object], folder: Path) -> None:
    """Run a command that must succeed."""
    if subprocess.run(list(map(str, command)), cwd=folder).returncode != 0:
        raise SystemExit(f"空环境中没有成功：{name}")


if __name__ == "__main__":
    raise SystemExit(main())
