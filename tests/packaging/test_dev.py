"""The set-up script: what it installs, when it makes the environment anew, what it calls."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, working on an empty checkout whose commands succeed and are only noted."""
    spec = importlib.util.spec_from_file_location("dev_script", ROOT / "packaging" / "dev.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.txt")
    (tmp_path / "requirements.lock").write_text("attrs==26.1.0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(module, "install_system_packages", lambda packages: None)
    module.called = []
    monkeypatch.setattr(module, "call", lambda command, *rest: module.called.append(command))

    def make_venv() -> None:
        module.python().parent.mkdir(parents=True, exist_ok=True)
        module.python().touch()
        module.called.append(["venv"])

    monkeypatch.setattr(module, "make_venv", make_venv)
    return module


def test_first_set_up_makes_the_environment_and_installs_the_project(dev: ModuleType) -> None:
    dev.set_up()
    venv, versions, project = dev.called
    assert venv == ["venv"]
    assert "--require-hashes" in versions
    assert {"--no-deps", "--editable"} <= set(map(str, project))


def test_second_set_up_does_nothing(dev: ModuleType) -> None:
    dev.set_up()
    dev.called.clear()
    dev.set_up()
    assert dev.called == []


def test_a_changed_lock_makes_the_environment_anew(dev: ModuleType) -> None:
    dev.set_up()
    dev.called.clear()
    dev.LOCK.write_text("attrs==26.2.0\n")
    dev.set_up()
    assert ["venv"] in dev.called


def test_a_changed_project_file_only_installs_the_project_again(dev: ModuleType) -> None:
    dev.set_up()
    dev.called.clear()
    (dev.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    dev.set_up()
    assert len(dev.called) == 1 and "--editable" in dev.called[0]


def test_an_interrupted_set_up_starts_over(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(command: list[object], *rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "call", killed)
    with pytest.raises(KeyboardInterrupt):
        dev.set_up()
    assert dev.present_state() == {}
    monkeypatch.setattr(dev, "call", lambda command, *rest: dev.called.append(command))
    dev.called.clear()
    dev.set_up()
    assert ["venv"] in dev.called


def test_an_environment_that_lost_its_interpreter_is_made_again(dev: ModuleType) -> None:
    dev.set_up()
    dev.python().unlink()
    assert dev.present_state() == {}


def test_an_old_interpreter_is_refused_in_one_line(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"需要 Python 3\.11"):
        dev.set_up()


@pytest.mark.parametrize(
    ("installed", "missing"),
    [
        (set(), ["libegl1", "libglib2.0-0"]),
        ({"libegl1"}, ["libglib2.0-0"]),
        ({"libegl1", "libglib2.0-0t64"}, []),
    ],
)
def test_only_missing_packages_are_installed(
    dev: ModuleType, installed: set[str], missing: list[str]
) -> None:
    assert dev.missing_packages(["libegl1", "libglib2.0-0"], installed) == missing


@pytest.mark.parametrize(
    ("system", "name"), [("nt", "Scripts/python.exe"), ("posix", "bin/python")]
)
def test_the_environment_s_interpreter_on_each_system(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, system: str, name: str
) -> None:
    folder = dev.VENV
    monkeypatch.setattr(dev.os, "name", system)
    found = dev.python()
    monkeypatch.undo()
    assert found == folder / name


def test_an_unknown_command_shows_the_help(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["fly"]) == 2
    assert "dev.py run" in capsys.readouterr().out


@pytest.fixture
def started(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> list[tuple[str, ...]]:
    """What the script starts the program with; ``demo`` leaves an office file behind."""
    calls: list[tuple[str, ...]] = []
    sample = tmp_path / "demo"
    monkeypatch.setattr(dev, "SAMPLE", sample)

    def gongkai(*arguments: str, environment: dict[str, str] | None = None) -> int:
        calls.append(arguments)
        if arguments[0] == "demo":
            sample.mkdir(exist_ok=True)
            (sample / "office.gkt").touch()
        return 0

    monkeypatch.setattr(dev, "gongkai", gongkai)
    return calls


def test_without_display_the_sample_office_is_built_and_its_place_named(
    dev: ModuleType,
    started: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    assert dev.main(["run"]) == 0
    assert started == [("demo", str(dev.SAMPLE))]
    assert str(dev.SAMPLE) in capsys.readouterr().out


def test_with_a_display_the_window_opens_on_the_sample_office_made_once(
    dev: ModuleType, started: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    window = ("--office", str(dev.SAMPLE / "office.gkt"))
    assert dev.main(["run"]) == 0
    assert dev.main(["run"]) == 0
    assert started == [("demo", str(dev.SAMPLE)), window, window]


def test_a_sample_office_that_was_interrupted_is_made_again(
    dev: ModuleType, started: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    dev.SAMPLE.mkdir()
    (dev.SAMPLE / "office.gkt").touch()
    assert dev.main(["run"]) == 0
    assert started[0] == ("demo", str(dev.SAMPLE))


def test_a_failed_check_does_not_hide_the_others_and_is_named_last(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def passes(name: str, command: list[object]) -> bool:
        ran.append(name)
        return name != "类型"

    monkeypatch.setattr(dev, "passes", passes)
    assert dev.main(["test"]) == 1
    assert ran == [*dev.checks(), "测试"]
    assert capsys.readouterr().out.splitlines()[-1] == "未通过：类型"


@pytest.mark.parametrize(
    ("arguments", "selection"), [(["test"], ["-m", "not long"]), (["test", "--all"], [])]
)
def test_long_tests_run_only_when_asked_for(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], selection: list[str]
) -> None:
    commands: list[list[object]] = []

    def passes(name: str, command: list[object]) -> bool:
        commands.append(command)
        return True

    monkeypatch.setattr(dev, "passes", passes)
    assert dev.main(arguments) == 0
    (tested,) = [command for command in commands if "pytest" in command]
    assert tested == dev.pytest_command(selection)
    assert tested[len(dev.pytest_command([])) :] == selection
    assert (dev.windows_installer() in commands) == (arguments == ["test", "--all"])


def test_stages_compile_modules_once_and_leave_the_checkout_alone(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    show = "import sys; sys.exit(sys.dont_write_bytecode or not sys.pycache_prefix)"
    assert dev.passes("试", [sys.executable, "-c", show])
    assert Path(dev.surroundings()["PYTHONPYCACHEPREFIX"]).is_relative_to(dev.VENV)


def test_the_lock_is_resolved_for_windows_with_wheels_only(dev: ModuleType) -> None:
    words = list(map(str, dev.checks()["Windows 依赖"]))
    assert {"x86_64-pc-windows-msvc", "3.11", "--require-hashes", "--only-binary"} <= set(words)


def test_every_dependency_of_the_project_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for names in optional for name in names)]
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock)
    locked = {plain(entry): entry for entry in entries}
    assert [name for name in map(plain, wanted) if name not in locked] == []
    unhashed = [name for name, entry in locked.items() if "--hash=sha256:" not in entry]
    assert unhashed == []


def plain(requirement: str) -> str:
    """A requirement's project name as the index spells it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()
