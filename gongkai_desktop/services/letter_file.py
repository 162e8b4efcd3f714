"""The very file of a letter (用印稿): made once it is numbered and dated, kept by its content.

Its fingerprint is what seal register and delivery compare with; a file that differs is refused.
"""

from __future__ import annotations

import hashlib

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.domain.letter.words import fingerprint
from gongkai_desktop.domain.typeset.letter_page import unit_style
from gongkai_desktop.services.letter_record import OWNER, WORD_MIME, the_composed, title_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.store import Attachment, Change, Reader, StoredLetter

PDF_MIME = "application/pdf"
_DIFFERS = "这份文件与签发后的用印稿不同"
_ADVICE = "请从“文书”里取出用印稿，用同一份文件盖章和寄送"


@attrs.frozen(kw_only=True)
class VeryFile:
    """A file of the letter as sealed: name, bytes, kind."""

    name: str
    content: bytes
    mime: str


def make_file(change: Change, press: Press, letter: StoredLetter) -> StoredLetter:
    """Print the numbered and dated letter as PDF and Word and keep both; PDF gives the identity.

    A letter whose words are an edited Word file gets its file when that is stored again with
    number and date written in (letter_record.attach_word).
    """
    if course_of(letter.steps).paper:
        return attrs.evolve(letter, file_fingerprint="")
    composed = the_composed(letter)
    style = unit_style(read_unit(change))
    layout = press.letter_pages(composed, Profile.FINAL, style)
    name = file_name(letter)
    word = press.docx(composed, Profile.FINAL, style)
    kept = change.attachments.add(OWNER, letter.id, f"{name}.pdf", PDF_MIME, press.pdf(layout))
    change.attachments.add(OWNER, letter.id, f"{name}.docx", WORD_MIME, word)
    return attrs.evolve(letter, file_fingerprint=kept.sha256)


def file_name(letter: StoredLetter) -> str:
    """A letter's file name without its ending: title and number."""
    return f"{title_of(letter)}_{letter.number}" if letter.number else title_of(letter)


def very_file(reader: Reader, letter: StoredLetter, *, word: bool = False) -> VeryFile:
    """The file that is printed and sealed; UserError where there is none or it was altered."""
    kept = _kept(reader, letter, word=word)
    return VeryFile(name=kept.name, content=reader.attachments.read(kept.id), mime=kept.mime)


def _kept(reader: Reader, letter: StoredLetter, *, word: bool) -> Attachment:
    if not letter.file_fingerprint:
        if course_of(letter.steps).paper and letter.letter_date:
            raise UserError(
                "人工修改的文稿还没有填写文号和成文日期",
                f"请在 Word 里填上“{letter.number}”和签发日期，再存入",
            )
        raise UserError("这份文书还没有签发，没有用印稿", "签发后才有用印稿")
    files = reader.attachments.list(OWNER, letter.id)
    (sealed,) = [one for one in files if one.sha256 == letter.file_fingerprint][-1:]
    if not word or sealed.mime == WORD_MIME:
        return sealed
    return [one for one in files if one.name == sealed.name.replace(".pdf", ".docx")][-1]


def refuse_changed(reader: Reader, letter: StoredLetter) -> None:
    """Refuse a letter whose words or file are no longer those that were issued."""
    composed = the_composed(letter)
    paper = course_of(letter.steps).paper
    if not paper and fingerprint(composed.text) != letter.text_fingerprint:
        raise UserError("文书的文字与签发的文稿不一致", "请重新送签")
    very_file(reader, letter)


def refuse_other(reader: Reader, letter: StoredLetter, content: bytes) -> None:
    """Refuse a file in hand that is not the letter's very PDF or the Word file made with it."""
    own = {letter.file_fingerprint, _kept(reader, letter, word=True).sha256}
    if hashlib.sha256(content).hexdigest() not in own:
        raise UserError(_DIFFERS, _ADVICE)
