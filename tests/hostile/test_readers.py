"""Thousands of broken files: every reader answers or refuses in one line, nothing else happens."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import demo, exchange
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import DEMO_SETTING, open_workspace
from tests.documents.review.test_old_word import old_word
from tests.hostile.mutate import mutated

COPIES, FEW = 400, 3
TESTS = Path(__file__).parent.parent
SEED = 20261122
NOTICE = (
    "国务院办公厅关于2026年部分节假日安排的通知\n一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。"
    "1月4日（周日）上班。\n二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）"
    "放假调休，共9天。2月14日（周六）、2月28日（周六）上班。\n"
)
CASE = [
    {
        "kind": "reply_deadline",
        "events": [
            {"type": "received", "date": "2026-03-02", "channel": "当面"},
            {"type": "extension", "date": "2026-03-20", "days": 20},
            {"type": "as_of", "date": "2026-04-02"},
        ],
    }
]


@attrs.frozen
class Reader:
    """One way into the program: the command, and a sound file it reads."""

    name: str
    words: tuple[str, ...]
    make: Callable[[Path], Path]


def old_register(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "依申请公开登记台账（2025年）"
    sheet.append(["登记号", "收到日期", "申请方式", "申请人", "申请内容", "答复时间", "答复结果"])
    for n in range(1, 30):
        day = f"2025.{n % 12 + 1}.{n % 28 + 1}"
        sheet.append(
            [f"2025-{n:03}", day, "EMS", f"申请人{n}", f"第{n}号文件", 45_800 + n, "同意公开"]
        )
    book.save(folder / "register.xlsx")
    return folder / "register.xlsx"


def old_csv(folder: Path) -> Path:
    lines = ["编号,接收日期,申请方式,姓名,申请内容,答复结果"]
    lines += [f"{n},2025/3/{n},网上,张{n},“土地”，文件{n},予以公开" for n in range(1, 29)]
    (folder / "register.csv").write_text("\n".join(lines), encoding="gb18030")
    return folder / "register.csv"


def written(words: tuple[str, ...], name: str) -> Callable[[Path], Path]:
    """A file that the program itself writes about the sample office."""

    def make(folder: Path) -> Path:
        from gongkai_desktop import cli

        office, target = folder / "office.gkt", folder / name
        if not office.exists():
            demo.create_office(office)
        assert cli.main([*words, str(target), "--office", str(office)], {}) == 0
        return target

    return make


def report_in_word(folder: Path) -> Path:
    page = docx.Document()
    page.add_paragraph("本年新收政府信息公开申请20件，结转1件。")
    table = page.add_table(rows=30, cols=9)
    for n, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = str(n)
    page.save(str(folder / "report.docx"))
    return folder / "report.docx"


def report_on_a_page(folder: Path) -> Path:
    rows = "".join(
        f"<tr><td rowspan={n % 3}>（{n}）予以公开</td>" + "<td colspan=2>3</td>" * 7 + "</tr>"
        for n in range(25)
    )
    text = f"<html><meta charset=gbk><body><p>新收20件</p><table>{rows}</table></body></html>"
    (folder / "report.html").write_bytes(text.encode("gbk"))
    return folder / "report.html"


def text_file(name: str, text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return make


def planted_word(folder: Path) -> Path:
    page = docx.Document()
    page.core_properties.author = "张某"
    page.sections[0].header.paragraphs[0].text = "内部"
    run = page.add_paragraph("公示名单").add_run("藏起来的字")
    run.font.hidden = True
    page.add_comment([run], text="先不发", author="李某")
    table = page.add_table(rows=8, cols=3)
    for n, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"410101199003{n:06}"
    for words in ("一", "二"):
        page.add_paragraph(words, style="List Number")
    page.save(str(folder / "planted.docx"))
    return folder / "planted.docx"


def planted_book(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for n in range(1, 40):
        sheet.append([f"张{n}", 13_800_000_000 + n, 45_800 + n, n / 7, "=A1"])
        sheet.cell(n, 3).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(n, 4).number_format = "0.00%"
    sheet.merge_cells("A1:B2")
    sheet.auto_filter.ref = "A1:E40"
    sheet.row_dimensions[5].hidden = sheet.column_dimensions["C"].hidden = True
    sheet["A3"].comment = Comment("批注", "李某")
    sheet.oddHeader.center.text = "内部&P"
    book.create_sheet("藏")["A1"] = "秘"
    book["藏"].sheet_state = "veryHidden"
    book.save(folder / "planted.xlsx")
    return folder / "planted.xlsx"


def planted_pdf(folder: Path) -> Path:
    page = Canvas(str(folder / "planted.pdf"), pageCompression=0)
    page.setAuthor("Zhang")
    for n in range(3):
        page.drawString(72, 700, f"410101199003{n:06} ID")
        page.rect(72, 690, 90, 20, fill=1)
        page.textAnnotation("note", (100, 100, 120, 120))
        page.linkURL("http://10.1.1.1/a", (72, 740, 200, 770))
        page.acroForm.textfield(name=f"f{n}", value="13912345678", x=72, y=600)
        page.bookmarkPage(f"b{n}")
        page.addOutlineEntry(f"part {n}", f"b{n}")
        page.showPage()
    page.save()
    return folder / "planted.pdf"


def planted_page(folder: Path) -> Path:
    text = (
        "<!DOCTYPE html><html><head><meta charset=gbk><style>.a{display:none}</style></head><body>"
        "<!-- 先不发 --><p class=a>藏</p><div hidden>藏</div>"
        + "<table><tr><td>张某</td><td>13812345678</td></tr></table>"
        * 9
    )
    (folder / "planted.html").write_bytes(text.encode("gbk"))
    return folder / "planted.html"


def planted_archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "planted.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for make in (planted_word, planted_book, planted_pdf, planted_page, old_csv):
            made = make(folder)
            archive.write(made, f"附件/{made.name}")
            made.unlink()
    return folder / "planted.zip"


def copied(name: str) -> Callable[[Path], Path]:
    """A file kept with the tests."""

    def make(folder: Path) -> Path:
        return Path(shutil.copy(TESTS / name, folder))

    return make


def planted_ofd(folder: Path) -> Path:
    ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = "".join(
        f'<ofd:TextObject Boundary="10 {10 + n * 8} 100 6" Size="5.6"><ofd:TextCode X="0" Y="5">'
        f"第{n}行 410101199003{n:06}</ofd:TextCode></ofd:TextObject>"
        for n in range(20)
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {ofd}><ofd:DocBody><ofd:DocInfo><ofd:Author>王某</ofd:Author>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ofd}><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {ofd}><ofd:Content><ofd:Layer>{lines}"
        "</ofd:Layer></ofd:Content></ofd:Page>",
    }
    with zipfile.ZipFile(folder / "planted.ofd", "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            package.writestr(name, words)
    return folder / "planted.ofd"


def planted_old_word(folder: Path) -> Path:
    (folder / "planted.doc").write_bytes(old_word("关于公示的通知\r张某 13812345678\r", "页眉"))
    return folder / "planted.doc"


def package(folder: Path) -> Path:
    """A package of a real department, as it would arrive on a stick."""
    location = folder / "department.gkt"
    demo.create_office(location)
    office = open_workspace(location, today=date(2026, 1, 20))
    with office.change("不再是演示数据") as change:
        change.settings.put(DEMO_SETTING, False)
    save_unit(office, Unit(name="望山县自然资源局", code="002", prefix="望资"))
    office = attrs.evolve(office, demo=False)
    made = exchange.pack(office, PackageKind.ANNUAL, "2025", folder).path
    office.close()
    return made


REVIEW = ("review", "--json")
TRY_IMPORT = ("register", "import", "--dry-run", "--json")
TRY_TASKS = ("ledger", "import", "--dry-run", "--json", "tasks")
TRY_MAIL = ("ledger", "import", "--dry-run", "--json", "mail_in")
LINT = ("letter", "lint", "--code", "C1", "--json")
PACK = """pack = "县级词表"
as_of = 2026-11-01
[[group]]
rule = "XJ01"
gate = "政治"
severity = "高"
words = [["旺山县委", "望山县委", "旺山县委开会", "望山县委书记"]]
"""
CHECK = ("annual", "check", "--json")
READERS = (
    Reader("旧登记簿", TRY_IMPORT, old_register),
    Reader("CSV登记簿", TRY_IMPORT, old_csv),
    Reader("本程序的登记簿", TRY_IMPORT, written(("register", "export"), "own.xlsx")),
    Reader("年报工作簿", CHECK, written(("annual", "compile", "2025", "--xlsx"), "annual.xlsx")),
    Reader("年报Word", CHECK, report_in_word),
    Reader("年报网页", CHECK, report_on_a_page),
    Reader(
        "放假通知",
        ("calendar", "import", "--year", "2026", "--dry-run", "--json"),
        text_file("notice.txt", NOTICE),
    ),
    Reader("待审Word", REVIEW, planted_word),
    Reader("待审工作簿", REVIEW, planted_book),
    Reader("待审PDF", REVIEW, planted_pdf),
    Reader("待审网页", REVIEW, planted_page),
    Reader("待审压缩包", REVIEW, planted_archive),
    Reader("待审OFD", REVIEW, planted_ofd),
    Reader("待审旧Word", REVIEW, planted_old_word),
    Reader("待审旧工作簿", REVIEW, copied("cases/registers/merged.xls")),
    Reader("旧格式登记簿", TRY_IMPORT, copied("cases/registers/merged.xls")),
    Reader("ODS登记簿", TRY_IMPORT, copied("cases/registers/merged.ods")),
    Reader("任务分工", TRY_TASKS, copied("cases/plans/district_points_2024.txt")),
    Reader("粘贴的要点", ("@paste",), copied("cases/plans/commerce_bureau_2022.txt")),
    Reader("文书检查", LINT, report_in_word),
    Reader("台账工作簿", TRY_MAIL, written(("ledger", "export", "mail_in"), "mail.xlsx")),
    Reader("报送包", ("exchange", "import", "--dry-run", "--json"), package),
    Reader("台账格式", ("@ledger",), copied("../forms/ledgers/mail_in.toml")),
    Reader("词表", ("@lexicon",), text_file("county.toml", PACK)),
    Reader("文书格式", ("@form",), copied("../forms/letters/C12/form.toml")),
    Reader("数据文件", ("@gkt",), copied("databases/0005.gkt")),
    Reader("期限案例", ("due", "--json"), text_file("case.json", json.dumps(CASE))),
)


def broken_copies(reader: Reader, place: Path, times: int) -> list[list[str]]:
    """Calls on so many broken copies of the reader's sound file."""
    place.mkdir(exist_ok=True)
    sound = reader.make(place)
    content, chance = sound.read_bytes(), random.Random(f"{SEED}{reader.name}")
    folder = place / "broken"
    folder.mkdir()
    office = ["--office", str(place / "nowhere" / "office.gkt")]
    calls = []
    for n in range(times):
        file = folder / f"{n:04}{sound.suffix}"
        file.write_bytes(mutated(content, chance))
        inner = reader.words[0].startswith("@")
        calls.append([*reader.words, str(file), *([] if inner else office)])
    return calls


QUICK = {"待审Word", "待审工作簿", "待审PDF", "待审网页", "待审OFD", "待审旧工作簿", "期限案例"}


def test_a_few_broken_files_of_the_quickest_kinds(tmp_path: Path) -> None:
    """The quick sample; by the hundred, and the other kinds, in the long one."""
    calls = [
        call
        for at, reader in enumerate(READERS)
        if reader.name in QUICK
        for call in broken_copies(reader, tmp_path / str(at), FEW)
    ]
    assert faults(calls) == []
    assert not Path("/tmp/outside.txt").exists()


@pytest.mark.long
@pytest.mark.timeout(3_000)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_broken_files_are_answered_or_refused(reader: Reader, tmp_path: Path) -> None:
    calls = broken_copies(reader, tmp_path, COPIES)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert faults(calls) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not Path("/tmp/outside.txt").exists()


def faults(calls: list[list[str]]) -> list[str]:
    """What went wrong, in one worker; a worker that died is a fault too."""
    lines = "".join(json.dumps(call) + "\n" for call in calls)
    worker = Path(__file__).with_name("worker.py")
    done = subprocess.run([sys.executable, worker], input=lines, capture_output=True, text=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    told = [f"{one['argv']}\n{one['fault']}" for one in found]
    return told if done.returncode == 0 else [*told, f"worker {done.returncode}: {done.stderr}"]
