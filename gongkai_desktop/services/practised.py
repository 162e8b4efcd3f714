"""What comes out of the practice file stays outside (练习数据): refused on its way in."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.workspace import PRACTICE_MARK, PRACTICE_SETTING, Workspace
from gongkai_desktop.store import looked_into


def refuse_practised(workspace: Workspace, path: Path) -> None:
    """Raise UserError where a workbook was written by a practice office and this is none."""
    # Workbooks are not read at the start: the libraries for them would hold it up.
    from gongkai_desktop.documents.register_read import book_title

    if not workspace.practice and PRACTICE_MARK in book_title(path):
        raise UserError(
            f"“{path.name}”是从练习数据导出的，不能导入本单位的数据", "请选择本单位自己的表格"
        )


def refuse_practised_name(org: str, file: str) -> None:
    """Raise UserError where the unit of a report bears the mark of practising."""
    if "".join(org.split()).startswith("".join(PRACTICE_MARK.split())):
        raise UserError(f"“{file}”是练习数据的年报，不能汇总", "请用各单位自己的年报")


def refuse_practice_backup(location: str, file: Path, key: str | None) -> None:
    """Raise UserError where a practice file would take the place of an office's data."""
    if not _is_practice(str(file), key):
        return
    if Path(location).exists() and _is_practice(location, key):
        return
    raise UserError(
        f"“{file.name}”是练习数据，不能代替本单位的数据", "请选择本单位自己的备份或者数据文件"
    )


def _is_practice(location: str, key: str | None) -> bool:
    """Whether a file is a practice office; one that does not open is for others to speak of."""
    try:
        with looked_into(Path(location), key) as office, office.read() as reader:
            return bool(reader.settings.get(PRACTICE_SETTING, False))
    except UserError:
        return False
