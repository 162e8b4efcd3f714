"""What an import of an old register did (导入结果), as JSON and as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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


def left_hidden(sheet: str) -> str:
    """What is said of a hidden sheet: nobody sees what would come from it."""
    return f"工作表“{sheet}”是隐藏的，没有读；要导入请取消隐藏或者指明它"


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
    errors = [f"{_place(one)}：{one.reason}" for one in report.errors]
    differences = [
        f"{one.register_no} 原表{one.original} 计算{one.computed or '—'}"
        for one in report.differences
    ]
    return [
        f"导入{report.imported}件，已有而跳过{report.skipped}件，未导入{len(report.errors)}行",
        *_listed("未导入", errors),
        *_listed("请确认", _asked(report.questions)),
        *_listed("请留意", list(report.warnings)),
        *_listed("期限不同", differences),
    ]


def _place(one: RowError | Question) -> str:
    return f"{one.sheet} 第{one.row}行 {one.column}"


def _asked(questions: Sequence[Question]) -> list[str]:
    """Each word of a column once, and how the answer is given."""
    first = {(one.column, one.value): one for one in reversed(questions)}
    times = Counter((one.column, one.value) for one in questions)
    lines = [f"{_place(first[key])}“{key[1]}”（{count}件）" for key, count in times.most_common()]
    return (
        [*lines, "用 --outcomes 文件回答，写成 {“列名:写法”: “对应的键或者名称”}"] if lines else []
    )


def _listed(name: str, lines: Sequence[str]) -> list[str]:
    more = [f"  {name}：另有{len(lines) - _MOST_SHOWN}条"] if len(lines) > _MOST_SHOWN else []
    return [*(f"  {name}：{line}" for line in lines[:_MOST_SHOWN]), *more]
