"""Old Word files, built here sector by sector as [MS-CFB] and [MS-DOC] describe them."""

import random
import struct

import pytest

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.source import Source

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(streams: dict[str, bytes]) -> bytes:
    """A container of streams, each at least as large as need no small sectors."""
    body, table, entries = b"", [], [_entry("Root Entry", 5, END, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        count = -(-len(content) // SECTOR)
        first = len(table)
        entries.append(_entry(name, 2, first, len(content)))
        table += [*range(first + 1, first + count), END]
        body += content.ljust(count * SECTOR, b"\0")
    directory = len(table)
    table.append(END)
    body += b"".join(entries).ljust(SECTOR, b"\0")[:SECTOR]
    allocation = len(table)
    table.append(TABLE)
    body += struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, directory, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", allocation, *[FREE] * 108)
    return head + body


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return (entry + struct.pack("<III", FREE, FREE, FREE)).ljust(116, b"\0") + struct.pack(
        "<IIQ", first, size, 0
    )[:12]


def old_word(*flows: str, latin: str = "", locked: bool = False) -> bytes:
    """A document of flows in two-byte signs, followed in the body by one-byte ones."""
    text = "".join(flows)
    main = flows[0] + latin
    head = bytearray(0x200)
    struct.pack_into("<H", head, 0, 0xA5EC)
    struct.pack_into("<H", head, 0x0A, 0x0200 | (0x0100 if locked else 0))
    counts = [len(main), *map(len, flows[1:])]
    struct.pack_into(f"<{len(counts)}i", head, 0x4C, *counts)
    wide, narrow, rest = flows[0].encode("utf-16-le"), latin.encode("cp1252"), text[len(flows[0]) :]
    at = 0x200
    pieces = [(len(flows[0]), at), (len(latin), ((at + len(wide)) * 2) | 0x40000000)]
    pieces.append((len(rest), at + len(wide) + len(narrow)))
    places = [0]
    for length, _ in pieces:
        places.append(places[-1] + length)
    plc = struct.pack(f"<{len(places)}I", *places)
    plc += b"".join(struct.pack("<HIH", 0, where, 0) for _, where in pieces)
    clx = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    document = bytes(head) + wide + narrow + rest.encode("utf-16-le")
    return container({"WordDocument": document, "1Table": clx})


def spans(source: Source) -> list[tuple[str, str, str]]:
    return [(one.place, one.hidden, source.words(one)) for one in source.spans]


def test_every_flow_has_its_place() -> None:
    content = old_word(
        "关于公示的通知\r姓名\x07电话\x07\x07张某\x0713812345678\x07\x07",
        "见内部资料\r",
        "内部\r",
        "",
        "先不发\r",
        latin="Contact 0393-1234567\r",
    )
    source = read_source(content, "通知.doc")
    assert spans(source) == [
        ("第1段", "", "关于公示的通知"),
        ("第2段", "", "姓名\t电话"),
        ("第3段", "", "张某\t13812345678"),
        ("第4段", "", "Contact 0393-1234567"),
        ("脚注1", "", "见内部资料"),
        ("页眉页脚1", "", "内部"),
        ("批注1", "批注", "先不发"),
    ]
    assert "另存为 .docx" in source.unscanned[0].why


def test_fields_read_as_what_they_show() -> None:
    source = read_source(
        old_word('编号\x13INCLUDETEXT "D:\\秘"\x144101\x15号\x01\r\x13PAGE\x141\x15页\r'), "a.wps"
    )
    assert spans(source) == [
        ("第1段", "", "编号4101号"),
        ("第1段", "域代码", 'INCLUDETEXT "D:\\秘"'),
        ("第2段", "", "1页"),
    ]


def test_a_locked_file_is_told() -> None:
    source = read_source(old_word("密", locked=True), "a.doc")
    assert (source.text, "密码" in source.unscanned[0].why) == ("", True)


def test_broken_files_are_read_or_refused() -> None:
    chance, content = random.Random(7), old_word("正文的字\r" * 60)
    for _ in range(300):
        broken = bytearray(content)
        for _ in range(chance.choice((1, 5, 40))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.randrange(600, len(broken))])
        for one in (bytes(broken), cut):
            try:
                read_source(one, "a.doc")
            except UserError as error:
                assert "已损坏" in error.message
    with pytest.raises(UserError, match="已损坏"):
        read_source(content[:700] + "WordDocument\0".encode("utf-16-le"), "a.doc")
