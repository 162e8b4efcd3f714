"""Loads forms/letters/ and forms/slips/ into forms (文书格式、表单格式)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.form import FormBook
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.library.layers import Entry, resolve, shipped_entry
from gongkai_desktop.library.letter_form import SharedWords, read_form, read_shared
from gongkai_desktop.library.paths import form as form_path
from gongkai_desktop.library.toml import read_table


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


def _book(entries: Sequence[Entry], shared: SharedWords, law: LawBook) -> FormBook:
    statutes = {statute.id for statute in law.statutes}
    known = {form.code: form for form in (read_form(one, shared, statutes) for one in entries)}
    return FormBook(
        forms={code: known[code] for code in sorted(known, key=_code_order)},
        shared=shared.fields,
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
