"""Pictures of what an office does to keep its data and to pass them on (保管、交接、报送).

The sample office has neither a password nor reports of others, and stays as it is: every picture
here is of an office made for it and thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.handover import Transfer
from gongkai_desktop.domain.numbering import CASE_PATTERN
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import demo, exchange, exchange_return, handover
from gongkai_desktop.services.exchange_members import Member, save_members
from gongkai_desktop.services.exchange_receive import receive
from gongkai_desktop.services.secret import encryption_missing
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.unit_guess import guessed
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.annual.page import AnnualPage
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.first_run.rescue import Rescue
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.printing.dialog import PrintDialog
from gongkai_desktop.ui.settings.page import SettingsPage
from gongkai_desktop.ui.settings.update import UpdatePart
from gongkai_desktop.ui.shell import Shell

Picture = tuple[str, QWidget, Context | None]
DAY = date(2026, 11, 23)
_YEAR = "2025"
_COUNTY = "望山县人民政府办公室"
_MEMBERS = (
    Member(code="011", name="望山县教育局"),
    Member(code="012", name="望山县民政局"),
    Member(code="013", name="望山县水利局"),
    Member(code="014", name="望山县文化和旅游局"),
    Member(code="015", name="望山县财政局"),
)
_REPORTED = _MEMBERS[:3]
_SENT_BACK = _MEMBERS[1]
_PASSWORD = "办公室窗外有三棵香樟树"


class _Choosing(UnattendedPrompts):
    """Chooses one file where it is asked for one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Always the same file."""
        return self._path


def care_pictures(size: QSize) -> Iterator[Picture]:
    """Each with the context whose work must come to rest before it is taken."""
    with TemporaryDirectory(prefix="gongkai-") as place:
        folder = Path(place)
        yield from _county(folder, size)
        yield from _department(folder, size)
        yield from _handed_over(folder, size)
        yield "恢复数据", _rescue(folder), None


def _county(folder: Path, size: QSize) -> Iterator[Picture]:
    """The county office: who reported, and the package it hands down."""
    with _office(folder, _COUNTY, "000") as county:
        save_members(county, _MEMBERS)
        for one in _REPORTED:
            with _office(folder, one.name, one.code) as unit:
                made = exchange.pack(unit, PackageKind.ANNUAL, _YEAR, folder)
            receive(county, [made.path])
        exchange_return.send_back(
            county, PackageKind.ANNUAL, _YEAR, _SENT_BACK.code, "上年结转与去年的报告不一致"
        )
        exchange.pack(county, PackageKind.CONFIGURATION, "2026", folder / "配置.zwgk")
        with _window(county, UnattendedPrompts(), size) as (shell, context):
            shell.open_place("annual")
            page = shell.page
            assert isinstance(page, AnnualPage)
            page.show_exchange()
            yield "两级报送-县级", shell, context


def _department(folder: Path, size: QSize) -> Iterator[Picture]:
    """A department: the county's package looked at, and its own file under a password."""
    key = None if encryption_missing() else _PASSWORD
    with (
        _office(folder, "望山县财政局", "015", key=key) as unit,
        _window(unit, _Choosing(folder / "配置.zwgk"), size) as (shell, context),
    ):
        page = _settings(shell)
        _open_part(page, "口令与加密")
        yield "设置-已加密", shell, context
        _open_part(page, "更新与数据包")
        part = page.findChild(UpdatePart)
        assert isinstance(part, UpdatePart)
        part.read_package()
        yield "更新与数据包-对照", shell, context


def _handed_over(folder: Path, size: QSize) -> Iterator[Picture]:
    """The sheet of a hand-over, to be signed by both."""
    file = folder / "交接.gkt"
    demo.create_office(file)
    workspace = open_workspace(file)
    try:
        work = tuple(one.key for one in handover.open_work(workspace) if one.key)
        transfer = Transfer(
            giver=workspace.operator, successor="戊某某", day=workspace.today, keys=work
        )
        sheet = handover.handover_pdf(workspace, handover.hand_over(workspace, transfer))
        with _window(workspace, UnattendedPrompts(), size) as (shell, context):
            dialog = PrintDialog(context, shell, "打印交接单", "交接单.pdf", sheet)
            dialog.show()
            yield "交接单", dialog, context
            dialog.close()
    finally:
        workspace.close()


def _rescue(folder: Path) -> QWidget:
    moments = ("20261123-090000", "20261120-170000", "20261113-160000", "20261030-150000")
    copies = [folder / f"自动备份_公开台_{one}.gkt" for one in moments]
    prompts = UnattendedPrompts()
    trouble = UserError("数据文件已损坏，程序不会擅自修复")
    window = Rescue(trouble, copies, lambda path: path.name, prompts, ErrorDesk(prompts))
    window.show()
    return window


@contextmanager
def _office(folder: Path, name: str, code: str, key: str | None = None) -> Iterator[Workspace]:
    """An office that is new or was made before."""
    file = folder / f"{code}.gkt"
    made = open_workspace(file, today=DAY, key=key, create=not file.exists(), operator="丁某")
    try:
        unit = Unit(name=name, code=code, prefix="望", office_phone="0100-12345678")
        pattern = CASE_PATTERN if name == _COUNTY else unit.number_pattern
        save_unit(made, guessed(attrs.evolve(unit, number_pattern=pattern)))
        yield made
    finally:
        made.close()


@contextmanager
def _window(
    workspace: Workspace, prompts: UnattendedPrompts, size: QSize
) -> Iterator[tuple[Shell, Context]]:
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    shell = Shell(context)
    shell.resize(size)
    shell.show()
    try:
        yield shell, context
    finally:
        context.tasks.finish()
        shell.close()


def _settings(shell: Shell) -> SettingsPage:
    shell.open_place("settings")
    page = shell.page
    assert isinstance(page, SettingsPage)
    return page


def _open_part(page: SettingsPage, title: str) -> None:
    titles = [page.parts.item(at).text() for at in range(page.parts.count())]
    page.parts.setCurrentRow(titles.index(title))
