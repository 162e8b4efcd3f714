"""练习 never becomes the office's data (产品要求 Q1): no table, report, backup or copy of it."""

import json
import shutil

import openpyxl
import pypdfium2
import pytest

from gongkai_desktop import __version__
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import (
    annual,
    annual_text,
    audit,
    exchange_members,
    exchange_receive,
    practice,
)
from gongkai_desktop.services.backup import backup, copy, preview_restore, restore
from gongkai_desktop.services.ledger_import import (
    LedgerImportOptions,
    export_ledger,
    import_ledger,
)
from gongkai_desktop.services.request_export import export_register
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import PRACTICE_MARK, open_workspace
from gongkai_desktop.store import AuditQuery, LedgerQuery

NAME = "望山县水利局"


@pytest.fixture(scope="module")
def practised_file(tmp_path_factory):
    """Someone has given the practice office the name of their own, to make it look real."""
    file = tmp_path_factory.mktemp("practice") / practice.FILE
    practice.prepare(file)
    workspace = open_workspace(file)
    save_unit(workspace, Unit(name=NAME, prefix="望水", code="013"))
    workspace.close()
    return file


@pytest.fixture
def practised(practised_file, tmp_path):
    file = tmp_path / practice.FILE
    shutil.copyfile(practised_file, file)
    workspace = open_workspace(file)
    yield workspace
    workspace.close()


@pytest.fixture
def office(tmp_path):
    workspace = open_workspace(tmp_path / "公开台.gkt", create=True)
    save_unit(workspace, Unit(name=NAME, prefix="望水", code="013"))
    yield workspace
    workspace.close()


def test_its_register_is_no_register_of_the_office(practised, office, tmp_path):
    path = tmp_path / "登记簿.xlsx"
    assert export_register(practised, path) == 60
    with pytest.raises(UserError, match="练习数据"):
        import_register(office, path, ImportOptions())
    with pytest.raises(UserError, match="练习数据"):
        import_register(office, path, ImportOptions(sheet="登记"))
    assert import_register(practised, path, ImportOptions(dry_run=True)).skipped == 60


def test_its_ledgers_are_no_ledgers_of_the_office(practised, office, tmp_path):
    path = tmp_path / "用印登记.xlsx"
    export_ledger(practised, "seals", path, LedgerQuery(ledger="seals"))
    with pytest.raises(UserError, match="练习数据"):
        import_ledger(office, "seals", path, LedgerImportOptions())
    assert import_ledger(practised, "seals", path, LedgerImportOptions(dry_run=True)).imported == 0


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_its_yearly_report_is_nothing_a_county_adds_up(practised, office, tmp_path, kind):
    exchange_members.save_members(office, [exchange_members.Member(code="013", name=NAME)])
    path, compiled = tmp_path / f"年报.{kind}", annual.compile_year(practised, 2025)
    if kind == "xlsx":
        annual.write_workbook(practised, compiled, path)
    else:
        annual_text.write_documents(practised, compiled, {kind: path})
    (answer,) = exchange_receive.receive(office, [path])
    assert answer.refused, answer


def test_its_yearly_report_bears_the_mark_on_every_page(practised, tmp_path):
    path = tmp_path / "年报.pdf"
    annual_text.write_documents(practised, annual.compile_year(practised, 2025), {"pdf": path})
    for page in pypdfium2.PdfDocument(path):
        assert PRACTICE_MARK in page.get_textpage().get_text_range()


def test_its_backup_never_takes_the_office_s_place(practised, office, tmp_path):
    file, location = backup(practised, tmp_path / "U盘").file, str(tmp_path / "公开台.gkt")
    office.close()
    before = (tmp_path / "公开台.gkt").read_bytes()
    for act in (
        lambda: restore(location, file, today=None, key=None),
        lambda: preview_restore(location, file, key=None),
        lambda: restore(str(tmp_path / "新.gkt"), file, today=None, key=None),
    ):
        with pytest.raises(UserError, match="练习数据"):
            act()
    assert (tmp_path / "公开台.gkt").read_bytes() == before
    assert not (tmp_path / "新.gkt").exists()


def test_its_own_backup_may_be_put_back_to_practise_again(practised, tmp_path):
    file = backup(practised, tmp_path / "U盘").file
    practised.close()
    restore(str(tmp_path / practice.FILE), file, today=None, key=None)
    again = open_workspace(tmp_path / practice.FILE)
    assert again.mark == PRACTICE_MARK
    again.close()


def test_a_copy_under_another_name_stays_practice(practised, tmp_path):
    practised.close()
    copy(str(tmp_path / practice.FILE), str(tmp_path / "真的.gkt"), key=None, target_key=None)
    copied = open_workspace(tmp_path / "真的.gkt")
    assert (copied.mark, copied.demo) == (PRACTICE_MARK, True)
    copied.close()


def test_every_table_says_which_version_made_it(office, tmp_path):
    export_register(office, tmp_path / "登记簿.xlsx")
    export_ledger(office, "seals", tmp_path / "用印.xlsx", LedgerQuery(ledger="seals"))
    annual.write_workbook(office, annual.compile_year(office, 2025), tmp_path / "年报.xlsx")
    for name in ("登记簿", "用印", "年报"):
        made_by = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").properties.creator
        assert made_by == f"公开台 {__version__}", name


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_nobody_adds_its_yearly_report_up(practised, tmp_path, kind):
    compiled = annual.compile_year(practised, 2025)
    file = tmp_path / f"年报.{kind}"
    if kind == "json":
        file.write_text(json.dumps(annual.as_printed(practised, compiled)), encoding="utf-8")
    else:
        annual.write_workbook(practised, compiled, file)
    with pytest.raises(UserError, match="练习数据"):
        annual.merge_files([str(file)])


def test_its_audit_bears_the_mark(practised, tmp_path):
    file = tmp_path / "审计.xlsx"
    audit.export(practised, file, AuditQuery())
    book = openpyxl.load_workbook(file)
    assert book.active.title.startswith("练习")
    assert book.active.oddHeader.center.text == book.properties.title == PRACTICE_MARK
