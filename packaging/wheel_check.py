"""Builds the wheel, installs it into an empty environment and runs its own self-test.

The self-test runs from another folder and in a process where importing PySide6 is refused, so
that it also passes on a machine without Qt's system libraries.
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
        python = environment(place / "venv")
        wheel = build(place / "dist")
        uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python]
        run([*uv, "--constraint", constraints(place), wheel])
        elsewhere = place / "别的 文件夹"
        elsewhere.mkdir()
        run([python, "-c", WITHOUT_QT], folder=elsewhere)
        return run([python.parent / "gongkai", "--version"], folder=elsewhere)


def environment(folder: Path) -> Path:
    """An empty environment's interpreter."""
    run([sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, folder])
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def build(folder: Path) -> Path:
    """The wheel of this checkout."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], folder=ROOT)
    return next(folder.glob("*.whl"))


def constraints(folder: Path) -> Path:
    """The locked versions without their hashes, so that the wheel gets what was tested."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    pins = [line.rstrip(" \\") for line in lines if "==" in line and not line.startswith(" ")]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins), encoding="utf-8")
    return path


def run(command: list[object], folder: Path | None = None) -> int:
    """Run a command that must succeed."""
    result = subprocess.run(list(map(str, command)), cwd=folder)
    if result.returncode != 0:
        raise SystemExit(f"未通过：{' '.join(map(str, command[:4]))}")
    return result.returncode


if __name__ == "__main__":
    raise SystemExit(main())
