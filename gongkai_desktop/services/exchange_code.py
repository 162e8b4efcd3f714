"""The QR code of a yearly report on its 报送单, and a scanned one taken in (扫码录入)."""

from __future__ import annotations

import json
from pathlib import Path

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.documents.qr import qr_rules
from gongkai_desktop.domain.annual.cells import Shape
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.paper_code import PaperCode, decoded, encoded
from gongkai_desktop.domain.typeset.page import MM, Layout
from gongkai_desktop.library.reports import template_due
from gongkai_desktop.services.exchange_annual import take_figures
from gongkai_desktop.services.exchange_answer import Received
from gongkai_desktop.services.exchange_content import ANNUAL_PART, BY_SCAN
from gongkai_desktop.services.exchange_members import members
from gongkai_desktop.services.workspace import Workspace

_SIZE = 46 * MM
_GAP = 3 * MM
_BOTTOM = 8 * MM


def with_code(layout: Layout, package: Package) -> Layout:
    """The sheet with the figures as a QR code below its table, where there is room for one."""
    report = report_from_record(json.loads(package.parts[ANNUAL_PART]))
    if report.year is None:
        return layout
    manifest = package.manifest
    told = PaperCode(
        unit_code=manifest.unit_code,
        edition=manifest.edition,
        seal=package.seal,
        report=report,
    )
    digits = encoded(told, _shape(report.year))
    page = layout.pages[-1]
    top = max([one.baseline for one in page.lines] + [one.y2 for one in page.rules]) + _GAP
    if not digits or not page.rules or top + _SIZE > page.height - _BOTTOM:
        return layout
    left = min(one.x1 for one in page.rules)
    drawn = attrs.evolve(page, rules=(*page.rules, *qr_rules(digits, left, top, _SIZE)))
    return attrs.evolve(layout, pages=(*layout.pages[:-1], drawn))


def _shape(year: int) -> Shape:
    return template_due(year).shape


def take_code(workspace: Workspace, text: str) -> Received:
    """A yearly report scanned from the 报送单 (扫码录入), judged like any other.

    Raises UserError for what is no whole code, a unit outside the list, a closed period.
    """
    code = decoded(text, _shape)
    with workspace.office.read() as reader:
        found = [one for one in members(reader) if one.code == code.unit_code]
    if not found:
        raise UserError(f"单位代码{code.unit_code}不在单位清单里", "请先读入单位清单")
    report = attrs.evolve(code.report, org=found[0].name)
    return take_figures(
        workspace, Path(BY_SCAN), found[0], report, source=BY_SCAN, edition=code.edition
    )
