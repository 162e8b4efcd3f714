"""A killed import leaves all of its rows or none, and an undamaged file (原子性)."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contract import old_register

ROWS = 3_000


@pytest.fixture(scope="module")
def big_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return old_register(tmp_path_factory.mktemp("kill") / "旧.xlsx", ROWS)


def import_command(source: Path, office: Path) -> list[str]:
    words = ("register", "import", source, "--json", "--office", office)
    return [sys.executable, "-m", "gongkai_desktop", *map(str, words)]


@pytest.fixture(scope="module")
def whole_time(big_register: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds one undisturbed import takes."""
    office = tmp_path_factory.mktemp("whole") / "office.gkt"
    started = time.monotonic()
    subprocess.run(import_command(big_register, office), check=True, capture_output=True)
    return time.monotonic() - started


def kill_during_import(source: Path, office: Path, after: float) -> None:
    process = subprocess.Popen(
        import_command(source, office), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def check_all_or_none(run: Run, office: Path, before: int) -> None:
    verified = run("verify", "--json", "--office", office)
    assert (verified.code, verified.document["damage"]) == (0, [])
    listed = run("register", "list", "--json", "--office", office).document
    assert len(listed) in (before, before + ROWS)


def kill_and_check(run: Run, source: Path, office: Path, whole: float, seed: int) -> None:
    before = len(run("register", "list", "--json", "--office", office).document)
    # The first third of a run only loads the program and reads the sheet.
    after = random.Random(seed).uniform(0.3, 1.0) * whole
    kill_during_import(source, office, after)
    check_all_or_none(run, office, before)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_import_is_whole_or_nothing(
    run: Run, office: Path, big_register: Path, whole_time: float, seed: int
) -> None:
    kill_and_check(run, big_register, office, whole_time, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 125))
def test_many_killed_imports_are_whole_or_nothing(
    run: Run, office: Path, big_register: Path, whole_time: float, seed: int
) -> None:
    kill_and_check(run, big_register, office, whole_time, seed)


def test_an_import_killed_while_it_makes_the_office_leaves_none_or_a_sound_one(
    run: Run, tmp_path: Path, big_register: Path, whole_time: float
) -> None:
    for number, share in enumerate((0.2, 0.5, 0.8)):
        office = tmp_path / f"{number}.gkt"
        kill_during_import(big_register, office, share * whole_time)
        verified = run("verify", "--json", "--office", office)
        assert (verified.code, verified.document["damage"]) == (0, [])
