"""报送函: the letter under which a yearly report or a package goes to the office above.

It is set like the office's other letters (GB/T 9704-2012), dated today and addressed to the office
the organ reports to, unless told otherwise; its number is one of the office's own correspondence
and stays blank to be written in where none is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.annual_figures import totals_of
from gongkai_desktop.domain.exchange.kind import PackageKind, period_words
from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset.letter_page import unit_style
from gongkai_desktop.domain.unit import Unit, overseer
from gongkai_desktop.services import annual_record, slip
from gongkai_desktop.services.annual import compile_year
from gongkai_desktop.services.press import press_for
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace

COVER = "cover"
_SUBJECTS: Mapping[PackageKind, str] = {
    PackageKind.ANNUAL: "政府信息公开工作年度报告",
    PackageKind.QUARTER: "政府信息公开工作季度统计表",
    PackageKind.REGISTER: "政府信息公开申请脱敏台账",
}


@attrs.frozen(kw_only=True)
class Cover:
    """A cover letter made, as PDF and as Word."""

    letter: ComposedLetter
    pdf: bytes
    docx: bytes

    def write(self, path: Path) -> None:
        """Write it as its ending says; raises UserError for another ending."""
        kind = path.suffix.lower()
        if kind not in (".pdf", ".docx"):
            raise UserError(f"报送函不能写成“{path.suffix}”文件", "文件名请以 .pdf 或者 .docx 结尾")
        atomic_write(path, self.pdf if kind == ".pdf" else self.docx)


@attrs.frozen(kw_only=True)
class Heading:
    """What an office writes into a letter itself; empty parts are filled in for it."""

    number: str = ""
    addressee: str = ""
    day: date | None = None


def addressee_of(workspace: Workspace) -> str:
    """The office the letters go to (条例第三条), empty where the unit's facts do not tell."""
    return overseer(the_unit(workspace))


def for_year(workspace: Workspace, year: int, heading: Heading | None = None) -> Cover:
    """The letter of a year's report: of its last final version, else as compiled now."""
    with workspace.office.read() as reader:
        final = annual_record.frozen_report(reader, year)
    report = final or compile_year(workspace, year).report
    return for_report(workspace, report, heading)


def for_report(workspace: Workspace, report: AnnualReport, heading: Heading | None = None) -> Cover:
    """The letter of a yearly report handed in on paper (条例第四十九条)."""
    unit, period = the_unit(workspace), period_words(str(report.year))
    named = f"{unit.name}{period}{_SUBJECTS[PackageKind.ANNUAL]}"
    figures = _figures(totals_of(report))
    facts = {"figures": figures, **_headed(heading or Heading())}
    return _made(workspace, unit, PackageKind.ANNUAL, period, [named], facts)


def _headed(heading: Heading) -> dict[str, str]:
    told = {
        "letter_no": heading.number.strip(),
        "addressed": heading.addressee.strip().rstrip("：:"),
        "letter_date": heading.day.isoformat() if heading.day else "",
    }
    return {name: value for name, value in told.items() if value}


def for_package(workspace: Workspace, package: Package) -> Cover | None:
    """The letter of a package that goes up; what is handed down or across has none.

    Its figures stand on the 报送单, so that the letter keeps to one page.
    """
    manifest = package.manifest
    if manifest.kind not in _SUBJECTS:
        return None
    period = period_words(manifest.period)
    named = [f"{manifest.unit}{period}{_SUBJECTS[manifest.kind]}", "政府信息公开报送单"]
    facts = {
        "file_name": manifest.file_name,
        "edition": f"第{manifest.edition}版",
        "seal_mark": package.seal[:16],
    }
    return _made(workspace, the_unit(workspace), manifest.kind, period, named, facts)


def _figures(totals: Mapping[str, int]) -> str:
    """新收, 结转, 办结 and 结转下年度, and the disputes where there were any."""
    own = {label: n for label, n in totals.items() if not label.startswith("表三")}
    disputes = {label: n for label, n in totals.items() if label not in own}
    words = "，".join(f"{label}{n}件" for label, n in own.items())
    words = words.replace("本年新收", "新收政府信息公开申请", 1)
    reviews = sum(n for label, n in disputes.items() if label.endswith("行政复议"))
    suits = sum(disputes.values()) - reviews
    told = [
        *([f"被申请行政复议{reviews}件"] if reviews else []),
        *([f"被提起行政诉讼{suits}件"] if suits else []),
    ]
    return words + (f"；因政府信息公开{'、'.join(told)}" if told else "")


def _made(
    workspace: Workspace,
    unit: Unit,
    kind: PackageKind,
    period: str,
    enclosures: Sequence[str],
    facts: Mapping[str, Any],
) -> Cover:
    number = f"{unit.prefix}函〔{workspace.today.year}〕　　号" if unit.prefix else ""
    values = {
        "addressed": overseer(unit),
        "period": period,
        "subject": _SUBJECTS[kind],
        "enclosures": list(enclosures),
        "letter_no": number,
        "letter_date": workspace.today.isoformat(),
        **facts,
    }
    known, press, style = workspace.knowledge, press_for(workspace), unit_style(unit)
    letter = slip.make(COVER, values, knowledge=known, unit=unit, mark=workspace.mark).letter
    pages = press.letter_pages(letter, Profile.FINAL, style)
    word = press.docx(letter, Profile.FINAL, style)
    return Cover(letter=letter, pdf=press.pdf(pages), docx=word)
