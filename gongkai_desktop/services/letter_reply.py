"""The form enclosed with a letter of opinion (意见反馈表、复函): blank until it has come back.

It goes out with the letter it belongs to and is filled in by whom it asks. Once the answer is on
record the same form shows it, to be signed where it was given by word of mouth.
"""

from __future__ import annotations

from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.form import FormBook, LetterForm
from gongkai_desktop.services import evidence, letter_record
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter


def reply_form(book: FormBook, code: str) -> LetterForm | None:
    """The form that comes back on a letter of this code; None for letters that ask no opinion."""
    return next((form for form in book if form.reply_to == code), None)


def reply_paper(
    workspace: Workspace, press: Press, letter: StoredLetter, *, word: bool = False
) -> bytes:
    """The form that belongs to this very letter, as PDF or Word; ValueError where it has none."""
    form = reply_form(workspace.knowledge.forms, letter.code)
    if form is None:
        raise ValueError(f"no form comes back on {letter.code}")
    with workspace.office.read() as reader:
        request = letter_record.request_of(reader, letter)
    values = evidence.returned_values(request, letter)
    named = {field.name for field in form.fields}
    data = {name: value for name, value in values.items() if name in named}
    produced = letter_service.make(
        workspace, press, request, form.code, data, profile=Profile.FINAL
    )
    if word:
        return press.docx(produced.composition.letter, produced.profile, produced.style)
    return press.pdf(produced.layout)
