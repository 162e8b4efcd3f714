"""The text of a year's report (年报文字): drafted, written, proved against tables and last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.annual_docx import write_annual_docx
from gongkai_desktop.documents.annual_html import write_annual_html
from gongkai_desktop.documents.annual_pdf import write_annual_pdf
from gongkai_desktop.documents.annual_sheet import annual_sheet
from gongkai_desktop.domain.annual.compared import check_compared
from gongkai_desktop.domain.annual.narrative import (
    UNIT_WORDS,
    NarrativeForm,
    PartText,
    check_written,
    hints,
    length_of,
    promised,
    prose_of,
    table_values,
    written,
)
from gongkai_desktop.domain.annual.number import Number, amount, read_cell
from gongkai_desktop.domain.annual.published import check_wording
from gongkai_desktop.domain.annual.similarity import similar_to_last_year
from gongkai_desktop.domain.annual.violation import Violation
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.fee import paid_amount
from gongkai_desktop.library.reports import load_annual_template, load_narrative
from gongkai_desktop.services import annual_record
from gongkai_desktop.services.annual import Compiled
from gongkai_desktop.services.annual_charts import year_charts
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader

IMPROVEMENTS = "5.2"
"""The part that answers for what last year's report promised."""


@attrs.frozen(kw_only=True)
class Narrative:
    """A year's text with all that helps to write it.

    ``promised`` are last year's improvements to answer for, ``hints`` what the numbers suggest,
    ``length`` the characters of section 一 against ``limit``.
    """

    texts: tuple[PartText, ...]
    form: NarrativeForm
    values: dict[str, Number | str]
    violations: tuple[Violation, ...]
    promised: tuple[str, ...]
    hints: tuple[str, ...]
    length: int

    @property
    def prose(self) -> str:
        """The whole text under its headings."""
        return prose_of(self.texts)

    @property
    def begun(self) -> bool:
        """Whether somebody has written any part of it."""
        return any(one.edited for one in self.texts)

    @property
    def open(self) -> tuple[str, ...]:
        """Everything still to be written."""
        return tuple(words for one in self.texts for words in one.open)


def narrative(workspace: Workspace, compiled: Compiled) -> Narrative:
    """The text of a compiled year."""
    form = load_narrative()
    year = compiled.year
    with workspace.office.read() as reader:
        values = {**_unit_words(workspace), **_values(reader, form, compiled)}
        kept = annual_record.written_parts(reader, year)
        before = annual_record.frozen_report(reader, year - 1)
        last = annual_record.frozen_parts(reader, year - 1).get(IMPROVEMENTS, "")
    texts = written(form, values, kept)
    report = attrs.evolve(compiled.report, prose=prose_of(texts))
    broken = [*check_wording(report)]
    if before is not None:
        broken += [*check_compared(report, before), *similar_to_last_year(report, before)]
    return Narrative(
        texts=texts,
        form=form,
        values=values,
        violations=tuple(broken),
        promised=promised(last),
        hints=hints(values),
        length=length_of(texts, form.parts[0].section),
    )


def write(workspace: Workspace, year: int, key: str, text: str) -> None:
    """Keep a part as written, empty to return to the draft.

    Raises UserError for a part that the form lacks and for numbers that do not exist.
    """
    form = load_narrative()
    if key not in {part.key for part in form.parts}:
        raise UserError(f"年报文字没有“{key}”这一部分", "请从列出的部分中选择")
    check_written(text, form)
    annual_record.write_part(workspace, year, key, text)


def _unit_words(workspace: Workspace) -> dict[str, Number | str]:
    unit = the_unit(workspace)
    words = (
        unit.office_name or unit.name or "本机关",
        unit.office_address,
        unit.office_postcode,
        unit.office_phone,
    )
    return dict(zip(UNIT_WORDS, words, strict=True))


def _values(reader: Reader, form: NarrativeForm, compiled: Compiled) -> dict[str, Number]:
    values = table_values(form, compiled.report)
    supplied = reader.figures.get(compiled.year)
    year = (date(compiled.year, 1, 1), date(compiled.year, 12, 31))
    grounds, late = reader.counts.grounds(*year), reader.counts.late(*year)
    collected = collected_fees(reader, compiled.year)
    for label, figure in form.figures.items():
        if figure.ground:
            values[label] = grounds.get(figure.ground, 0)
        elif figure.late:
            values[label] = late
        elif figure.entered:
            known = supplied.get(figure.entered)
            counted = collected[figure.entered] if known in (None, "") else known
            values[label] = amount(read_cell(counted)) or 0
        elif figure.ledger:
            rows = [row.body for row in reader.ledgers.rows(figure.ledger) if not row.void_reason]
            mine = [
                one
                for one in rows
                if str(one.get(figure.date) or "")[:4] == str(compiled.year)
                and (not figure.column or one.get(figure.column) == figure.value)
            ]
            values[label] = _sum(mine, figure.total) if figure.total else len(mine)
    return values


def collected_fees(reader: Reader, year: int) -> dict[str, int]:
    """信息处理费 by the register (国办函〔2020〕109号): requests paid for in a year, and the sum.

    The sum is 0 while the amount of one of them was not recorded.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    ids = reader.requests.ids_with_event(EventType.FEE_PAID, first, last)
    paid = [paid_amount(one.events) for one in reader.requests.each(ids)]
    known = [one for one in paid if one is not None]
    return {
        "processing_fee_cases": len(paid),
        "processing_fee_yuan": sum(known) if len(known) == len(paid) else 0,
    }


def _sum(bodies: Sequence[Mapping[str, Any]], column: str) -> Number:
    total: Number = 0
    for body in bodies:
        total += amount(read_cell(str(body.get(column) or "0"))) or 0
    return total


def write_documents(workspace: Workspace, compiled: Compiled, paths: Mapping[str, Path]) -> None:
    """Write the whole report under ``docx``, ``pdf`` and ``html`` where a path is given."""
    if not paths:
        return
    sheet = annual_sheet(
        compiled.report,
        load_annual_template(compiled.report.template),
        unit_name=the_unit(workspace).name,
        mark=workspace.unreal,
        texts=narrative(workspace, compiled).texts,
        charts=year_charts(workspace, compiled.year) if "pdf" in paths else (),
    )
    if "docx" in paths:
        write_annual_docx(paths["docx"], sheet)
    if "html" in paths:
        write_annual_html(paths["html"], sheet)
    if "pdf" in paths:
        write_annual_pdf(paths["pdf"], sheet, the_press().fonts, workspace.mark)
