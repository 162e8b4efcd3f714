"""What an import of an old register did (导入结果), as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.intake.findings import Question, RowError

_MOST_SHOWN = 50


@attrs.frozen(kw_only=True)
class Difference:
    """An imported limit that is not the computed one (期限差异)."""

    register_no: str
    original: date
    computed: date | None


@attrs.frozen(kw_only=True)
class ImportReport:
    """What an import did, or would do."""

    imported: int
    skipped: int
    errors: tuple[RowError, ...] = ()
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    mapping: Mapping[str, str] = attrs.field(factory=dict)


def report_document(report: ImportReport) -> dict[str, Any]:
    """What ``register import`` prints as JSON."""
    return {
        "imported": report.imported,
        "skipped": report.skipped,
        "errors": [attrs.asdict(one) for one in report.errors],
        "questions": [
            {**attrs.asdict(one), "choices": list(one.choices)} for one in report.questions
        ],
        "mapping": dict(report.mapping),
        "warnings": list(report.warnings),
        "differences": [
            {
                "register_no": one.register_no,
                "original": one.original.isoformat(),
                "computed": one.computed.isoformat() if one.computed else None,
            }
            for one in report.differences
        ],
    }


def report_lines(report: ImportReport) -> list[str]:
    """What ``register import`` says to people."""
    lines = [f"导入{report.imported}件，已有而跳过{report.skipped}件，未导入{len(report.errors)}行"]
    lines += [
        f"  {one.sheet} 第{one.row}行 {one.column}：{one.reason}"
        for one in report.errors[:_MOST_SHOWN]
    ]
    lines += [
        f"  请确认：{one.sheet} 第{one.row}行 {one.column}“{one.value}”"
        for one in report.questions[:_MOST_SHOWN]
    ]
    lines += [
        f"  期限不同：{one.register_no} 原表{one.original} 计算{one.computed or '—'}"
        for one in report.differences[:_MOST_SHOWN]
    ]
    return lines
