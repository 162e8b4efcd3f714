"""Forms an office edits, tests, restores (文书格式): three layers, the latest wins.

An edited form is kept in the data file with the fingerprint of the shipped one it replaces. When
an upgrade changes that one, the office sees both and chooses.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from gongkai_desktop.documents.files import atomic_write, content_of, text_of
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.draft import DraftPart, FormDraft, FormState
from gongkai_desktop.domain.letter.form import FormBook, LetterForm
from gongkai_desktop.domain.numbering import check_pattern, letter_number
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library import letter_draft
from gongkai_desktop.library.layers import Entry
from gongkai_desktop.library.letters import read_form_text, shipped_letters, shipped_slips
from gongkai_desktop.services import own_entry
from gongkai_desktop.services.letter import render_from
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredEntry

LETTERS, SLIPS = "letters", "slips"
_LARGEST = 1024 * 1024
_ADVICE = "请选择从“文书格式”里导出的格式文件"


def forms(workspace: Workspace) -> tuple[FormState, ...]:
    """Every letter and slip with the layer in force and what is to be decided."""
    shipped = _shipped()
    kept = _kept(workspace)
    books = {LETTERS: workspace.knowledge.forms, SLIPS: workspace.knowledge.slips}
    return tuple(
        _state(f"{folder}/{form.code}", form, books[folder], shipped, kept)
        for folder in (LETTERS, SLIPS)
        for form in books[folder]
    )


def _state(
    key: str,
    form: LetterForm,
    book: FormBook,
    shipped: dict[str, Entry],
    kept: dict[str, list[StoredEntry]],
) -> FormState:
    stands = own_entry.standing(kept.get(key, []), shipped.get(key))
    return FormState(
        key=key,
        title=form.own_title.title or form.title,
        layer=stands.layer,
        changed=stands.changed,
        broken=book.broken.get(key, ""),
    )


def _shipped() -> dict[str, Entry]:
    return {one.key: one for one in (*shipped_letters(), *shipped_slips())}


def _kept(workspace: Workspace) -> dict[str, list[StoredEntry]]:
    return own_entry.kept(workspace, LETTERS, SLIPS)


def text_in_force(workspace: Workspace, key: str, layer: Layer | None = None) -> str:
    """The TOML of a form as it is in force, or as one layer has it; UserError where none does."""
    own = {Layer(one.layer): one.text for one in _kept(workspace).get(key, [])}
    texts = {Layer.SHIPPED: letter_draft.shipped_text(key)} | own
    if layer is not None:
        text = texts.get(layer, "")
    else:
        text = next((texts[one] for one in reversed(Layer) if texts.get(one)), "")
    if not text:
        raise UserError(f"没有“{key}”这份格式", "请在列表里选择")
    return text


def open_draft(workspace: Workspace, key: str, layer: Layer | None = None) -> FormDraft:
    """A form for editing; one that cannot be read opens as it ships."""
    text = text_in_force(workspace, key, layer)
    try:
        form = read_form_text(key, text, workspace.knowledge.law)
    except UserError:
        text = text_in_force(workspace, key, Layer.SHIPPED)
        form = read_form_text(key, text, workspace.knowledge.law)
    return letter_draft.read_draft(key, text, form)


def own_paragraphs(part: DraftPart) -> tuple[DraftPart, ...]:
    """Common paragraphs turned into the form's own, so that they can be edited here."""
    return letter_draft.own_parts(part)


def sample_page(workspace: Workspace, press: Press, draft: FormDraft) -> bytes:
    """The draft printed on its samples; UserError naming what is wrong with it."""
    form = _read(workspace, draft)
    knowledge = workspace.knowledge
    slip = draft.key.startswith(f"{SLIPS}/")
    book = knowledge.slips if slip else knowledge.forms
    made = render_from(
        attrs.evolve(book, forms={**book.forms, form.code: form}),
        knowledge.law,
        press,
        the_unit(workspace),
        form.code,
        {},
        profile=Profile.DRAFT,
        today=workspace.today,
    )
    return press.pdf(made.layout)


def _read(workspace: Workspace, draft: FormDraft) -> LetterForm:
    text = letter_draft.draft_text(draft)
    letter_draft.check_code(draft, text)
    return read_form_text(draft.key, text, workspace.knowledge.law)


def save(workspace: Workspace, draft: FormDraft, layer: Layer = Layer.OFFICE) -> None:
    """Keep an edited form; UserError naming what is wrong, and then nothing is changed.

    The workspace's knowledge is as before: reload it.
    """
    _read(workspace, draft)
    _put(workspace, draft.key, letter_draft.draft_text(draft), layer, "修改文书格式")


def _put(workspace: Workspace, key: str, text: str, layer: Layer, why: str) -> None:
    own_entry.put(workspace, _shipped(), key, text, layer, why)


def restore(workspace: Workspace, key: str) -> None:
    """Take the office's own wording back; the county's or the shipped one counts again."""
    own_entry.restore(workspace, key, "恢复文书格式")


def keep_ours(workspace: Workspace, key: str) -> None:
    """Keep the own wording though the shipped one has changed; both have been looked at."""
    own_entry.keep_ours(workspace, _shipped(), key, "保留本机关的文书格式")


def sample_number(unit: Unit, form: LetterForm) -> str:
    """A number of the unit's family as the samples print it; UserError for a wrong pattern."""
    check_pattern(unit.number_pattern)
    return letter_number(
        unit.number_pattern,
        prefix=unit.prefix or "望资",
        kind_word=form.kind_word,
        suffix=form.own_title.suffix,
        year=2026,
        serial=3,
        case_serial=18,
    )


def write_out(workspace: Workspace, key: str, path: Path) -> None:
    """Write a form's TOML to a file, to be handed on or edited elsewhere."""
    atomic_write(path, text_in_force(workspace, key).encode("utf-8"))


def take_in(workspace: Workspace, key: str, path: Path, layer: Layer) -> None:
    """Take a form from a file, as the office's own or the county's; UserError where it is wrong."""
    text = text_of(content_of(path, _LARGEST, "格式文件", _ADVICE))
    if text is None:
        raise UserError(f"“{path.name}”的文字编码认不出来", _ADVICE)
    form = read_form_text(key, text, workspace.knowledge.law)
    letter_draft.check_code(letter_draft.read_draft(key, text, form), text)
    _put(workspace, key, text, layer, "导入文书格式")
