"""The press (印制): fonts and typesetters, loaded once and kept for the program's run.

What writes PDF and Word is read in with the first file: the window starts without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.typeset.letter_page import LetterStyle, LetterTypesetter
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.table_page import TableSheet, TableTypesetter
from gongkai_desktop.library.paths import resource

if TYPE_CHECKING:
    from gongkai_desktop.documents.fonts import FontSet


@attrs.frozen(kw_only=True)
class Press:
    """Turns composed letters and table sheets into pages, and pages into files."""

    fonts: FontSet
    letters: LetterTypesetter
    tables: TableTypesetter

    def letter_pages(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle | None = None
    ) -> Layout:
        """The pages of a letter, in the style the office has chosen (版式、稿次)."""
        return self.letters.layout(letter, profile, style)

    def table_pages(self, sheet: TableSheet) -> Layout:
        """The pages of a table sheet."""
        return self.tables.layout(sheet)

    def pdf(self, layout: Layout) -> bytes:
        """The PDF of laid-out pages."""
        from gongkai_desktop.documents.pdf import draw_pdf

        return draw_pdf([layout], self.fonts)

    def docx(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle | None = None
    ) -> bytes:
        """The same letter as a Word file whose paragraphs reflow."""
        from gongkai_desktop.documents.docx import draw_docx

        return draw_docx(letter, profile, self.letters.title_lines(letter), style)


@cache
def the_press() -> Press:
    """The press of this program run; fonts are only read when a page asks for them."""
    from gongkai_desktop.documents.fonts import FontSet, system_font_folders

    fonts = FontSet(resource("fonts"), system_font_folders())
    return Press(fonts=fonts, letters=LetterTypesetter(fonts), tables=TableTypesetter(fonts))
