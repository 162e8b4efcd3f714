"""Rules on the printed page: signature kept together, lines, page numbers, glyphs."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.lint.pages import rules_on_pages
from gongkai_desktop.domain.typeset.page import Layout, Line, Page, Role, Strip
from gongkai_desktop.domain.unit import LetterLayout


def line(text: str, role: Role = Role.BODY, x: float = 80.0) -> Line:
    return Line(strip=Strip(text=text, role=role, runs=(), x=x, right=x + 10), baseline=100.0)


def layout(*pages: tuple[Line, ...], missing: tuple[str, ...] = ()) -> Layout:
    numbered = [Page(number=at, lines=one) for at, one in enumerate(pages, 1)]
    return Layout(title="", pages=tuple(numbered), missing=missing)


SIGNED = (line("望山县自然资源局", Role.ORGAN), line("2026年7月20日", Role.DATE))
CASES = [
    ("F06", layout((line("答复"), *SIGNED), missing=("𪚥",))),
    ("F05", layout((line("答复"),), SIGNED)),
    ("F05", layout((line("答复"), SIGNED[0]), (SIGNED[1],))),
    ("F07", layout((line("一" * 31), *SIGNED))),
    ("F07", layout((line("申请公开的内容"), line("，答复如下"), *SIGNED))),
    ("F07", layout((line("申请公开的《"), line("批复》"), *SIGNED))),
    ("F10", layout((line("一"), line("— 1 —", Role.FOLIO)), (line("二"), *SIGNED))),
]


@pytest.mark.parametrize(("rule", "pages"), CASES)
def test_what_is_wrong_on_a_page(rule: str, pages: Layout) -> None:
    assert rule in {one.rule for one in rules_on_pages(pages, LetterLayout.DOCUMENT)}


def test_a_missive_shows_no_number_on_its_first_page() -> None:
    numbered = layout((line("答复"), *SIGNED, line("— 1 —", Role.FOLIO, x=500.0)))
    assert "F10" in {one.rule for one in rules_on_pages(numbered, LetterLayout.MISSIVE)}
    assert not list(rules_on_pages(numbered, LetterLayout.DOCUMENT))
