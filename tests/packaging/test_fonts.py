"""The shipped fonts are those the script makes, may be shipped, and hold what letters need."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fonts_script", ROOT / "packaging" / "fonts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fonts_script"] = module  # a dataclass looks its own module up
    spec.loader.exec_module(module)
    return module


def characters(name: str) -> set[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return set(font.getBestCmap())


def test_every_shipped_font_has_a_recipe_and_a_line_in_the_list(script: ModuleType) -> None:
    shipped = {path.name for path in FONTS.glob("*.ttf")}
    assert {recipe.name for recipe in script.recipes()} == shipped
    listed = (FONTS / "README.md").read_text(encoding="utf-8")
    assert [name for name in shipped if name not in listed] == []


def test_the_fonts_stay_within_40_mb() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) <= 40e6


def test_gb_2312_has_6763_characters(script: ModuleType) -> None:
    hanzi = [code for code in script.gb2312() if 0x4E00 <= code <= 0x9FFF]
    assert len(hanzi) == 6763


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_draws_all_of_gb_2312_and_can_be_embedded(
    script: ModuleType, path: Path
) -> None:
    hanzi = {code for code in script.gb2312() if 0x4E00 <= code <= 0x9FFF}
    assert hanzi <= characters(path.name)
    with TTFont(path, lazy=True) as font:
        assert "glyf" in font  # reportlab embeds no CFF outlines
        assert font["OS/2"].fsType in (0, 8)  # installable, or editable embedding


def test_the_body_font_leaves_traditional_characters_to_the_one_that_draws_them_right() -> None:
    simplified_in_fandol = set(map(ord, "捨準癥醜餘鬆鬱鹼"))
    assert simplified_in_fandol & characters("FandolFang-GB2312.ttf") == set()
    assert simplified_in_fandol <= characters("NotoSerifSC_300Light.ttf")


def test_rare_characters_of_names_are_in_the_fallback() -> None:
    assert set(map(ord, "䶮㛃𬭸𬸚𫖯𠅤𤧛𣲗𬺈𬱖㑇䲟𫓶㸌〇")) <= characters("NotoSerifSC_300Light.ttf")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Fandol-COPYING.txt", "embed this font or unaltered portions of this font"),
        ("Fandol-COPYING.txt", "GNU GENERAL PUBLIC LICENSE"),
        ("Fandol-README.txt", "GPL font exception"),
        ("OFL-NotoSansSC.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("OFL-NotoSerifSC.txt", "SIL OPEN FONT LICENSE Version 1.1"),
    ],
)
def test_the_licences_lie_beside_the_fonts(name: str, sentence: str) -> None:
    text = (FONTS / "licences" / name).read_text(encoding="utf-8")
    assert sentence in " ".join(text.split())
