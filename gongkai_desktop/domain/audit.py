"""The audit chain (审计): canonical images of rows and the hashes that tie entries together."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from operator import itemgetter
from typing import Any

import attrs

GENESIS = "0" * 64


@attrs.frozen(kw_only=True)
class AuditEntry:
    """One transaction as the audit keeps it.

    ``at`` is local time, ISO to the second; ``rows`` counts the changed rows, whose images before
    and after have the digest ``body_hash``; ``notes`` says what cannot be read from rows (a
    restore, a print). ``keyed`` tells whether ``hash`` needs the office's audit key.
    """

    seq: int
    at: str
    operator: str
    use_case: str
    rows: int
    body_hash: str
    previous: str
    notes: Mapping[str, Any] = attrs.field(factory=dict)
    keyed: bool = False
    hash: str = ""


@attrs.frozen(kw_only=True)
class AuditHead:
    """The end of the chain, as printed on 报送单, hand-over sheets and backup lists."""

    seq: int = 0
    hash: str = GENESIS


def canonical(value: Any) -> str:
    """One spelling of a JSON value: keys sorted, no spaces, dates as ISO text, enums by value."""
    return "".join(_spelt(value, 0))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _speller() -> Callable[[Any, int], Iterable[str]]:
    """The standard library's encoder, made once.

    ``JSONEncoder.encode`` makes its compiled half anew for every value, which takes as long as
    the spelling of a row. Where there is no compiled half, it does the work itself.
    """
    encoder = json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
    )
    compiled = getattr(json.encoder, "c_make_encoder", None)
    if compiled is None:
        return lambda value, level: encoder.encode(value)
    quoted = json.encoder.encode_basestring
    made: Callable[[Any, int], Iterable[str]] = compiled(
        None, _plain, quoted, None, ":", ",", True, False, False
    )
    return made


_spelt = _speller()


class Images:
    """Canonical images of rows that have the same fields (two at least), as ``canonical`` has it.

    What does not change from row to row (names, their order) is spelt once; thousands of rows of
    an import are told apart by their texts alone.
    """

    def __init__(self, names: Collection[str]) -> None:
        ordered = sorted(names)
        self._names = tuple(f"{canonical(name)}:".replace("%", "%%") for name in ordered)
        self._values: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*ordered)

    def of(self, row: Mapping[str, Any]) -> str:
        """The image of one row; KeyError where a field is lacking, others do not count."""
        (image,) = self.of_all([row])
        return image

    def of_all(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """The images of many rows in their order: each field of all of them is spelt in one go,
        and only once where it is the same in all."""
        if not rows:
            return []
        fields, varying = [], []
        columns = zip(*map(self._values, rows), strict=True)
        for name, column in zip(self._names, columns, strict=True):
            if _is_one(column):
                fields.append(name + _spelt_one(column[0]).replace("%", "%%"))
            else:
                fields.append(name + "%s")
                varying.append(_spelt_all(column))
        frame = "{" + ",".join(fields) + "}"
        if not varying:
            return [frame % ()] * len(rows)
        return [frame % values for values in zip(*varying, strict=True)]


def _is_one(column: tuple[Any, ...]) -> bool:
    """Whether a field says the same in every row: 1, 1.0 and true are not the same, and what may
    hold such values is so only where it is one and the same object."""
    first, kinds = column[0], set(map(type, column))
    if len(kinds) > 1:
        return False
    if kinds <= _SPELT_AT_ONCE.keys():
        return column.count(first) == len(column)
    return len(set(map(id, column))) == 1


def _spelt_one(value: Any) -> str:
    return _SPELT_AT_ONCE.get(value.__class__, canonical)(value)


def _spelt_all(column: tuple[Any, ...]) -> list[str]:
    """Every value of a field; an object that stands in many rows is spelt once."""
    kinds = set(map(type, column))
    if kinds <= _SPELT_AT_ONCE.keys():
        if len(kinds) == 1:
            return list(map(_SPELT_AT_ONCE[kinds.pop()], column))
        return [_SPELT_AT_ONCE[value.__class__](value) for value in column]
    objects = {id(value): value for value in column}
    spelt = {identity: _spelt_one(value) for identity, value in objects.items()}
    return [spelt[id(value)] for value in column]


_SPELT_AT_ONCE: Mapping[type, Callable[[Any], str]] = {
    str: json.encoder.encode_basestring,
    type(None): lambda _: "null",
    bool: lambda flag: "true" if flag else "false",
    int: int.__repr__,
    date: lambda day: f'"{day.isoformat()}"',
}
"""What most fields hold, as ``canonical`` spells it; only these very types, none made of them."""


def row_hash(image: str) -> str:
    """Hash of one row's canonical image, in hexadecimal."""
    return hashlib.sha256(image.encode()).hexdigest()


def body_hash(part_hashes: Iterable[str]) -> str:
    """Digest over the parts in which an entry's row images are stored."""
    digest = hashlib.sha256()
    for part in part_hashes:
        digest.update(bytes.fromhex(part))
    return digest.hexdigest()


def entry_hash(entry: AuditEntry, key: bytes | None = None) -> str:
    """Hash of an entry with its predecessor's; an HMAC where the office has an audit key."""
    fields = attrs.asdict(entry, filter=lambda attribute, _: attribute.name != "hash")
    text = canonical(fields).encode()
    if key is None:
        return hashlib.sha256(text).hexdigest()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def sealed(entry: AuditEntry, key: bytes | None = None) -> AuditEntry:
    """The entry with its own hash filled in."""
    marked = attrs.evolve(entry, keyed=key is not None)
    return attrs.evolve(marked, hash=entry_hash(marked, key))


def chain_breaks(entries: Iterable[AuditEntry], key: bytes | None = None) -> list[str]:
    """Where the chain does not hold, in plain Chinese; an empty list is an unbroken chain.

    Entries keyed with a key that is not at hand count as broken: they cannot be vouched for.
    """
    breaks: list[str] = []
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.seq != expected:
            breaks.append(f"审计第{expected}条缺失，其后是第{entry.seq}条")
        elif entry.previous != previous:
            breaks.append(f"审计第{entry.seq}条与前一条衔接不上")
        right = entry_hash(entry, key if entry.keyed else None)
        if not hmac.compare_digest(right.encode(), entry.hash.encode()):
            breaks.append(f"审计第{entry.seq}条的内容与其校验值不符")
        previous, expected = entry.hash, entry.seq + 1
    return breaks
