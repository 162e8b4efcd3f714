"""What the installed program does under Wine, each step as an office would meet it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from wine import ID, Trial, windows

REQUEST = """{"applicant": "邱某", "applicant_kind": "natural", "received_date": "2026-03-02",
"channel": "当面", "request_text": "申请公开2025年度绿化养护合同"}"""
NOTES = "# 更新说明\n\n## 99.0.0\n\n- 试读的新内容。\n\n## 0.0.1\n\n- 旧的内容。\n"
READ_THE_NOTES = """
import pathlib, sys
from gongkai_desktop.services.update import read_news
print([(one.version, one.lines) for one in read_news(pathlib.Path(sys.argv[1]))])
"""
NAME_THE_COUNTY = """
import sys
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
workspace = open_workspace(sys.argv[1])
save_unit(workspace, Unit(name='甲县政务公开办公室', code='A00'))
workspace.close()
"""
UNIT = "望山县自然资源局"
"""The unit of the sample office."""
UNINSTALL = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{ID}"


def versions(trial: Trial) -> None:
    """Installer, both programs, the list of installed programs and the program say the same."""
    wine = trial.wine
    code, said = wine.run(trial.command, "--version")
    assert code == 0 and said.strip() == f"公开台 {trial.version}", said
    assert trial.version in wine.registry(UNINSTALL, "DisplayVersion"), "卸载列表里版本不同"
    programs = (trial.setup, wine.installed / "Gongkai.exe", trial.command)
    for program in programs:
        for name in ("FileVersion", "ProductVersion"):
            stated = version_text(program.read_bytes(), name)
            assert stated == trial.version, f"{program.name} 的 {name} 是 {stated}"


def version_text(program: bytes, name: str) -> str:
    """A string of the version resource (VS_VERSIONINFO) of a Windows program; empty without."""
    _, found, after = program.partition(f"{name}\0".encode("utf-16-le"))
    if not found:
        return ""
    text = after[:200].decode("utf-16-le", errors="replace").lstrip("\0")
    return text.split("\0", 1)[0]


def papers(trial: Trial) -> None:
    """Licences of all components, the notes, the manual of this version."""
    home = trial.wine.installed
    listed = (home / "licences" / "组件清单.txt").read_text(encoding="utf-8-sig")
    for info in (home / "lib").glob("*.dist-info"):
        name = info.name.removesuffix(".dist-info").replace("-", " ", 1)
        assert name in listed, f"组件清单里没有 {name}"
    for name in ("LGPL-3.txt", "GPL-3.txt", "Python-LICENSE.txt", "公开台-LICENSE.txt"):
        assert (home / "licences" / name).is_file(), f"没有许可证 {name}"
    assert f"## {trial.version}" in (home / "更新说明.txt").read_text(encoding="utf-8-sig")
    manual = home / "app" / "manual"
    assert trial.version in (manual / "使用手册.html").read_text(encoding="utf-8")
    assert (manual / "使用手册.pdf").read_bytes().startswith(b"%PDF"), "没有 PDF 手册"


def first_start(trial: Trial) -> None:
    """On a computer without data the wizard comes; closing it leaves no half-made office."""
    with trial.wine.window(trial.program, picture=trial.picture("第一次打开")):
        pass


def self_test(trial: Trial) -> None:
    """The installed program walks the main job."""
    done(trial, "self-test")


def demo(trial: Trial) -> None:
    """The sample office with its letters: every font of every PDF is inside the file."""
    done(trial, "demo", trial.sample)
    pdfs = list(trial.sample.rglob("*.pdf"))
    assert len(pdfs) > 40, f"只有{len(pdfs)}份 PDF"
    for pdf in pdfs:
        lacking = fonts_outside(pdf)
        assert not lacking, f"{pdf.name} 没有嵌入字体"
    trial.office.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(next(trial.sample.glob("*.gkt")), trial.office)


def fonts_outside(file: Path) -> int:
    """How many pieces of text of a PDF are set in a font that is not embedded."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(file)
    outside = 0
    try:
        for page in document:
            for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(text.raw)
                outside += raw.FPDFFont_GetIsEmbedded(font) != 1
    finally:
        document.close()
    return outside


def spreadsheet(trial: Trial) -> None:
    """The register goes out to a workbook and comes in again, in a folder with a Chinese name."""
    place = trial.folder / "往来 台账"
    place.mkdir()
    book, fresh = place / "登记 台账.xlsx", place / "新单位.gkt"
    done(trial, "--office", trial.office, "register", "export", book)
    said = done(trial, "--office", fresh, "register", "import", book, "--json")
    answer = json.loads(said)
    assert answer["imported"] == 60 and not answer["errors"], said


def encryption(trial: Trial) -> None:
    """The driver that encrypts came along: nothing of the copy is readable, the password opens."""
    word, secret = trial.folder / "口令.txt", trial.folder / "加密 数据.gkt"
    word.write_text("口令-Abc-2026\n", encoding="utf-8")
    done(trial, "office", "copy", trial.office, secret, "--target-password-file", word)
    assert not secret.read_bytes().startswith(b"SQLite format 3"), "没有加密"
    done(trial, "--office", secret, "--password-file", word, "verify")
    code, said = trial.wine.run(trial.command, "--office", windows(secret), "register", "list")
    assert code == 2, f"没有口令也打开了：{said}"


def update(trial: Trial) -> None:
    """A county's configuration and the notes of a new version are read before anything changes."""
    package, notes = trial.folder / "配置 包.zwgk", trial.folder / "更新说明.txt"
    county, members = trial.folder / "县级.gkt", trial.folder / "单位清单.csv"
    members.write_text("单位代码,单位名称\n001,甲县水务局\n", encoding="utf-8-sig")
    done(trial, "--office", county, "exchange", "units", members)
    by_its_python(trial, NAME_THE_COUNTY, county)
    done(trial, "--office", county, "exchange", "pack", "配置", "2026", package)
    before = trial.office.read_bytes()
    said = done(trial, "--office", trial.office, "exchange", "import", package, "--dry-run")
    assert "单位清单" in said, said
    assert trial.office.read_bytes() == before, "预览改动了数据文件"
    notes.write_text(NOTES, encoding="utf-8-sig")
    said = by_its_python(trial, READ_THE_NOTES, notes)
    assert "试读的新内容" in said and "旧的内容" not in said, said


def by_its_python(trial: Trial, script: str, file: Path) -> str:
    """Run a few lines by the installed interpreter, on the installed program's own services."""
    python = trial.wine.installed / "runtime" / "python.exe"
    code, said = trial.wine.run(python, "-X", "utf8", "-c", script, windows(file))
    assert code == 0, said
    return said


def pages(trial: Trial) -> None:
    """Every page drawn by the installed program, pages of PDF in it among them."""
    done(trial, "screenshots", trial.pictures / "各页", "--size", "1093x614")
    taken = list((trial.pictures / "各页").glob("*.png"))
    assert len(taken) > 40, f"只有{len(taken)}张截图"


def double_click(trial: Trial) -> None:
    """A data file opened from the desktop comes up in the program."""
    place = trial.folder / "桌面 上的"
    place.mkdir()
    shutil.copy(trial.office, place / "科室 数据.gkt")
    # Windows looks up file types in the user's registry too; this Wine only in the machine's.
    for key in (r"Software\Classes\.gkt", rf"Software\Classes\{ID}.Office"):
        code, said = trial.wine.run("reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f")
        assert code == 0, said
    words = ("start", windows(place / "科室 数据.gkt"))
    with trial.wine.window(*words, title=UNIT, picture=trial.picture("双击数据文件")):
        pass


def done(trial: Trial, *words: object) -> str:
    """A command of the installed program that must succeed; what it said."""
    given = [windows(word) if isinstance(word, Path) else word for word in words]
    code, said = trial.wine.run(trial.command, *given)
    assert code == 0, f"{' '.join(map(str, words))}：退出码 {code} {said[-2000:]}"
    return said
