"""出错 (design §5): what goes wrong in the window says what, where and what to do."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from test_acts import Desk, desk_over

from gongkai_desktop.documents.fonts import FontSet
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.typeset.page import Face
from gongkai_desktop.services import attachment
from gongkai_desktop.services.unit import UNIT_SETTING, the_unit
from gongkai_desktop.store import dialect
from gongkai_desktop.ui.printing.printer import printer_named
from gongkai_desktop.ui.request.remind import Remind


def nothing() -> None:
    pass


def broken(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(b"PK\x03\x04 this is no archive at all")
        return path

    return make


def absent(name: str) -> Callable[[Path], Path]:
    return lambda folder: folder / "没有这个文件夹" / name


def a_folder(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).mkdir()
        return folder / name

    return make


def words(name: str, text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return make


FILES = {
    "导入的台账是坏的": (["搜 导入收件簿"], broken("收件簿.xlsx"), "收件簿.xlsx"),
    "导入的台账不在": (["搜 导入收件簿"], absent("收件簿.xlsx"), "收件簿.xlsx"),
    "导入的台账是文件夹": (["搜 导入收件簿"], a_folder("收件簿.xlsx"), "收件簿.xlsx"),
    "台账导出到没有的文件夹": (["搜 导出收件簿"], absent("收件簿.xlsx"), "收件簿.xlsx"),
    "台账导出到文件夹名下": (["搜 导出收件簿"], a_folder("收件簿.xlsx"), "收件簿.xlsx"),
    "登记簿导出到没有的文件夹": (["搜 导出登记簿"], absent("登记簿.xlsx"), "登记簿.xlsx"),
    "旧登记簿是坏的": (
        ["搜 导入原来的登记簿", "按 选择表格文件"],
        broken("旧簿.xlsx"),
        "旧簿.xlsx",
    ),
    "旧登记簿没有表头": (
        ["搜 导入原来的登记簿", "按 选择表格文件"],
        words("旧簿.csv", "一,二\n三,四\n"),
        "旧簿.csv",
    ),
    "清单打印存到没有的文件夹": (["按 打印清单"], absent("清单.pdf"), "清单.pdf"),
    "年报导出到没有的文件夹": (["搜 导出年报表格"], absent("年报.xlsx"), "年报.xlsx"),
    "年报导出的种类认不出": (["搜 导出年报全文"], lambda folder: folder / "年报.abc", "年报.abc"),
    "报送函存到没有的文件夹": (["搜 打印报送函"], absent("函.pdf"), "函.pdf"),
    "报送包是坏的": (["搜 读入配置包"], broken("配置.zwgk"), "配置.zwgk"),
    "单位清单是坏的": (["搜 读入单位清单"], broken("单位.xlsx"), "单位.xlsx"),
    "从坏文件恢复": (["搜 从备份恢复"], broken("备份.gkt"), "备份.gkt"),
    "词表不是词表": (
        ["搜 词库", "按 导入词表"],
        words("词.toml", "这不是 = = 词表"),
        "词.toml",
    ),
    "存入的附件是程序": (
        ["搜 2026-016 文件", "按 存入文件"],
        words("附件.exe", "MZ"),
        "附件.exe",
    ),
    "存入的附件不在": (["搜 2026-016 文件", "按 存入文件"], absent("扫描.pdf"), "扫描.pdf"),
    "送审的稿子是坏的": (
        ["搜 A村安置补偿", "按 选择文件"],
        absent("稿子.docx"),
        "稿子.docx",
    ),
    "更新说明读不了": (["搜 看更新说明"], a_folder("更新说明.md"), "更新说明.md"),
}


@pytest.fixture
def desk(app, qtbot, sample_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("errors")
    with desk_over(app, sample_file, folder) as made:
        qtbot.addWidget(made.shell)
        made.location = folder / "office.gkt"
        yield made


def told(desk: Desk) -> tuple[str, str]:
    """The one thing that was said: what is wrong, and what to do."""
    assert [one for one in desk.prompts.said if one[0] == "defect"] == []
    troubles = [one for one in desk.prompts.said if one[0] == "trouble"]
    assert troubles, f"没有说明：{desk.prompts.said}"
    _, message, advice = troubles[-1]
    assert message
    assert advice, f"没有写怎么办：{message}"
    return message, advice


def rows(desk: Desk) -> dict[str, int]:
    counts = desk.workspace.office.counts()
    return {name: count for name, count in counts.items() if not name.startswith("audit")}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_is_named_and_nothing_changes(desk, tmp_path, name):
    steps, make, named = FILES[name]
    before = rows(desk)
    desk.prompts.path = make(tmp_path)
    desk.walk(steps)
    message, advice = told(desk)
    assert named in message + advice
    assert rows(desk) == before


def test_a_full_disk_is_said_and_leaves_no_half_file(desk, tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    desk.prompts.path = tmp_path / "清单.pdf"
    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("os.fsync", full)
    desk.walk(["按 打印清单"])
    monkeypatch.undo()
    message, advice = told(desk)
    assert "清单.pdf" in message
    assert "磁盘" in message + advice
    assert list(tmp_path.iterdir()) == []


def test_reminding_without_a_day_or_a_choice_is_said(desk):
    desk.walk(["搜 打印催办单"])
    view = desk.shell.page.findChild(Remind)
    assert not view.act.isEnabled()
    assert "最迟反馈日期" in view.act.toolTip()
    view.reply_by.setText("20261126")
    view.model.tick_all(False)
    assert not view.act.isEnabled()
    assert "勾选" in view.act.toolTip()


def test_a_notice_that_is_none_is_not_taken(desk):
    desk.walk(["搜 录入放假安排"])
    part = desk.shell.page.part()
    part.text.setPlainText("明年放假安排另行通知")
    desk.press("核对")
    assert not part.accept.isEnabled()
    assert part.accept.toolTip()


def test_a_pdf_that_another_program_holds_open_is_named_and_stays(desk, tmp_path, monkeypatch):
    """Windows refuses to replace a file that a reader shows: the old one is as it was."""

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    desk.prompts.path = tmp_path / "清单.pdf"
    desk.prompts.path.write_bytes(b"%PDF-1.7 the one that is open")
    monkeypatch.setattr("os.replace", held)
    monkeypatch.setattr(Path, "replace", held)
    desk.walk(["按 打印清单"])
    monkeypatch.undo()
    message, advice = told(desk)
    assert "清单.pdf" in message
    assert "关闭" in advice
    assert desk.prompts.path.read_bytes() == b"%PDF-1.7 the one that is open"
    assert list(tmp_path.iterdir()) == [desk.prompts.path]


def test_a_data_file_that_another_program_writes_to_is_said_and_nothing_is_kept(
    desk, tmp_path, monkeypatch
):
    paper = tmp_path / "申请书.pdf"
    paper.write_bytes(b"%PDF-1.7 a paper")
    desk.prompts.path = paper
    before = rows(desk)
    monkeypatch.setattr(dialect, "BUSY_MILLISECONDS", 20)
    other = dialect.connect_file(desk.location, None)
    other.execute("BEGIN IMMEDIATE")
    desk.walk(["搜 2026-016 文件", "按 存入文件"])
    other.execute("ROLLBACK")
    other.close()
    message, advice = told(desk)
    assert "数据文件" in message
    assert advice
    assert rows(desk) == before


def test_an_attachment_spoilt_outside_is_not_written_out(desk, tmp_path):
    paper = tmp_path / "申请书.pdf"
    paper.write_bytes(b"%PDF-1.7 a paper")
    kept = attachment.attach(desk.workspace, "2026-016", paper)
    raw = dialect.connect_file(desk.location, None)
    raw.execute("UPDATE attachment_chunk SET data = x'00' WHERE sha256 = ?", (kept.sha256,))
    raw.close()
    desk.prompts.path = tmp_path / "取出.pdf"
    desk.walk(["搜 2026-016 文件"])
    section = desk.shell.page.detail.section("文件")
    section.table.opened.emit(len(section.file.files) - 1)
    desk.settle()
    message, advice = told(desk)
    assert "申请书.pdf" in message
    assert "备份" in advice
    assert not desk.prompts.path.exists()


@pytest.mark.parametrize("spoilt", [{"kind": "没有这种单位"}, "望山县水利局", [1]])
def test_particulars_of_the_unit_spoilt_outside_are_said(desk, spoilt):
    with desk.workspace.change("修改单位信息") as change:
        change.settings.put(UNIT_SETTING, spoilt)
    with pytest.raises(UserError) as refused:
        the_unit(desk.workspace)
    assert "单位信息" in refused.value.message
    assert "备份" in refused.value.advice


def test_a_missing_font_is_named_with_the_way_out(tmp_path):
    with pytest.raises(UserError) as refused:
        FontSet(tmp_path, []).font(Face.FANGSONG)
    assert "字体文件" in refused.value.message
    assert "重新安装" in refused.value.advice


def test_a_printer_that_is_gone_is_named(app):
    with pytest.raises(UserError) as refused:
        printer_named("三楼打印机")
    assert "三楼打印机" in refused.value.message
    assert "PDF" in refused.value.advice
