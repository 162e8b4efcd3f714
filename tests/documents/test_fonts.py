"""Fonts: the right face for each character, and never a box (rule F06)."""

import shutil
import sys
from pathlib import Path

import pytest

from gongkai_desktop.documents.fonts import FontSet, to_unicode_map
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.typeset.metrics import Face

sys.path.insert(0, str(Path(__file__).parent))
from page_fonts import FOLDER, shipped


@pytest.mark.parametrize(
    ("char", "face"),
    [
        ("国", Face.FANGSONG),
        ("𬭸", Face.SONGTI),
        ("餘", Face.SONGTI),
        ("￥", Face.SONGTI),
        ("\U00030edd", None),
    ],
)
def test_a_character_comes_from_its_face_or_the_fallback(char, face):
    """餘 is a surname of its own and must not be drawn as 余, nor ￥ as a dollar."""
    assert shipped().face_for(char, Face.FANGSONG) is face


def test_every_face_has_the_marks_of_a_letter():
    for face in Face:
        for char in "，。、；：？！“”（）《》〔〕—…0123456789年月日号":
            assert shipped().face_for(char, face) is face, (face, char)


def test_widths_are_in_points():
    assert shipped().width("国", Face.FANGSONG, 16) == pytest.approx(16)
    assert shipped().width("8", Face.FANGSONG, 16) == pytest.approx(8)


def test_a_system_font_comes_first(tmp_path):
    shutil.copy(FOLDER / "FandolKai-GB2312.ttf", tmp_path / "SIMFANG.TTF")
    fonts = FontSet(FOLDER, (tmp_path,))
    assert Path(fonts.font(Face.FANGSONG).face.filename).name == "SIMFANG.TTF"
    assert not fonts.is_substitute(Face.FANGSONG)
    assert fonts.is_substitute(Face.TITLE)


def test_a_broken_system_font_is_passed_over(tmp_path):
    (tmp_path / "simhei.ttf").write_bytes(b"not a font at all")
    assert FontSet(FOLDER, (tmp_path,)).is_substitute(Face.HEITI)


def test_missing_shipped_fonts_are_explained(tmp_path):
    with pytest.raises(UserError, match="字体文件"):
        FontSet(tmp_path).font(Face.FANGSONG)


def test_the_unicode_map_writes_rare_characters_as_pairs():
    words = to_unicode_map("AAAAAA+Test", [0x56FD, 0x2CB78])
    assert "<00> <56FD>" in words
    assert "<01> <D872DF78>" in words
