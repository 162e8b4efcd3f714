"""明暗和对比: every scheme is whole and legible (WCAG 2.1 1.4.3, 1.4.6), and is put on."""

import pytest

from gongkai_desktop.library.style import load_look
from gongkai_desktop.ui.common.local import FILE, Local
from gongkai_desktop.ui.style.application import redress
from gongkai_desktop.ui.style.schemes import CHOICES, CHOSEN, SYSTEM, worn
from gongkai_desktop.ui.style.theme import LIGHT, colour, look, style_sheet

SCHEMES = [key for key, _ in CHOICES if key != SYSTEM]
ON_GROUND = [
    (ink, ground)
    for ink in ("text", "muted", "faint", "accent", "danger", "warning")
    for ground in ("window", "surface", "raised")
]
ON_SOFT = [
    (tone, f"{tone}_soft") for tone in ("danger", "warning", "success", "waiting", "neutral")
]
PAIRS = [*ON_GROUND, *ON_SOFT, ("on_accent", "accent"), ("text", "selection"), ("text", "hover")]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_ink_is_legible_on_its_ground(name):
    colours = load_look(name).colours
    least = 7.0 if name.startswith("contrast") else 4.5
    pale = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    }
    assert pale == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_schemes_have_the_same_names_and_fill_the_rules(name):
    assert load_look(name).colours.keys() == load_look(LIGHT).colours.keys()
    assert "$" not in style_sheet(load_look(name))


def test_a_scheme_is_put_on_and_taken_off(app):
    try:
        redress(app, "dark")
        assert look().dark
        assert colour("window").name() == load_look("dark").colours["window"].lower()
    finally:
        redress(app, LIGHT)
    assert not look().dark


def test_an_unknown_choice_is_the_system_s():
    assert worn("没有这种") == worn(SYSTEM)
    assert worn("dark") == "dark"


def test_a_computer_remembers_and_forgets_only_what_cannot_be_read(tmp_path):
    Local.beside(str(tmp_path / "公开台.gkt")).keep(CHOSEN, "dark")
    assert Local.beside(str(tmp_path / "公开台.gkt")).text(CHOSEN) == "dark"
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert Local.beside(str(tmp_path / "公开台.gkt")).text(CHOSEN, "light") == "light"
