"""A letter's words as an edited Word file (人工修改): taken, checked, kept by its content."""

from __future__ import annotations

from pathlib import Path

import attrs

from gongkai_desktop.documents.files import content_of
from gongkai_desktop.documents.letter_text import word_text
from gongkai_desktop.domain.approval import is_issued
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import Version, course_of
from gongkai_desktop.domain.letter.words import approved_words, fingerprint, marks_of
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.letter_record import (
    OWNER,
    WORD_MIME,
    Saved,
    keep_version,
    letter_named,
    put,
    refuse_settled,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, StoredLetter

_LARGEST_WORD = 20 * 1024 * 1024


def attach_word(workspace: Workspace, letter_id: str, path: Path) -> Saved:
    """Take an edited Word file as the letter's words (人工修改): its text is what is approved.

    Before the issue it makes a further draft. After it, the file must say the same words and bear
    the number and date of the record: it is then the file that is sealed. UserError otherwise.
    """
    if path.suffix.lower() != ".docx":
        raise UserError(f"“{path.name}”不是 Word 文档", "请在 Word 或 WPS 里另存为 .docx 后再存入")
    content = content_of(path, _LARGEST_WORD, "文书", "请另存为 .docx 后重试")
    text = word_text(content, path.name)
    with workspace.change("存入人工修改的文稿") as change:
        letter = letter_named(change, letter_id)
        refuse_settled(letter)
        words = approved_words(text, letter.code, workspace.today)
        if not words:
            raise UserError(f"“{path.name}”里没有文字", "请核对文件")
        course = course_of(letter.steps)
        mark = fingerprint(words)
        if is_issued(chain_of(change), letter.code, course) and course.paper:
            return _attach_final(change, letter, text, mark, path, content)
        kept = change.attachments.add(OWNER, letter.id, path.name, WORD_MIME, content)
        version = Version(
            no=len(course.versions) + 1,
            at=workspace.now().isoformat(timespec="seconds"),
            by=workspace.operator,
            fingerprint=mark,
            facts=letter.facts,
            manual=True,
            file=kept.id,
        )
        return keep_version(change, workspace, letter, version)


def _attach_final(
    change: Change, letter: StoredLetter, text: str, mark: str, path: Path, content: bytes
) -> Saved:
    """The edited file with number and date written in, checked against the record."""
    if mark != letter.text_fingerprint:
        raise UserError(
            f"“{path.name}”的正文与签发的文稿不同", "请只填文号和成文日期；要改正文须重新审签"
        )
    refuse_other_marks(letter, text)
    kept = change.attachments.add(OWNER, letter.id, path.name, WORD_MIME, content)
    changed = attrs.evolve(letter, file_fingerprint=kept.sha256)
    return Saved(letter=put(change, changed, course_of(letter.steps)))


def refuse_other_marks(letter: StoredLetter, text: str) -> None:
    """Refuse a whole text whose number or date is not that of the record."""
    day = letter.letter_date
    assert day is not None
    number, dated = marks_of(text, letter.code, day)
    if number != letter.number:
        said = f"写的是“{number}”" if number else "没有文号"
        raise UserError(f"文件里{said}，记录的文号是“{letter.number}”", "请改正后重新存入")
    if dated != day:
        said = f"写的是{dated.isoformat()}" if dated else "没有成文日期"
        raise UserError(f"文件里{said}，签发日期是{day.isoformat()}", "请改正后重新存入")
