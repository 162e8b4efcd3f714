"""The entry point decides between window and command, and words bad sizes plainly."""

import json
import sys
from pathlib import Path

import pytest

from gongkai_desktop import app
from gongkai_desktop.app import opened_file, parse_scale, parse_size, wants_window
from gongkai_desktop.domain.errors import UserError


@pytest.mark.parametrize(
    "arguments", [[], ["--office", "办公室.gkt"], ["--today", "2026-11-22", "--office", "a.gkt"]]
)
def test_without_a_command_the_window_opens(arguments: list[str]) -> None:
    assert wants_window(arguments)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["verify"], ["--office", "a.gkt", "verify"], ["-x"]]
)
def test_anything_else_goes_to_the_shell(arguments: list[str]) -> None:
    assert not wants_window(arguments)


def test_a_double_click_on_a_data_file_opens_it() -> None:
    assert opened_file(["D:\\资料\\公开台.GKT"]) == ["--office", "D:\\资料\\公开台.GKT"]
    assert opened_file(["verify"]) == ["verify"]


def test_without_a_console_lines_go_to_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "default_location", lambda: tmp_path / "数据" / "公开台.gkt")
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert app.give_streams()
    sys.stderr.write("一行\n")
    sys.stderr.close()
    assert (tmp_path / "数据" / app.LOG).read_text(encoding="utf-8") == "一行\n"


def test_a_size_is_two_numbers() -> None:
    assert parse_size("1366x768") == (1366, 768)
    assert parse_size("1920X1080") == (1920, 1080)


@pytest.mark.parametrize("text", ["1366", "宽x高", "1366x768x2", "10x10", "99999x768", ""])
def test_a_bad_size_is_refused_with_advice(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_size(text)
    assert refusal.value.advice


@pytest.mark.parametrize("scale", [0, -1.25, 40, float("nan")])
def test_a_bad_scale_is_refused(scale: float) -> None:
    with pytest.raises(UserError, match="显示缩放"):
        parse_scale(scale)


def test_125_percent_is_a_scale() -> None:
    assert parse_scale(1.25) == 1.25


@pytest.mark.long
def test_every_work_of_the_design_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """On a fiftieth of the data, only to see that each row runs; speed itself is never tested."""
    assert app.main(["bench", "--quick", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    told = " ".join(row["name"] for row in rows)
    for work in (
        "期限",
        "扫描",
        "答复书",
        "首屏",
        "排序",
        "查两个字",
        "台账",
        "年报",
        "启动",
        "输入",
    ):
        assert work in told
    assert all(row["ratio"] > 0 and row["goal"] and row["detail"] for row in rows)
    assert {type(row["met"]) for row in rows} == {bool}
