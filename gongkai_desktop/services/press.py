"""The press (印制): fonts and typesetters, loaded once and kept for the program's run.

What writes PDF and Word is read in with the first file: the window starts without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.typeset.letter_page import LetterStyle, LetterTypesetter
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.table_page import TableSheet, TableTypesetter
from gongkai_desktop.library.paths import resource

if TYPE_CHECKING:
    from gongkai_desktop.documents.fonts import FontSet
    from gongkai_desktop.services.workspace import Workspace


@attrs.frozen(kw_only=True)
class Press:
    """Turns composed letters and table sheets into pages, and pages into files.

    ``mark`` is laid across everything it prints (练习), in PDF and Word. ``report`` hears how
    far a long table is, and may stop it.
    """

    fonts: FontSet
    letters: LetterTypesetter
    tables: TableTypesetter
    mark: str = ""
    report: Report = silent

    def letter_pages(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle | None = None
    ) -> Layout:
        """The pages of a letter, in the style the office has chosen (版式、稿次)."""
        return attrs.evolve(self.letters.layout(letter, profile, style), mark=self.mark)

    def table_pages(self, sheet: TableSheet) -> Layout:
        """The pages of a table sheet."""
        return attrs.evolve(self.tables.layout(sheet, self.report), mark=self.mark)

    def pdf(self, layout: Layout) -> bytes:
        """The PDF of laid-out pages."""
        from gongkai_desktop.documents.pdf import draw_pdf

        return draw_pdf([layout], self.fonts, report=self.report)

    def docx(
        self, letter: ComposedLetter, profile: Profile, style: LetterStyle | None = None
    ) -> bytes:
        """The same letter as a Word file whose paragraphs reflow."""
        from gongkai_desktop.documents.docx import draw_docx

        titles = self.letters.title_lines(letter)
        return draw_docx(letter, profile, titles, style, mark=self.mark)


def press_for(workspace: Workspace) -> Press:
    """The press of an office: what the practice file prints bears its mark."""
    return attrs.evolve(the_press(workspace.mark), report=workspace.report)


def the_press(mark: str = "") -> Press:
    """The press of this program run; fonts are only read when a page asks for them."""
    return attrs.evolve(_press(), mark=mark)


@cache
def _press() -> Press:
    from gongkai_desktop.documents.fonts import FontSet, system_font_folders

    fonts = FontSet(resource("fonts"), system_font_folders())
    return Press(fonts=fonts, letters=LetterTypesetter(fonts), tables=TableTypesetter(fonts))
