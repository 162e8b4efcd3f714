"""The log and the diagnostic package hold nobody's data; the clock is checked; typing is found."""

import logging
import sys
import threading
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.services import demo, listing, run_log
from gongkai_desktop.services.diagnosis import write_package
from gongkai_desktop.services.draft import keep_draft
from gongkai_desktop.services.home import RUN_LOG
from gongkai_desktop.services.request import register
from gongkai_desktop.services.start_up import clock_warning, note_clock, unfinished_words
from gongkai_desktop.services.workspace import Workspace, open_workspace

NAME, ID_NO, PHONE = "欧阳寻常", "990102199003071234", "13912345678"
WORDS = "寻常巷三号地块的批复"
SECRETS = (NAME, ID_NO, PHONE, WORDS, "寻常")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    hooks = sys.excepthook, threading.excepthook
    yield run_log.keep_log(tmp_path / "运行记录")
    sys.excepthook, threading.excepthook = hooks
    run_log.end_log()


def seeded(workspace: Workspace) -> str:
    """A request full of what must never leave the data file."""
    applicant = Applicant(
        name=NAME, id_kind="居民身份证", id_no=ID_NO, phone=PHONE, address="寻常巷三号"
    )
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 20), channel="当面")
    request = Request(register_no="", applicant=applicant, request_text=WORDS, events=(received,))
    return register(workspace, request).request.register_no


def written(folder: Path) -> str:
    for handler in RUN_LOG.handlers:
        handler.flush()
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*"))


def test_use_cases_and_errors_are_logged_without_a_name(empty: Workspace, folder: Path) -> None:
    number = seeded(empty)
    with pytest.raises(UserError):
        register(empty, Request(register_no="", applicant=Applicant(name=NAME), request_text=WORDS))
    run_log.catch_the_last()
    for error in (ValueError(f"{NAME} {ID_NO}"), KeyError(PHONE), OSError(2, WORDS, NAME)):
        try:
            raise error
        except Exception as caught:
            run_log.log_error(caught)
            sys.excepthook(type(caught), caught, caught.__traceback__)
    RUN_LOG.warning("Qt %s", f"something about {ID_NO} and {PHONE}")
    thread = threading.Thread(target=lambda: int(NAME))
    thread.start()
    thread.join()
    told = written(folder)
    assert "登记申请" in told
    assert "错误类型 ValueError" in told
    assert told.count("test_run_log.py") >= 3
    assert [one for one in SECRETS if one in told] == []
    assert number not in told


def test_the_last_resort_says_what_to_do_and_nothing_private(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_log.catch_the_last()
    sys.excepthook(ValueError, ValueError(NAME), None)
    said = capsys.readouterr().err
    assert said.startswith("gongkai：程序出错（ValueError）")
    assert NAME not in said


def test_the_log_turns_over_and_keeps_ten_files(folder: Path) -> None:
    (handler,) = [one for one in RUN_LOG.handlers if isinstance(one, logging.FileHandler)]
    handler.maxBytes = 2_000
    for number in range(600):
        RUN_LOG.info("登记申请 %s", number)
    files = sorted(folder.glob(f"{run_log.LOG_NAME}*"))
    assert len(files) == 10
    assert all(path.stat().st_size <= 2_000 for path in files)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("占住", encoding="utf-8")
    run_log.keep_log(tmp_path / "文件" / "运行记录")
    RUN_LOG.info("继续")
    run_log.end_log()


def test_the_package_for_the_maintainers_holds_no_data(
    empty: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded(empty)
    monkeypatch.setattr("gongkai_desktop.services.diagnosis.log_folder", lambda: folder)
    target = tmp_path / "诊断包.zip"
    write_package(target, run_log.diagnosis(ValueError(NAME)), empty)
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert {"说明.txt", "版本.json", "数据文件.json", "本次错误.txt"} <= parts.keys()
    assert f"运行记录/{run_log.LOG_NAME}" in parts
    assert '"applicant": 1' in parts["数据文件.json"]
    assert '"校验": "完好"' in parts["数据文件.json"]
    whole = "".join(parts.values())
    assert [one for one in SECRETS if one in whole] == []
    assert str(tmp_path) not in parts["数据文件.json"]


def at(workspace: Workspace, moment: datetime) -> Workspace:
    return attrs.evolve(workspace, now=lambda: moment, today=moment.date())


def test_a_clock_set_back_is_said_once_and_recorded(empty: Workspace) -> None:
    number = seeded(at(empty, datetime(2026, 11, 22, 9)))
    assert clock_warning(at(empty, datetime(2026, 11, 22, 8, 55))) == ""
    back = at(empty, datetime(2026, 11, 3, 8))
    words = note_clock(back)
    assert "2026年11月3日08:00" in words
    assert "2026年11月22日09:00" in words
    with empty.office.read() as reader:
        (entry,) = reader.audit.entries(1)
    assert (entry.use_case, entry.notes["what"]) == ("电脑时钟异常", words)
    assert note_clock(at(empty, datetime(2026, 11, 3, 8, 1))) == ""
    assert empty.office.verify() == []
    # 期限仍按登记的日期推算: 2026-11-20 当面 → 第20个工作日
    shown = listing.register_show(back, number)
    assert shown["due_date"] == "2026-12-18"


def test_a_sample_office_lives_on_its_own_day(tmp_path: Path) -> None:
    demo.create_office(tmp_path / "a.gkt")
    workspace = open_workspace(tmp_path / "a.gkt")
    assert clock_warning(attrs.evolve(workspace, now=lambda: datetime(2020, 1, 1))) == ""
    workspace.close()


def test_what_was_typed_and_not_entered_is_named(empty: Workspace) -> None:
    assert "没有未存的表单" in unfinished_words(empty)
    keep_draft(empty, "intake", {"name": NAME})
    keep_draft(empty, "dispute/1", {"organ": "某局"})
    words = unfinished_words(empty)
    assert "新申请1份、复议诉讼1份" in words or "复议诉讼1份、新申请1份" in words
    assert NAME not in words
