"""Forms an office edits for the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.draft import DraftPart, FormDraft, FormState
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import letter_form
from gongkai_desktop.ui.bridge.session import Session

_SAMPLE_CODE = "C12"


class FormsBridge:
    """Forms of letters and slips over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def states(self) -> Sequence[FormState]:
        """Every form with whose wording is in force."""
        return letter_form.forms(self._session.workspace)

    def draft(self, key: str, layer: Layer | None = None) -> FormDraft:
        """A form for editing."""
        return letter_form.open_draft(self._session.workspace, key, layer)

    def own_paragraphs(self, part: DraftPart) -> Sequence[DraftPart]:
        """Common paragraphs as the form's own."""
        return letter_form.own_paragraphs(part)

    def sample_page(self, draft: FormDraft) -> bytes:
        """The draft printed on its samples."""
        return letter_form.sample_page(self._session.workspace, self._session.press, draft)

    def save(self, draft: FormDraft) -> None:
        """Keep the office's own wording; letters made from now on use it."""
        letter_form.save(self._session.workspace, draft)
        self._session.reload()

    def restore(self, key: str) -> None:
        """Take the office's own wording back."""
        letter_form.restore(self._session.workspace, key)
        self._session.reload()

    def keep_ours(self, key: str) -> None:
        """Keep the own wording though the shipped one has changed."""
        letter_form.keep_ours(self._session.workspace, key)

    def write_out(self, key: str, path: Path) -> None:
        """Write the form in force to a file."""
        letter_form.write_out(self._session.workspace, key, path)

    def take_in(self, key: str, path: Path, layer: Layer) -> None:
        """Take a form from a file."""
        letter_form.take_in(self._session.workspace, key, path, layer)
        self._session.reload()

    def style_page(self, unit: Unit) -> bytes:
        """A sample reply in the titles, number and layout of a unit."""
        workspace = self._session.workspace
        sample = letter_form.sample_number(unit, workspace.knowledge.forms.get(_SAMPLE_CODE))
        made = letter_service.render(
            workspace.knowledge,
            self._session.press,
            unit,
            _SAMPLE_CODE,
            {"letter_no": sample},
            profile=Profile.DRAFT,
            today=workspace.today,
        )
        return self._session.press.pdf(made.layout)
