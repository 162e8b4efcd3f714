"""The county office (汇总): its unit list read in, the sum of reports and who is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.annual.merge import merge_reports
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.rules import check_report
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.services.exchange_content import SENT_BACK
from gongkai_desktop.services.exchange_members import Member
from gongkai_desktop.services.workspace import Workspace

_CODE_HEADINGS = ("单位代码", "代码", "机构代码", "编码")
_NAME_HEADINGS = ("单位名称", "单位全称", "名称", "单位")
_LEVEL_HEADINGS = ("层级", "类别")


def read_members(path: Path) -> list[Member]:
    """The unit list of a table with 单位代码 and 单位名称; raises UserError where it has none."""
    for sheet in read_sheets(path):
        for at, row in enumerate(sheet.rows):
            heads = [str(value or "").strip() for value in row]
            code, name = _column(heads, _CODE_HEADINGS), _column(heads, _NAME_HEADINGS)
            if code is None or name is None:
                continue
            level = _column(heads, _LEVEL_HEADINGS)
            lines = [[_words(value) for value in line] for line in sheet.rows[at + 1 :]]
            return [
                Member(code=line[code], name=line[name], level="" if level is None else line[level])
                for line in lines
                if line[code] or line[name]
            ]
    raise UserError(f"“{path.name}”里没有单位清单", "表头应有“单位代码”和“单位名称”两栏")


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _words(value: Any) -> str:
    """A code kept as a number loses its point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value or "").strip()


@attrs.frozen(kw_only=True)
class CountyTotal:
    """The sum of all reports taken in for a year, and the units it adds up by code."""

    report: AnnualReport
    units: Mapping[str, str]
    parts: Mapping[str, AnnualReport]
    violations: tuple[Violation, ...]

    def behind(self, path: str) -> list[tuple[str, Any]]:
        """The units behind one cell with their figures, those with nothing left out."""
        cells = ((name, self.parts[code].cell(path)) for code, name in self.units.items())
        return [(name, cell) for name, cell in cells if cell not in (None, 0, "")]


def county_total(workspace: Workspace, year: int) -> CountyTotal:
    """All reports taken in for a year, the latest edition of each unit, added cell by cell.

    What was sent back is left out. Raises UserError where nothing has come in.
    """
    with workspace.office.read() as reader:
        rows = reader.exchanges.received(PackageKind.ANNUAL.value, str(year))
    latest = {one.unit_code: one for one in rows}
    counted = {code: one for code, one in latest.items() if one.status != SENT_BACK}
    if not counted:
        raise UserError(f"还没有收到{year}年的年报", "请先导入各单位的报送包")
    parts = {
        code: attrs.evolve(report_from_record(one.body), org=one.unit)
        for code, one in counted.items()
    }
    total = merge_reports([*parts.values()])
    return CountyTotal(
        report=total,
        units={code: one.unit for code, one in counted.items()},
        parts=parts,
        violations=check_report(total),
    )
