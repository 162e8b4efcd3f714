"""Breaks real files the way disks, mails and ill will break them; the same seed, the same files."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

ENTITY_BOMB = (
    b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">'
    b'<!ENTITY c "' + b"&b;" * 1000 + b'"><!ENTITY d "' + b"&c;" * 1000 + b'">]>'
)
OUTSIDE_ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
NUMBERS = (b"-1", b"0", b"99999999999999999999", b"1e400", b"NaN", b"0.1", b"\xef\xbc\x91")
WORDS = (b"=1+1", b"&amp;#0;", b"\x00", b"\xff\xfe", b"<", b'"', b"\xf0\x9f\x98\x80" * 50, b"")
PARTS_WITH_WORDS = re.compile(r"\.(xml|rels)$")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One broken copy of a file."""
    kinds = [flipped, cut, doubled, spliced, renumbered]
    if content[:2] == b"PK":
        kinds = [*kinds, repacked, repacked, repacked, without_part, with_stranger]
    return chance.choice(kinds)(content, chance)


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Some bytes replaced."""
    broken = bytearray(content)
    for _ in range(chance.choice((1, 3, 20, 200))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def cut(content: bytes, chance: random.Random) -> bytes:
    """Only the beginning arrived."""
    return content[: chance.randrange(len(content))]


def doubled(content: bytes, chance: random.Random) -> bytes:
    """A stretch stands twice."""
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:end] + content[start:end] + content[end:]


def spliced(content: bytes, chance: random.Random) -> bytes:
    """Something foreign in the middle."""
    at = chance.randrange(len(content))
    return content[:at] + chance.choice(WORDS) + content[at:]


def renumbered(content: bytes, chance: random.Random) -> bytes:
    """Numbers that no sane program wrote."""
    found = list(re.finditer(rb"\d+", content))
    for match in reversed(chance.sample(found, min(len(found), chance.choice((1, 5, 50))))):
        content = content[: match.start()] + chance.choice(NUMBERS) + content[match.end() :]
    return content


def repacked(content: bytes, chance: random.Random) -> bytes:
    """A sound package whose parts are not: one part of XML mutated inside."""
    parts = _parts(content)
    names = [name for name in parts if PARTS_WITH_WORDS.search(name)]
    if not names:
        return content
    name = chance.choice(names)
    change = chance.choice((flipped, cut, doubled, spliced, renumbered, _retagged, _declared))
    parts[name] = change(parts[name], chance) if parts[name] else b""
    return _packed(parts)


def without_part(content: bytes, chance: random.Random) -> bytes:
    """A package from which a part is missing."""
    parts = _parts(content)
    del parts[chance.choice(sorted(parts))]
    return _packed(parts)


def with_stranger(content: bytes, chance: random.Random) -> bytes:
    """A package with a part that wants to leave its folder, or to fill the memory."""
    parts = _parts(content)
    stranger = chance.choice(("../../outside.txt", "/tmp/outside.txt", "C:\\outside.txt"))
    parts[stranger] = b"outside"
    if chance.random() < 0.2:
        parts["xl/media/bomb.bin"] = b"\x00" * 30_000_000
    return _packed(parts)


def _retagged(part: bytes, chance: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^>]{1,300}>", part))
    if not tags:
        return part
    tag = chance.choice(tags)
    return part[: tag.start()] + chance.choice((b"", tag.group() * 3)) + part[tag.end() :]


def _declared(part: bytes, chance: random.Random) -> bytes:
    """Entities declared at the head and used in the first text."""
    head, body = part.split(b"?>", 1) if b"?>" in part[:200] else (b"<?xml version='1.0'", part)
    body = re.sub(rb">([^<]{1,80})<", b">&d;&b;<", body, count=3)
    return head + b"?>" + chance.choice((ENTITY_BOMB, OUTSIDE_ENTITY)) + body


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()
