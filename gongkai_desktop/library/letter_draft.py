"""Forms for editing (格式修改): TOML into a draft and a changed draft back into TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.draft import DraftCell, DraftField, DraftPart, FormDraft
from gongkai_desktop.domain.letter.facts import FILLED, Fact
from gongkai_desktop.domain.letter.form import DERIVED, ITEM_DERIVED, Field, FieldKind, LetterForm
from gongkai_desktop.library.paths import form as form_path

_PLACES = {"items": "（这里是各事项的答复）", "remedy": "（这里是救济告知，按法律依据自动生成）"}
_PART_KEYS = ("text", "when", "unless", "use", "place")
_FIELD_KEYS = ("name", "label", "help", "sample", "required", "item")


def shipped_text(key: str) -> str:
    """The TOML of a shipped form; empty where none ships under this key."""
    folder, _, code = key.partition("/")
    path = form_path(folder, code, "form.toml")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def read_draft(key: str, text: str, form: LetterForm) -> FormDraft:
    """A form's TOML as a draft; ``form`` is the same form as read, for its labels."""
    raw = tomllib.loads(text)
    parts = [_part(one, item=False) for one in raw.get("part", [])]
    parts += [_part(one, item=True) for one in raw.get("item", [])]
    known = {*DERIVED, *(ITEM_DERIVED if form.item_parts else ())}
    labels = [one.label for one in form.fields if one.kind is not FieldKind.ITEMS]
    return FormDraft(
        key=key,
        title=str(raw.get("title", "")),
        own_title=str(raw.get("own_title", {}).get("title", "")),
        parts=tuple(parts),
        fields=tuple(_field(one) for one in raw.get("field", [])),
        cells=tuple(_cells(raw.get("row", []))),
        remarks=tuple(raw.get("remarks", [])),
        labels=tuple(dict.fromkeys([*labels, *sorted(known)])),
        conditions=_conditions(form.fields),
        base=text,
    )


def _part(raw: Mapping[str, Any], *, item: bool) -> DraftPart:
    shared, place = str(raw.get("use", "")), str(raw.get("place", ""))
    return DraftPart(
        text=str(raw.get("text", "")),
        when=tuple(raw.get("when", ())),
        unless=tuple(raw.get("unless", ())),
        item=item,
        shared=shared,
        place=place,
        shows=_PLACES.get(place, "") or "\n".join(_shared_words(shared)),
        rest={name: value for name, value in raw.items() if name not in _PART_KEYS},
    )


def _field(raw: Mapping[str, Any]) -> DraftField:
    return DraftField(
        name=str(raw.get("name", "")),
        label=str(raw.get("label", "")),
        help=str(raw.get("help", "")),
        sample=raw.get("sample", ""),
        required=bool(raw.get("required", True)),
        item=bool(raw.get("item", False)),
        rest={name: value for name, value in raw.items() if name not in _FIELD_KEYS},
    )


def _cells(rows: Sequence[Mapping[str, Any]]) -> list[DraftCell]:
    return [
        DraftCell(row=number, at=at, label=str(pair[0]), text=str(pair[1]))
        for number, row in enumerate(rows)
        for at, pair in enumerate(row.get("pairs", []))
    ]


def _conditions(fields: Sequence[Field]) -> tuple[str, ...]:
    entries = [fact.value for fact in Fact]
    for field in fields:
        entries += [f"{field.label}={choice}" for choice in field.choices]
        entries.append(f"{field.label}{FILLED}")
    return tuple(dict.fromkeys(entries))


def _shared_blocks() -> dict[str, list[dict[str, Any]]]:
    text = form_path("letters", "shared.toml").read_text(encoding="utf-8")
    return {one["name"]: one.get("part", []) for one in tomllib.loads(text).get("block", [])}


def _shared_parts(name: str) -> list[dict[str, Any]]:
    """The paragraphs of a common block, those of blocks within it too."""
    found: list[dict[str, Any]] = []
    for one in _shared_blocks().get(name, []):
        found += _shared_parts(one["use"]) if "use" in one else [one]
    return found


def _shared_words(name: str) -> list[str]:
    parts = _shared_parts(name) if name else []
    words = (str(one.get("text") or _PLACES.get(one.get("place", ""), "")) for one in parts)
    return [one for one in words if one]


def own_parts(part: DraftPart) -> tuple[DraftPart, ...]:
    """The common paragraphs of a place as paragraphs of the form's own, to be edited."""
    return tuple(_part(one, item=part.item) for one in _shared_parts(part.shared))


def draft_text(draft: FormDraft) -> str:
    """The draft as TOML; what the page does not show stays as it was, comments of the head too."""
    document = tomlkit.parse(draft.base)
    document["title"] = draft.title
    if "own_title" in document:
        document["own_title"]["title"] = draft.own_title
    _replace(document, "part", [_part_table(one) for one in draft.parts if not one.item])
    _replace(document, "item", [_part_table(one) for one in draft.parts if one.item])
    _replace(document, "field", [_field_table(one) for one in draft.fields])
    for cell in draft.cells:
        pair = document["row"][cell.row]["pairs"][cell.at]
        pair[0], pair[1] = cell.label, cell.text
    if draft.remarks or "remarks" in document:
        document["remarks"] = list(draft.remarks)
    return tomlkit.dumps(document)


def _replace(document: tomlkit.TOMLDocument, key: str, tables: list[dict[str, Any]]) -> None:
    if key in document:
        document.remove(key)
    if tables:
        array: AoT = tomlkit.aot()
        for values in tables:
            array.append(tomlkit.item(values))
        document.append(key, array)


def _part_table(part: DraftPart) -> dict[str, Any]:
    table = dict(part.rest)
    if part.shared:
        return {"use": part.shared}
    if part.place:
        table["place"] = part.place
    else:
        table["text"] = part.text
    for key, entries in (("when", part.when), ("unless", part.unless)):
        if entries:
            table[key] = list(entries)
    return table


def _field_table(field: DraftField) -> dict[str, Any]:
    table: dict[str, Any] = {"name": field.name, "label": field.label, **field.rest}
    table["help"] = field.help
    if field.sample != "":
        table["sample"] = field.sample
    if not field.required:
        table["required"] = False
    if field.item:
        table["item"] = True
    return table


def check_code(draft: FormDraft, text: str) -> None:
    """Refuse a form that calls itself by another code than its key: UserError."""
    code = tomllib.loads(text).get("code")
    if code != draft.code:
        raise UserError(f"这份格式的代号是“{code}”，不是“{draft.code}”", "请选择代号相同的格式文件")
