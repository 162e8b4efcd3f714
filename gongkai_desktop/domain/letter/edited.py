"""An edited Word file as a letter again (人工修改的文稿), so that its words can be set in pages.

Only words survive: what Word lays out itself (tables, pictures, fonts) is not shown.
"""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.letter.composed import ComposedLetter, Paragraph, ParagraphKind
from gongkai_desktop.domain.lint.text import LetterText, Span

_SEAL = ("（盖章处）", "（印章）")


def composed_of_text(text: str, held: ComposedLetter, day: date) -> ComposedLetter:
    """The letter that a whole text is, for pages beside it; ``held`` gives what is no word of it.

    Title, number, addressee, signature and date are found as the letter check finds them; all
    other lines are paragraphs, enclosures behind the signature too.
    """
    letter = LetterText(code=held.code, text=text, day=day)
    organ, signed = letter.signature
    head = [one for one in (letter.number, letter.addressee_line) if one]
    title = _title_lines(letter)
    own = {one.start for one in (*title, *head, organ, signed) if one is not None}
    rest = [one for one in letter.every_line if one.start not in own and one.words not in _SEAL]
    note = next((one for one in rest if signed and one.start > signed.end), None)
    noted = note is not None and note.words.startswith(("（", "("))
    return attrs.evolve(
        held,
        title="".join(one.words for one in title),
        number=letter.number.words if letter.number else "",
        addressee=letter.addressee,
        paragraphs=tuple(_paragraph(one) for one in rest if not (noted and one is note)),
        enclosures=(),
        organ=organ.words if organ else "",
        letter_date=letter.signed,
        note=note.words.strip("（）()") if noted and note else "",
        table=(),
        remarks=(),
    )


def _title_lines(letter: LetterText) -> tuple[Span, ...]:
    """The lines above the addressee that are not the number."""
    last = letter.addressee_line or letter.number
    if last is None:
        return letter.lines[:1]
    return tuple(one for one in letter.lines[:7] if one.end <= last.start and one != letter.number)


def _paragraph(line: Span) -> Paragraph:
    return Paragraph(text=line.words, kind=ParagraphKind.BODY)
