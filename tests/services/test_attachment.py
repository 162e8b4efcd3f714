"""Files kept with a request: what they are, how large, where a scanner left them."""

from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import attachment, scan_folder
from gongkai_desktop.services.workspace import Workspace

NO = "2026-016"
PDF, PNG = b"%PDF-1.7 scan", b"\x89PNG\r\n\x1a\n scan"


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_the_same_content_is_stored_once_under_both_names(sample: Workspace, tmp_path) -> None:
    first = attachment.attach(sample, NO, written(tmp_path / "申请书.pdf", PDF))
    second = attachment.attach(sample, NO, written(tmp_path / "副本.pdf", PDF))
    assert first.sha256 == second.sha256
    with sample.office.read() as reader:
        assert reader.attachments.read(second.id) == PDF


def test_a_program_is_no_paper_whatever_its_name(sample: Workspace, tmp_path) -> None:
    with pytest.raises(UserError, match="是程序"):
        attachment.attach(sample, NO, written(tmp_path / "申请书.pdf", b"MZ\x90"))


def test_the_limit_is_said_plainly(sample: Workspace, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(attachment, "_MOST_BYTES", 2 * 1024 * 1024)
    large = written(tmp_path / "大图.pdf", PDF + b"0" * (3 * 1024 * 1024))
    with pytest.raises(UserError, match="有3MB，超过2MB"):
        attachment.attach(sample, NO, large)


def test_a_wrong_ending_is_kept_and_told(sample: Workspace, tmp_path) -> None:
    path = written(tmp_path / "信封.jpg", PNG)
    assert "PNG 图片" in attachment.doubt_about(path)
    assert attachment.attach(sample, NO, path).mime == "image/png"


def test_new_files_of_the_scan_folder_are_offered_until_kept(sample: Workspace, tmp_path) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    scan_folder.set_folder(sample, folder)
    written(folder / "信封.jpg", b"\xff\xd8\xff scan")
    paper = written(folder / "申请书.pdf", PDF)
    written(folder / "~$草稿.docx", b"PK")
    written(folder / "空.pdf", b"")
    written(folder / "说明.txt", b"x")
    scans = scan_folder.ScanFolder()
    assert {one.path.name for one in scans.fresh(sample)} == {"信封.jpg", "申请书.pdf"}
    attachment.attach(sample, NO, paper)
    assert [one.path.name for one in scans.fresh(sample)] == ["信封.jpg"]
    assert paper.exists()


def test_a_folder_that_is_gone_holds_nothing_and_breaks_nothing(sample, tmp_path) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    scan_folder.set_folder(sample, folder)
    folder.rmdir()
    assert scan_folder.ScanFolder().fresh(sample) == ()
    with pytest.raises(UserError, match="没有文件夹"):
        scan_folder.set_folder(sample, folder)
