"""取消 (design §4): every long job of the window shows how far it is, and stopped it is undone."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from test_acts import Desk, desk_over

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.numbering import CASE_PATTERN
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import exchange
from gongkai_desktop.services.scan_folder import set_folder
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common import tasks
from gongkai_desktop.ui.common.waiting import ProgressPanel

Given = Callable[[Desk, Path], object]
MANY = 12


@pytest.fixture(scope="module")
def desk(qapp, sample_file, tmp_path_factory):
    with desk_over(qapp, sample_file, tmp_path_factory.mktemp("stopping")) as made:
        yield made


@pytest.fixture(autouse=True)
def windows_end_with_their_test():
    """The one window of this file is kept over its tests: nothing that is stopped changes it."""


@pytest.fixture(autouse=True)
def nothing_chosen_before(desk):
    desk.prompts.path, desk.prompts.paths = None, []


def files(desk: Desk, folder: Path) -> None:
    """Some papers to be chosen, scanned or dropped."""
    for number in range(MANY):
        (folder / f"材料{number:02d}.txt").write_text(f"第{number}份材料的内容", encoding="utf-8")
    desk.prompts.paths = sorted(folder.iterdir())


def a_folder(desk: Desk, folder: Path) -> None:
    desk.prompts.path = folder


def named(name: str) -> Given:
    def given(desk: Desk, folder: Path) -> None:
        desk.prompts.path = folder / name

    return given


def a_backup(desk: Desk, folder: Path) -> None:
    desk.prompts.path = folder / "旧备份.gkt"
    shutil.copyfile(desk.workspace.office.location, desk.prompts.path)


def a_configuration(desk: Desk, folder: Path) -> None:
    county = open_workspace(folder / "county.gkt", today=date(2026, 11, 23), create=True)
    unit = Unit(name="望山县政务公开办公室", prefix="望办", code="000", number_pattern=CASE_PATTERN)
    save_unit(county, unit)
    made = exchange.pack(county, PackageKind.CONFIGURATION, "2026", folder / "配置.zwgk")
    county.close()
    desk.prompts.path = made.path


def scans(desk: Desk, folder: Path) -> None:
    (folder / "扫描.pdf").write_bytes(b"%PDF-1.7 a scan")
    set_folder(desk.workspace, folder)


JOBS: dict[str, tuple[list[str], Given, str]] = {
    "导出登记簿": (["搜 导出登记簿"], named("登记簿.xlsx"), "导出登记簿"),
    "导出台账": (["搜 导出收件簿"], named("收件簿.xlsx"), "导出台账"),
    "打印台账": (["搜 打印收件簿"], named("收件簿.pdf"), "打印台账"),
    "导出审计": (["搜 导出审计"], named("审计.xlsx"), "导出审计"),
    "佐证材料": (["搜 考核自评", "按 导出佐证材料"], a_folder, "导出佐证材料"),
    "备份": (["搜 备份数据"], a_folder, "备份"),
    "校验": (["搜 校验数据"], a_folder, "校验数据"),
    "看备份": (["搜 备份与校验", "按 从备份恢复"], a_backup, "查看备份"),
    "看配置包": (["搜 读入配置包"], a_configuration, "读入配置包"),
    "证据材料": (["搜 2026-001 归档", "按 生成证据材料"], a_folder, "生成证据材料"),
    "装订案卷": (["搜 2026-001 归档", "按 装订案卷"], a_folder, "装订案卷"),
    "存入文件": (["搜 2026-016 文件", "按 存入文件"], files, "存入文件"),
    "扫描文件夹": (["搜 2026-016 文件"], scans, "查看扫描文件夹"),
    "放入文稿": (["搜 A村安置补偿", "按 选择文件"], files, "扫描文稿"),
    "打开文稿": (["搜 A村安置补偿"], a_folder, "打开文稿"),
}


class Reports:
    """Every report of every job; the first of the job ``stopped`` waits until it is cancelled."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, stopped: str = "") -> None:
        self.heard: list[str] = []
        self.ended: dict[str, str] = {}
        desk.context.tasks.started.connect(self._follow)
        self._stopped = stopped
        self._flags: dict[int, tasks.Task] = {}
        told = tasks.Progress.__call__

        def report(progress: tasks.Progress, done: int, total: int, text: str = "") -> None:
            task = self._flags.get(id(progress._cancelled))
            if task is not None:
                self.heard.append(task.title)
                if task.title == stopped:
                    task.cancel()
            told(progress, done, total, text)

        monkeypatch.setattr(tasks.Progress, "__call__", report)

    def _follow(self, task: tasks.Task) -> None:
        self._flags[id(task._flag)] = task
        task.done.connect(lambda _: self.ended.setdefault(task.title, "done"))
        task.failed.connect(lambda error: self.ended.setdefault(task.title, f"failed {error}"))
        task.stopped.connect(lambda: self.ended.setdefault(task.title, "stopped"))


def kept(desk: Desk) -> tuple[dict[str, int], str]:
    """How much there is of everything, and the end of the audit."""
    with desk.workspace.office.read() as reader:
        return desk.workspace.office.counts(), reader.audit.head().hash


@pytest.mark.parametrize("name", JOBS)
def test_a_stopped_job_leaves_everything_as_it_was(desk, tmp_path, monkeypatch, qtbot, name):
    steps, given, title = JOBS[name]
    given(desk, tmp_path)
    before, there = kept(desk), sorted(tmp_path.rglob("*"))
    reports = Reports(desk, monkeypatch, title)
    desk.walk(steps)
    qtbot.waitUntil(lambda: title in reports.ended, timeout=20_000)
    assert reports.ended[title] == "stopped", reports.ended
    assert kept(desk) == before
    assert sorted(tmp_path.rglob("*")) == there
    assert [one for one in desk.prompts.said if one[0] in ("trouble", "defect")] == []


def test_files_kept_before_the_stop_stay_and_are_counted(desk, tmp_path, monkeypatch):
    files(desk, tmp_path)
    third = desk.prompts.paths[2].name
    said: list[str] = []
    told = tasks.Progress.__call__

    def report(progress: tasks.Progress, done: int, total: int, text: str = "") -> None:
        said.append(text)
        if third in text:
            progress._cancelled.set()
        told(progress, done, total, text)

    monkeypatch.setattr(tasks.Progress, "__call__", report)
    ended = []
    desk.context.tasks.started.connect(
        lambda task: task.stopped.connect(lambda: ended.append(task.left()))
    )
    desk.walk(["搜 2026-016 文件", "按 存入文件"])
    assert ended == [f"已存入2个，其余{MANY - 2}个没有存入"]
    assert f"共{MANY}个" in said[0]
    section = desk.shell.page.detail.section("文件")
    names = [one.name for one in section.file.files]
    assert names[-2:] == [one.name for one in desk.prompts.paths[:2]]


def test_many_files_that_cannot_be_kept_are_told_of_once(desk, tmp_path):
    files(desk, tmp_path)
    for path in desk.prompts.paths[::2]:
        path.unlink()
    desk.walk(["搜 2026-016 文件", "按 存入文件"])
    (trouble,) = [one for one in desk.prompts.said if one[0] == "trouble"]
    assert f"有{MANY // 2}个文件没有存入，其余{MANY // 2}个已经存入" in trouble[1]
    assert desk.prompts.paths[0].name in trouble[1]
    assert trouble[2]


def test_a_slow_reader_is_shown_and_stopped_by_the_button(desk, tmp_path, monkeypatch, qtbot):
    """The scanner is held up: the panel comes, 取消 is pressed, one line says what there is."""
    files(desk, tmp_path)
    reading = Event()
    whole = Path.read_bytes

    def slow(path: Path) -> bytes:
        reading.wait(20)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", slow)
    desk.walk(["搜 A村安置补偿"])
    desk.seen(QPushButton, "选择文件").click()
    panel = desk.shell.findChild(ProgressPanel)
    qtbot.waitUntil(lambda: panel.told.startswith("扫描文稿"), timeout=10_000)
    (cancel,) = panel.findChildren(QPushButton)
    assert cancel.isVisible()
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert "正在停止" in panel.told
    reading.set()
    qtbot.waitUntil(lambda: not desk.context.tasks.busy, timeout=20_000)
    assert panel.told == "已取消“扫描文稿”　文稿没有放入，原来的还在"
    assert not cancel.isVisible()
