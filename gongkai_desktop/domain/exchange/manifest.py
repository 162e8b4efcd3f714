"""What a package says of itself (报送包说明), and the words it is named and checked by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Period
from gongkai_desktop.domain.statistics import span_of

FORMAT = 1
"""Version of the package format this program writes; older ones stay readable."""

ENDING = ".zwgk"


class PackageKind(StrEnum):
    """What a package carries; the value is the word on it and in its file name."""

    ANNUAL = "年报"
    QUARTER = "季报"
    TASKS = "任务"
    REGISTER = "台账脱敏"
    PRECEDENTS = "案例"
    CONFIGURATION = "配置"

    @property
    def word(self) -> str:
        """The house's English word, accepted on the command line."""
        return self.name.lower()

    @property
    def goes_up(self) -> bool:
        """Whether a department hands it to the county office (上报), not the other way."""
        return self in (PackageKind.ANNUAL, PackageKind.QUARTER, PackageKind.REGISTER)


def kind_named(name: str) -> PackageKind:
    """A kind by its word; raises UserError naming the words there are."""
    for kind in PackageKind:
        if name in (kind.value, kind.word):
            return kind
    known = "、".join(f"{kind.value}（{kind.word}）" for kind in PackageKind)
    raise UserError(f"没有“{name}”这种报送包", f"可用：{known}")


_YEAR = re.compile(r"(20\d\d)年?(?:度)?")
_QUARTERS = "一二三四"


def period_of(text: str, kind: PackageKind) -> str:
    """The reporting period (期间) as packages bear it: 2026, a quarter 2026Q3.

    Raises UserError where the words fit the kind of package not.
    """
    if kind == PackageKind.QUARTER:
        first = span_of(Period.QUARTER, text).first
        return f"{first.year}Q{(first.month + 2) // 3}"
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        raise UserError(f"期间“{text}”不对", "请写成四位数的年份，如 2026")
    return found.group(1)


def period_words(period: str) -> str:
    """A period in words: 2026年, 2026年第三季度."""
    year, _, quarter = period.partition("Q")
    return f"{year}年第{_QUARTERS[int(quarter) - 1]}季度" if quarter else f"{year}年"


_CODE = re.compile(r"[0-9A-Za-z]{1,32}")


def checked_code(code: str) -> str:
    """A unit code fit for a file name; raises UserError for others."""
    if not _CODE.fullmatch(code):
        raise UserError(
            f"单位代码“{code}”不对" if code else "还没有填写单位代码",
            "请在单位信息里填写上级给的单位代码，只用字母和数字",
        )
    return code


@attrs.frozen(kw_only=True)
class Manifest:
    """The manifest of one package (说明). ``edition`` counts the versions of one unit's report.

    ``previous`` is the seal of the edition before, empty for the first. ``made`` is local time,
    ISO to the minute. ``totals`` are the figures printed on the 报送单, by their label. ``files``
    gives the SHA-256 of every other part. ``head`` is the end of the audit chain when made.
    """

    kind: PackageKind
    period: str
    unit: str
    unit_code: str
    edition: int = 1
    previous: str = ""
    made: str = ""
    program: str = ""
    filler: str = ""
    reviewer: str = ""
    phone: str = ""
    zero: bool = False
    demo: bool = False
    records: int = 0
    totals: Mapping[str, int] = attrs.field(factory=dict)
    files: Mapping[str, str] = attrs.field(factory=dict)
    head: str = ""
    format: int = FORMAT

    @property
    def file_name(self) -> str:
        """单位代码_类型_期间_第n版.zwgk"""
        return f"{self.unit_code}_{self.kind.value}_{self.period}_第{self.edition}版{ENDING}"


_TEXTS = ("unit", "unit_code", "previous", "made", "program", "filler", "reviewer", "phone", "head")


def manifest_record(manifest: Manifest) -> dict[str, Any]:
    """The manifest as JSON values."""
    return attrs.asdict(manifest) | {"kind": manifest.kind.value}


def manifest_from_record(record: Any) -> Manifest:
    """Read a manifest back; raises UserError where it is none or from a later program."""
    if not isinstance(record, Mapping):
        raise _spoilt("说明不是一张表")
    if _whole(record, "format") > FORMAT:
        raise UserError("这个报送包由更新版本的程序生成", "请先升级公开台，再导入")
    kind = _kind(record.get("kind"))
    return Manifest(
        kind=kind,
        period=_period(record.get("period"), kind),
        edition=max(1, _whole(record, "edition")),
        zero=record.get("zero") is True,
        demo=record.get("demo") is True,
        records=_whole(record, "records"),
        totals={name: _count(value, name) for name, value in _table(record, "totals").items()},
        files={name: str(value) for name, value in _table(record, "files").items()},
        format=_whole(record, "format"),
        **{name: _words(record, name) for name in _TEXTS},
    )


def _spoilt(what: str) -> UserError:
    return UserError(f"报送包的说明不对：{what}", "请报送单位重新生成报送包")


def _kind(value: Any) -> PackageKind:
    try:
        return PackageKind(str(value))
    except ValueError:
        raise UserError(
            f"不认识“{str(value)[:20]}”这种报送包", "可能由其他版本的程序生成，请升级公开台"
        ) from None


def _period(value: Any, kind: PackageKind) -> str:
    if not isinstance(value, str):
        raise _spoilt("没有期间")
    return period_of(value, kind)


def _table(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name)
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise _spoilt(f"{name} 应当是表")
    return value


def _words(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str) or len(value) > 200:
        raise _spoilt(f"{name} 应当是不长的文字")
    return value


def _whole(record: Mapping[str, Any], name: str) -> int:
    return _count(record.get(name, 0), name)


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise _spoilt(f"{name} 应当是不小于0的整数")
    return value
