"""What a package says of itself (报送包说明), and the words it is named and checked by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind, period_of

FORMAT = 2
"""Version of the package format this program knows; older ones stay readable."""

_PLAIN_FORMAT = 1
"""Version written where nothing of the later one is used, so that older programs read it."""

ENDING = ".zwgk"


_CODE = re.compile(r"[0-9A-Za-z]{1,32}")


def checked_code(code: str) -> str:
    """A unit code fit for a file name; raises UserError for others."""
    if not _CODE.fullmatch(code):
        raise UserError(
            f"单位代码“{code[:20]}”不对" if code else "还没有填写单位代码",
            "请在单位信息里填写上级给的单位代码，只用字母和数字",
        )
    return code


@attrs.frozen(kw_only=True)
class Manifest:
    """The manifest of one package (说明). ``edition`` counts the versions of one unit's report.

    ``previous`` is the seal of the edition before, empty for the first. ``made`` is local time,
    ISO to the minute. ``totals`` are the figures printed on the 报送单, by their label. ``files``
    gives the SHA-256 of every other part. ``head`` is the end of the audit chain when made.
    ``level`` is what kind of organ made it (层级). ``party`` is whom it goes to or comes from
    inside the organ (科室), or the code of the unit a return goes to. ``personal`` names the kinds
    of personal data behind the password, never the data; empty where there are none.
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
    level: str = ""
    party: str = ""
    personal: tuple[str, ...] = ()
    format: int = _PLAIN_FORMAT

    @property
    def file_name(self) -> str:
        """单位代码_类型_期间_第n版.zwgk, with the party (科室、收件单位) where there is one.

        Fit for FAT32, exFAT and a CD with Joliet names (64 characters), whatever the 登记号 and
        the section are called.
        """
        edition = f"第{self.edition}版{ENDING}"
        named = [self.unit_code, self.kind.value, self.period, self.party]
        parts = [_plain(part) for part in named if part]
        room = _LONGEST_NAME - len(edition) - len(parts)
        while sum(map(len, parts)) > room:
            at = max(range(len(parts)), key=lambda one: len(parts[one]))
            parts[at] = parts[at][:-1]
        return "_".join([*parts, edition])


_LONGEST_NAME = 64
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')


def _plain(part: str) -> str:
    """A part of a file name without what FAT, exFAT and CDs forbid."""
    return _FORBIDDEN.sub("-", part).strip(".- ") or "-"


def written(manifest: Manifest) -> Manifest:
    """The manifest with the format that a reader must know to read it."""
    needed = FORMAT if manifest.personal else _PLAIN_FORMAT
    return attrs.evolve(manifest, format=max(manifest.format, needed))


_TEXTS = (
    *("unit", "unit_code", "previous", "made", "program"),
    *("filler", "reviewer", "phone", "head", "level", "party"),
)


def manifest_record(manifest: Manifest) -> dict[str, Any]:
    """The manifest as JSON values."""
    return attrs.asdict(manifest) | {"kind": manifest.kind.value}


def manifest_from_record(record: Any) -> Manifest:
    """Read a manifest back; raises UserError where it is none or from a later program."""
    if not isinstance(record, Mapping):
        raise _spoilt("说明不是一张表")
    if _whole(record, "format") > FORMAT:
        version = str(record.get("program") or "")[:20]
        needed = f"公开台 {version} 或者更新的版本" if version else "公开台"
        raise UserError("这个报送包由更新版本的程序生成", f"请先升级到{needed}，再导入")
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
        personal=_names(record, "personal"),
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


def _names(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list | tuple) or len(value) > 50:
        raise _spoilt(f"{name} 应当是列表")
    return tuple(_words({name: one}, name) for one in value)


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
