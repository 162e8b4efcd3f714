"""A report from its JSON record (年报记录): lenient in what is missing, strict in what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    LAST_RESULT_2021,
    OTHER_2019,
    RESULT3_NAMES,
    ROW_NAMES,
    SHAPE_2021,
    TABLE1_2019,
    Shape,
    form_of,
)
from gongkai_desktop.domain.annual.number import (
    Cell,
    Number,
    amount,
    is_placeholder,
    read_cell,
    read_number,
)
from gongkai_desktop.domain.annual.tables import AnnualReport, Claim, Line, Lines
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请按年报三张表的行列名称改正该文件"
_RATIOS = (("numerator", "denominator"), ("num", "den"), ("num", "denom"), ("part", "whole"))


def report_from_record(record: Any) -> AnnualReport:
    """A report from parsed JSON; raises UserError naming the place of what is no report.

    Tables may be null or missing, rows and cells too: they are then unknown. Numbers may be text
    with full-width digits or thousands separators; other text is kept as published. Names that
    the form does not know (the trial form has cells of its own) are listed in ``unread``.
    """
    if not isinstance(record, Mapping):
        raise UserError("文件内容不是一份年报", _ADVICE)
    if not any(isinstance(record.get(key), Mapping) for key in _PARTS_OF_A_REPORT):
        raise UserError("文件里没有年报的表格", _ADVICE)
    year = _year(record.get("year"))
    reader = _TableReader()
    shape = _shape(record, _template(record, year))
    return AnnualReport(
        year=year,
        shape=shape,
        org=_text(record, "org") or _text(record, "unit") or _issuer(record),
        template=_template(record, year),
        table1=reader.table1(record.get("table1"), shape.table1),
        table2=reader.lines(
            record.get("table2"), "table2", (*ROW_NAMES, *shape.rows), shape.columns
        ),
        table3=reader.lines(record.get("table3"), "table3", (*BLOCKS,), (*RESULT3_NAMES,)),
        totals=_mapping(record.get("totals"), "totals"),
        claims=_claims(record.get("claims")),
        prose=_text(record, "prose"),
        unread=tuple(reader.unread),
    )


_PARTS_OF_A_REPORT = ("table1", "table2", "table3", "totals")


def _year(value: Any) -> int | None:
    if value is None:
        return None
    match = re.fullmatch(r"\s*(\d{4})\s*年?(度)?\s*", str(value))
    if match is None:
        raise UserError(f"年份“{str(value)[:20]}”不是四位数字", _ADVICE)
    return int(match.group(1))


def _template(record: Mapping[str, Any], year: int | None) -> str:
    """The form as named, else as its rows show, else the one due in its year."""
    found = re.search(r"20\d\d", str(record.get("template") or ""))
    if found:
        return found.group()
    rows = record.get("table2")
    if isinstance(rows, Mapping) and OTHER_2019 in rows and LAST_RESULT_2021 not in rows:
        return "2019"
    return form_of(year)


def _shape(record: Mapping[str, Any], template: str) -> Shape:
    """The form's cells; of a form later than the house knows, those the record shows."""
    if template <= SHAPE_2021.version:
        return SHAPE_2021
    rows = _mapping(record.get("table2"), "table2") or {}
    lines = [line for line in rows.values() if isinstance(line, Mapping)]
    table1 = _mapping(record.get("table1"), "table1") or {}
    return Shape(
        version=template,
        table1=tuple(map(str, table1)) or SHAPE_2021.table1,
        rows=tuple(map(str, rows)) or SHAPE_2021.rows,
        columns=tuple(str(name) for name in lines[0]) if lines else SHAPE_2021.columns,
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _issuer(record: Mapping[str, Any]) -> str:
    source = record.get("source")
    return _text(source, "issuer") if isinstance(source, Mapping) else ""


def _mapping(value: Any, place: str) -> Mapping[str, Any] | None:
    if value is None or isinstance(value, Mapping):
        return value
    raise UserError(f"{place} 应当是表", _ADVICE)


class _TableReader:
    """Reads tables by the names of the form; other names are noted, not guessed at."""

    def __init__(self) -> None:
        self.unread: list[str] = []

    def table1(self, value: Any, known: tuple[str, ...]) -> Line | None:
        """表一 by cell; None where it is not shown."""
        table = _mapping(value, "table1")
        names = (*known, *(key for cells in TABLE1_2019.values() for key, _ in cells))
        return None if table is None else self.line(table, "table1", names)

    def lines(
        self, value: Any, place: str, known: tuple[str, ...], columns: tuple[str, ...]
    ) -> Lines | None:
        """表二 or 表三 by row and column; None where it is not shown."""
        table = _mapping(value, place)
        if table is None:
            return None
        lines: dict[str, Line] = {}
        for key in table:
            if key not in known and not str(key).startswith("r3_6"):
                self.unread.append(f"{place}.{str(key)[:40]}")
                continue
            line = _mapping(_row(table[key], columns), f"{place}.{key}")
            if line is not None:
                lines[key] = self.line(line, f"{place}.{key}", columns)
        return lines

    def line(self, values: Mapping[str, Any], place: str, known: tuple[str, ...]) -> Line:
        """One row by the columns known."""
        self.unread += [
            f"{place}.{str(key)[:40]}"
            for key, value in values.items()
            if key not in known and not _is_remark(value)
        ]
        return {key: _cell(values[key], f"{place}.{key}") for key in known if key in values}


def _is_remark(value: Any) -> bool:
    """Words beside the figures, such as a note of whoever copied the table."""
    return isinstance(value, str) and read_number(value) is None and not is_placeholder(value)


def _row(value: Any, columns: tuple[str, ...]) -> Any:
    """A row published blank, or with one stroke through it, is blank in every cell."""
    return dict.fromkeys(columns, value) if is_placeholder(value) else value


def _cell(value: Any, place: str) -> Cell:
    try:
        return read_cell(value)
    except ValueError as error:
        raise UserError(f"{place} 不是数字也不是文字", _ADVICE) from error


def _claims(value: Any) -> tuple[Claim, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(_claim(claim) for claim in value if isinstance(claim, Mapping))


def _claim(record: Mapping[str, Any]) -> Claim:
    printed, places = _printed(record), record.get("places")
    ratio, expr = _ratio(record), _expression(record) or _quotient(record)
    return Claim(
        text=_text(record, "text"),
        value=read_number(printed.rstrip("%％")),
        expr=expr,
        parts=_parts(record.get("sum_parts")),
        ratio=ratio,
        percent=ratio is not None or "/" in expr or printed.endswith(("%", "％")),
        places=places if isinstance(places, int) else None,
    )


def _printed(record: Mapping[str, Any]) -> str:
    """The figure a claim states, as text; empty where it states none."""
    stated = (record.get(key) for key in ("value", "percent"))
    return next(
        (str(one).strip() for one in stated if isinstance(one, str | int | float | Decimal)), ""
    )


def _pairs(record: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Numerator and denominator under any of the names in use."""
    listed = record.get("ratio")
    named = {**record, **listed} if isinstance(listed, Mapping) else record
    pairs = [(named.get(first), named.get(second)) for first, second in _RATIOS]
    if isinstance(listed, list) and len(listed) == 2:
        pairs.append((listed[0], listed[1]))
    return pairs


def _expression(record: Mapping[str, Any]) -> str:
    """What a claim should equal; a list of cells is their sum."""
    expr = record.get("expr")
    return " + ".join(map(str, expr)) if isinstance(expr, list) else _text(record, "expr")


def _quotient(record: Mapping[str, Any]) -> str:
    """An expression for a share whose two sides are named by cells."""
    for part, whole in _pairs(record):
        if isinstance(part, str) and isinstance(whole, str) and _ratio(record) is None:
            return f"({part})/({whole})"
    return ""


def _parts(value: Any) -> tuple[Number, ...]:
    """The items after 其中; none where one of them is not a number."""
    numbers = [_number(part) for part in value] if isinstance(value, list) else []
    known = [number for number in numbers if number is not None]
    return tuple(known) if len(known) == len(numbers) else ()


def _ratio(record: Mapping[str, Any]) -> tuple[Number, Number] | None:
    for pair in _pairs(record):
        part, whole = (_number(value) for value in pair)
        if part is not None and whole is not None:
            return part, whole
    return None


def _number(value: Any) -> Number | None:
    try:
        return amount(read_cell(value))
    except ValueError:
        return None
