"""审计: letters, slips, statistics and files that leave the window are noted with their names."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import silent
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import Ports
from gongkai_desktop.ui.ports.letters import Paper

NO = "2026-016"


@pytest.fixture
def office(sample_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location, today=date(2026, 11, 22))
    yield workspace
    workspace.close()


@pytest.fixture
def ports(office: Workspace) -> Ports:
    return ports_of(Session(office))


def last(office: Workspace) -> tuple[str, dict[str, object]]:
    with office.office.read() as reader:
        (entry,) = reader.audit.entries(1)
    return entry.use_case, dict(entry.notes)


@pytest.mark.parametrize("paper", [Paper.DRAFT, Paper.SLIP, Paper.ENVELOPE])
def test_a_paper_of_a_letter(office: Workspace, ports: Ports, tmp_path: Path, paper: Paper) -> None:
    letter_id, _ = ports.letters.save(NO, "A1", {})
    ports.letters.write(letter_id, paper, tmp_path / "出.pdf")
    use_case, notes = last(office)
    assert (use_case, notes["file"]) == ("打印文书", "出.pdf")
    assert str(notes["what"]).startswith(paper.value)


def test_a_paper_that_is_not_written_is_not_noted(
    office: Workspace, ports: Ports, tmp_path: Path
) -> None:
    letter_id, _ = ports.letters.save(NO, "A1", {})
    (tmp_path / "文件").write_text("不是文件夹")
    with pytest.raises(UserError):
        ports.letters.write(letter_id, Paper.DRAFT, tmp_path / "文件" / "出.pdf")
    assert last(office)[0] == "保存文稿：A1"


def test_statistics(office: Workspace, ports: Ports, tmp_path: Path) -> None:
    ports.statistics.export("month", "2026-10", tmp_path / "月报.xlsx")
    use_case, notes = last(office)
    assert (use_case, notes["file"]) == ("导出统计报表", "月报.xlsx")
    assert "月报表" in str(notes["what"])


def test_an_attachment_put_in_and_taken_out(
    office: Workspace, ports: Ports, tmp_path: Path
) -> None:
    source = tmp_path / "扫描件.pdf"
    source.write_bytes(b"%PDF-1.4 scan")
    ports.register.attach(NO, source, silent)
    file = ports.register.open(NO)
    assert last(office)[0] in ("添加附件", "存入卷内材料")
    kept = next(one for one in file.files if one.name == source.name)
    ports.register.save_attachment(kept.id, tmp_path / "取出.pdf")
    assert last(office) == ("取出文件", {"file": "取出.pdf"})
