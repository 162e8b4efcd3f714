"""Rebuilds resources/fonts from the packages the fonts were published in, and compares.

python packaging/fonts.py build FOLDER [NAME…]    make all fonts, or the named ones, in FOLDER
python packaging/fonts.py compare FOLDER          are they the fonts in resources/fonts?

Needs a Debian machine with npm (``apt-get download``, ``dpkg``, ``npm pack``) and fonttools, which
``packaging/dev.py setup`` installs. Three things are done to the published fonts:

* Fandol has cubic (CFF) outlines, which reportlab cannot embed: they become quadratic ones, off by
  at most one unit in a thousand, 0.006 mm at 16 pt.
* Fandol draws some ten traditional characters in their simplified shape (a 餘 would be printed as
  余, another surname), so it keeps only GB 2312; the rest comes from Noto, glyph by glyph.
* Noto is cut to 通用规范汉字表 (8105 characters, field kTGH of the Unihan database) and the
  symbols of GB 2312, except the one weight that serves rare characters and stays whole.
"""

from __future__ import annotations

import bz2
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FANDOL = Path("texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
UNIHAN = Path("unicode-data/usr/share/unicode")
DEBIAN_PACKAGES = ("texlive-lang-chinese", "unicode-data")
NPM_PACKAGES = {
    "noto-serif-sc": "@expo-google-fonts/noto-serif-sc@0.4.3",
    "noto-sans-sc": "@expo-google-fonts/noto-sans-sc@0.4.3",
}

# How far a quadratic curve may lie from the cubic one, as a part of the em square.
CURVE_TOLERANCE = 0.001

# Beside the Chinese characters: Latin, punctuation, letterlike signs and number forms, enclosed
# numbers, geometric shapes, CJK punctuation, full-width forms and the few marks of our sheets.
SYMBOLS = frozenset(
    code
    for first, last in (
        *((0x20, 0x7E), (0xA0, 0x17F), (0x2000, 0x206F), (0x2100, 0x21FF), (0x2460, 0x24FF)),
        *((0x25A0, 0x25FF), (0x2610, 0x2611), (0x2713, 0x2713), (0x3000, 0x303F)),
        *((0x3231, 0x3231), (0xFF00, 0xFFEF)),
    )
    for code in range(first, last + 1)
)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How one shipped font comes from a published one."""

    name: str
    source: Path
    characters: str  # "gb2312", "8105" or "all"
    make: Callable[[Path, Path, frozenset[int]], None]


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands in the module's docstring."""
    match arguments:
        case ["build", folder, *names]:
            build(Path(folder), names)
            return 0
        case ["compare", folder]:
            return compare(Path(folder))
    print(__doc__)
    return 2


# ------------------------------------------------------------------ build


def build(folder: Path, names: Sequence[str] = ()) -> None:
    """Make the fonts in a folder; without names, all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        sources = Path(work)
        fetch(sources)
        wanted = {
            "gb2312": SYMBOLS | gb2312(),
            "8105": SYMBOLS | gb2312() | standard_characters(sources / UNIHAN),
            "all": frozenset[int](),
        }
        for recipe in recipes():
            if not names or recipe.name in names:
                target = folder / recipe.name
                recipe.make(sources / recipe.source, target, wanted[recipe.characters])
                print(f"{target}  {target.stat().st_size / 1e6:.2f} MB", flush=True)


def recipes() -> tuple[Recipe, ...]:
    """Every font of resources/fonts."""

    def fandol(style: str) -> Recipe:
        source = FANDOL / f"Fandol{style}-Regular.otf"
        name = f"Fandol{style}-GB2312.ttf"
        return Recipe(name=name, source=source, characters="gb2312", make=convert)

    def noto(family: str, weight: str) -> Recipe:
        package = {"NotoSerifSC": "noto-serif-sc", "NotoSansSC": "noto-sans-sc"}[family]
        source = Path(package) / "package" / weight / f"{family}_{weight}.ttf"
        name = f"{family}-{weight.lstrip('0123456789')}-8105.ttf"
        return Recipe(name=name, source=source, characters="8105", make=cut)

    light = Path("noto-serif-sc/package/300Light/NotoSerifSC_300Light.ttf")
    return (
        fandol("Fang"),
        fandol("Kai"),
        noto("NotoSerifSC", "900Black"),
        noto("NotoSansSC", "500Medium"),
        noto("NotoSansSC", "400Regular"),
        Recipe(name=light.name, source=light, characters="all", make=copy),
    )


def fetch(folder: Path) -> None:
    """Download the packages and unpack each into a folder of its own name."""
    run(["apt-get", "download", *DEBIAN_PACKAGES], folder)
    for package in DEBIAN_PACKAGES:
        archive = next(folder.glob(f"{package}_*.deb"))
        run(["dpkg", "-x", str(archive), str(folder / package)], folder)
    for name, package in NPM_PACKAGES.items():
        run(["npm", "pack", "--silent", package], folder)
        with tarfile.open(next(folder.glob(f"expo-google-fonts-{name}-*.tgz"))) as package_file:
            package_file.extractall(folder / name, filter="data")


def gb2312() -> frozenset[int]:
    """Code points of GB 2312: symbols of rows 1 to 9 and 6763 characters."""
    found: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes([row, cell]).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return frozenset(found)


def standard_characters(unihan: Path) -> frozenset[int]:
    """The 8105 characters of 通用规范汉字表 (2013)."""
    found: set[int] = set()
    for path in sorted(unihan.glob("Unihan_*.txt.bz2")):
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            found |= {int(line[2:].split("\t")[0], 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise SystemExit(f"通用规范汉字表应有 8105 字，Unihan 里找到 {len(found)} 字。")
    return frozenset(found)


def convert(source: Path, target: Path, characters: frozenset[int]) -> None:
    """Cut a CFF font to the characters and give it TrueType outlines."""
    font = TTFont(source, recalcTimestamp=False)
    keep(font, characters, layout=["*"])
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs = {name: quadratic(drawn[name], font["head"].unitsPerEm) for name in order}
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    metrics = font["hmtx"]
    for name in order:
        glyphs[name].recalcBounds(table)
        metrics[name] = (metrics[name][0], getattr(glyphs[name], "xMin", 0))
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    describe_as_truetype(font)
    font.save(target)


def quadratic(glyph: Any, units: int) -> Any:
    """One glyph with quadratic curves, in TrueType's direction."""
    pen = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, CURVE_TOLERANCE * units, reverse_direction=True))
    return pen.glyph()


def describe_as_truetype(font: TTFont) -> None:
    """Fill the tables that say a font has TrueType outlines and no instructions."""
    font.sfntVersion = "\0\1\0\0"
    largest = font["maxp"]
    largest.tableVersion = 0x00010000
    for field in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxPoints", "maxContours"),
        *("maxCompositePoints", "maxCompositeContours", "maxComponentElements"),
        "maxComponentDepth",
    ):
        setattr(largest, field, 0)
    largest.maxZones = 1
    largest.recalc(font)
    names = font["post"]
    names.formatType, names.extraNames, names.mapping = 3.0, [], {}


def cut(source: Path, target: Path, characters: frozenset[int]) -> None:
    """Cut a TrueType font to the characters."""
    font = TTFont(source, recalcTimestamp=False)
    keep(font, characters, layout=["kern", "vert"])
    font.save(target)


def copy(source: Path, target: Path, characters: frozenset[int]) -> None:
    """Take a font as it is."""
    shutil.copyfile(source, target)


def keep(font: TTFont, characters: Iterable[int], layout: list[str]) -> None:
    """Leave only the characters and layout features named; hinting serves no printed page."""
    options = Options()
    options.layout_features = layout
    options.hinting = options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(characters) & set(font.getBestCmap()))
    subsetter.subset(font)


# ------------------------------------------------------------------ compare


def compare(folder: Path) -> int:
    """0 when every font in the folder has the characters, widths and outlines of the shipped."""
    built = sorted(folder.glob("*.ttf"))
    answers = {path.name: difference(path, SHIPPED / path.name) for path in built}
    for name, answer in answers.items():
        print(f"{name}  {answer or '相同'}", flush=True)
    return 1 if any(answers.values()) or not built else 0


def difference(first: Path, second: Path) -> str:
    """What sets two fonts apart, in one line; empty when nothing does."""
    if not second.is_file():
        return "随附字体中没有"
    one, other = TTFont(first, lazy=True), TTFont(second, lazy=True)
    codes, others = one.getBestCmap(), other.getBestCmap()
    if set(codes) != set(others):
        return f"字符不同：{len(set(codes) ^ set(others))} 个"
    if one["maxp"].numGlyphs != other["maxp"].numGlyphs:
        return f"字形数不同：{one['maxp'].numGlyphs} 与 {other['maxp'].numGlyphs}"
    drawn, others_drawn = one.getGlyphSet(), other.getGlyphSet()
    unlike = [
        code
        for code, name in codes.items()
        if outline(drawn[name]) != outline(others_drawn[others[code]])
    ]
    return f"字形不同：{len(unlike)} 个" if unlike else ""


def outline(glyph: Any) -> tuple[object, object]:
    """A glyph's width and drawing."""
    pen = RecordingPen()
    glyph.draw(pen)
    return glyph.width, pen.value


def run(command: Sequence[str], folder: Path) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
