"""A report from its JSON record (年报记录): lenient in what is missing, strict in what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gongkai_desktop.domain.annual.cells import (
    BLOCKS,
    COLUMNS,
    RESULT3_NAMES,
    ROW_NAMES,
    TABLE1,
    form_of,
)
from gongkai_desktop.domain.annual.number import Cell, Number, amount, read_cell
from gongkai_desktop.domain.annual.tables import AnnualReport, Claim, Line, Lines
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请按年报三张表的行列名称改正该文件"
_RATIOS = (("numerator", "denominator"), ("num", "den"), ("num", "denom"), ("part", "whole"))


def report_from_record(record: Any) -> AnnualReport:
    """A report from parsed JSON; raises UserError naming the place of what is no report.

    Tables may be null or missing, rows and cells too: they are then unknown. Numbers may be text
    with full-width digits or thousands separators; other text is kept as published.
    """
    if not isinstance(record, Mapping):
        raise UserError("文件内容不是一份年报", _ADVICE)
    if not any(isinstance(record.get(key), Mapping) for key in _PARTS_OF_A_REPORT):
        raise UserError("文件里没有年报的表格", _ADVICE)
    year = _year(record.get("year"))
    return AnnualReport(
        year=year,
        org=_text(record, "org") or _text(record, "unit"),
        template=_template(record.get("template"), year),
        table1=_table1(record.get("table1")),
        table2=_lines(record.get("table2"), "table2", (*ROW_NAMES,), COLUMNS),
        table3=_lines(record.get("table3"), "table3", (*BLOCKS,), (*RESULT3_NAMES,)),
        totals=_mapping(record.get("totals"), "totals"),
        claims=_claims(record.get("claims")),
        prose=_text(record, "prose"),
    )


_PARTS_OF_A_REPORT = ("table1", "table2", "table3", "totals")


def _year(value: Any) -> int | None:
    if value is None:
        return None
    match = re.fullmatch(r"\s*(\d{4})\s*年?(度)?\s*", str(value))
    if match is None:
        raise UserError(f"年份“{str(value)[:20]}”不是四位数字", _ADVICE)
    return int(match.group(1))


def _template(value: Any, year: int | None) -> str:
    found = re.search(r"20(19|21)", str(value or ""))
    if found:
        return found.group()
    return form_of(year) if year is not None else "2021"


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _mapping(value: Any, place: str) -> Mapping[str, Any] | None:
    if value is None or isinstance(value, Mapping):
        return value
    raise UserError(f"{place} 应当是表", _ADVICE)


def _table1(value: Any) -> Line | None:
    table = _mapping(value, "table1")
    return None if table is None else _line(table, "table1", (*TABLE1,))


def _lines(
    value: Any, place: str, known: tuple[str, ...], columns: tuple[str, ...]
) -> Lines | None:
    table = _mapping(value, place)
    if table is None:
        return None
    lines: dict[str, Line] = {}
    for key in table:
        if key not in known and not str(key).startswith("r3_6"):
            raise UserError(f"{place} 里有不认识的行“{str(key)[:40]}”", _ADVICE)
        line = _mapping(table[key], f"{place}.{key}")
        if line is not None:
            lines[key] = _line(line, f"{place}.{key}", columns)
    return lines


def _line(values: Mapping[str, Any], place: str, known: tuple[str, ...]) -> Line:
    unknown = [key for key in values if key not in known]
    if unknown:
        raise UserError(f"{place} 里有不认识的格“{str(unknown[0])[:40]}”", _ADVICE)
    return {key: _cell(values[key], f"{place}.{key}") for key in known if key in values}


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
    text, raw = _text(record, "text"), record.get("value", record.get("percent"))
    expr = _text(record, "expr")
    ratio = _ratio(record)
    printed = str(raw).strip()
    percent = (
        ratio is not None
        or record.get("percent") not in (None, False)
        or printed.endswith(("%", "％"))
        or ("/" in expr and re.search(r"[%％]|百分", text) is not None)
    )
    places = record.get("places", record.get("decimals"))
    return Claim(
        text=text,
        value=_number(printed.rstrip("%％")) if raw is not None else None,
        expr=expr,
        parts=_parts(record.get("sum_parts")),
        ratio=ratio,
        percent=percent,
        places=places if isinstance(places, int) else None,
    )


def _parts(value: Any) -> tuple[Number, ...]:
    """The items after 其中; none where one of them is not a number."""
    numbers = [_number(part) for part in value] if isinstance(value, list) else []
    known = [number for number in numbers if number is not None]
    return tuple(known) if len(known) == len(numbers) else ()


def _ratio(record: Mapping[str, Any]) -> tuple[Number, Number] | None:
    pairs = [[record.get(first), record.get(second)] for first, second in _RATIOS]
    listed = record.get("ratio")
    if isinstance(listed, list) and len(listed) == 2:
        pairs.append(listed)
    for pair in pairs:
        part, whole = (_number(value) for value in pair)
        if part is not None and whole is not None:
            return part, whole
    return None


def _number(value: Any) -> Number | None:
    try:
        return amount(read_cell(value))
    except ValueError:
        return None
