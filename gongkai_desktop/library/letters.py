"""Loads forms/letters/ and forms/slips/ into forms (文书格式、表单格式)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.form import FormBook, LetterForm
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.library.layers import Entry, resolve, shipped_entry
from gongkai_desktop.library.letter_form import SharedWords, read_form, read_shared
from gongkai_desktop.library.paths import form as form_path
from gongkai_desktop.library.toml import parse_table, read_table


def load_letter_forms(law: LawBook, overlays: Sequence[Overlay] = ()) -> FormBook:
    """All letter forms in force; overlays have keys ``letters/CODE`` and hold a whole form.

    Raises UserError naming file, key and reason: an unknown placeholder, condition, statute or
    remedy, a label used twice, a choice without its options.
    """
    shared = _shared()
    return _book(resolve(shipped_letters(), overlays, "letters"), shared, law)


def load_slip_forms(law: LawBook, overlays: Sequence[Overlay] = ()) -> FormBook:
    """All slips (表单) in force; overlays have keys ``slips/CODE`` and hold a whole form."""
    return _book(resolve(shipped_slips(), overlays, "slips"), _shared(), law)


def read_form_text(key: str, text: str, law: LawBook) -> LetterForm:
    """One form from its TOML, as the office writes it; UserError naming key and reason."""
    entry = shipped_entry(key, parse_table(text, f"{key} 的格式"))
    return read_form(entry, _shared(), {statute.id for statute in law.statutes})


def _book(entries: Sequence[Entry], shared: SharedWords, law: LawBook) -> FormBook:
    statutes = {statute.id for statute in law.statutes}
    shipped = {one.key: one for one in (*shipped_letters(), *shipped_slips())}
    known: dict[str, LetterForm] = {}
    broken: dict[str, str] = {}
    for entry in entries:
        try:
            form = read_form(entry, shared, statutes)
        except UserError as error:
            # An own wording that no longer reads after an upgrade must not shut the office out.
            if entry.layer is Layer.SHIPPED:
                raise
            broken[entry.key] = str(error)
            if entry.key not in shipped:
                continue
            form = read_form(shipped[entry.key], shared, statutes)
        known[form.code] = form
    return FormBook(
        forms={code: known[code] for code in sorted(known, key=_code_order)},
        shared=shared.fields,
        broken=broken,
    )


def _code_order(code: str) -> tuple[str, int, str]:
    digits = "".join(char for char in code if char.isdecimal())
    return code[:1], int(digits or 0), code


def shipped_letters() -> list[Entry]:
    """Every shipped letter form as an entry, to be compared with what an office has replaced."""
    return _shipped("letters")


def shipped_slips() -> list[Entry]:
    """Every shipped slip as an entry."""
    return _shipped("slips")


def _shipped(folder: str) -> list[Entry]:
    entries = []
    for path in sorted(form_path(folder).glob("*/form.toml")):
        key = f"{folder}/{path.parent.name}"
        entries.append(shipped_entry(key, read_table(path, f"{key}/form.toml")))
    return entries


def load_sample_unit() -> Unit:
    """The fictional organ of sample letters and of an office without a name yet."""
    table = read_table(form_path("letters", "shared.toml")).table("sample_unit")
    kind = UnitKind(table.text("kind"))
    texts: dict[str, Any] = {name: table.text(name) for name in table.keys() if name != "kind"}  # noqa: SIM118
    return Unit(kind=kind, **texts)


def _shared() -> SharedWords:
    table = read_table(form_path("letters", "shared.toml"))
    table.table("sample_unit")
    shared = read_shared(table)
    table.finish()
    return shared
