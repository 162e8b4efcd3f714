"""A machine that cannot show a window is told what to do, before Qt could end the process."""

import os
import subprocess
import sys

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui import display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


@pytest.fixture
def every_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "missing", lambda libraries: {})


def test_no_display_is_one_sentence_with_advice(every_library: None) -> None:
    with pytest.raises(UserError, match="没有显示器") as refusal:
        display.require_window({})
    assert "gongkai --help" in refusal.value.advice


def test_a_missing_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"libxcb-cursor.so.0": "libxcb-cursor0"}
    monkeypatch.setattr(
        display, "missing", lambda libraries: absent if libraries is display.FOR_X11 else {}
    )
    with pytest.raises(UserError, match=r"libxcb-cursor\.so\.0") as refusal:
        display.require_window({"DISPLAY": ":0"})
    assert "apt-get install libxcb-cursor0" in refusal.value.advice


def test_a_display_that_does_not_answer(
    every_library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(display, "answers", lambda: False)
    with pytest.raises(UserError, match="显示器 :99 没有应答"):
        display.require_window({"DISPLAY": ":99"})


@pytest.mark.parametrize(
    "environment",
    [{"QT_QPA_PLATFORM": "offscreen"}, {"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}],
)
def test_where_a_window_can_open_nothing_is_said(
    every_library: None, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setattr(display, "answers", lambda: True)
    display.require_window(environment)


def test_wayland_without_its_libraries_falls_back_to_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        display, "missing", lambda libraries: libraries if libraries is display.FOR_WAYLAND else {}
    )
    monkeypatch.setattr(display, "answers", lambda: True)
    display.require_window({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})


def test_only_libraries_that_do_not_load_are_missing() -> None:
    def load(name: str) -> None:
        if name == "libb.so":
            raise OSError(name)

    assert display.missing({"liba.so": "a", "libb.so": "b"}, load) == {"libb.so": "b"}


def test_the_program_without_a_display_ends_with_one_line_and_code_2() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    answer = subprocess.run(
        [sys.executable, "-m", "gongkai_desktop"],
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert "打不开窗口" in answer.stderr


def test_a_display_nobody_serves_does_not_abort_the_program() -> None:
    hidden = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    answer = subprocess.run(
        [sys.executable, "-m", "gongkai_desktop"],
        env={**environment, "DISPLAY": ":4321", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
