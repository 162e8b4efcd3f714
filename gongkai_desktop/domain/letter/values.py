"""Field values of a letter: read by kind, taken from the register, or filled with samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType, read_date
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.form import Field, FieldKind, FormBook, LetterForm
from gongkai_desktop.domain.remedy import review_body
from gongkai_desktop.domain.request import ApplicantKind, Item, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import date_words, list_words

UNIT_FIELDS = (
    "unit",
    "review_body",
    "court",
    "office_name",
    "office_address",
    "office_phone",
    "office_postcode",
)
"""Fields that come from the office's own settings, never from a form's samples."""


FREE_FIELD = "further"
"""The field of free paragraphs (补充说明), one line each."""


def free_paragraphs(value: Any) -> tuple[str, ...]:
    """The free paragraphs of a letter; a paragraph ends with a full stop. UserError otherwise."""
    if not value:
        return ()
    entries = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(one, str) for one in entries):
        raise UserError("字段“补充说明”（further）应为文字的列表", "每段写一行")
    lines = [line.strip() for one in entries for line in one.splitlines() if line.strip()]
    return tuple(line if line[-1] in "。！？；：" else f"{line}。" for line in lines)


def unit_values(unit: Unit, law: LawBook, day: date) -> dict[str, str]:
    """The fields the office's settings give; the review organ is that of the letter's date."""
    return {
        "unit": unit.name,
        "review_body": review_body(unit, law, day),
        "court": unit.court,
        "office_name": unit.office_name,
        "office_address": unit.office_address,
        "office_phone": unit.office_phone,
        "office_postcode": unit.office_postcode,
    }


_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
"""What the register says in brackets of a channel (EMS、挂号); a letter leaves it out."""


def values_for(
    request: Request, due_date: date | None, letter_numbers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The fields a registered request gives its letters, empty ones left out.

    ``letter_numbers`` are the numbers of letters already sent, by code (B1, B3 …).
    """
    numbers = letter_numbers or {}
    received, submitted = request.received, request.first(EventType.SUBMITTED)
    corrected = request.last(EventType.CORRECTION_RETURNED)
    values: dict[str, Any] = {
        "applicant": request.applicant.name,
        "applicant_kind": request.applicant.kind.value,
        "received_date": received.date if received else None,
        "submitted_date": submitted.date if submitted else None,
        "channel": _ASIDE.sub("", request.channel),
        "transferred_by": received.party if received else "",
        "register_no": request.register_no,
        "request_text": request.request_text,
        "corrected_text": request.corrected_text,
        "due_date": due_date,
        "handler": request.handler,
        "delivery_form": request.delivery_form,
    }
    if corrected:
        values |= _correction(request, corrected, numbers)
    extension = request.last(EventType.EXTENSION)
    if extension:
        values |= {
            "extension_date": extension.date,
            "extension_no": numbers.get("B3", ""),
            "extension_days": extension.days,
            "extended_due_date": due_date,
        }
    values |= _consultation(request)
    return {name: value for name, value in values.items() if value not in (None, "")}


def _correction(request: Request, returned: Event, numbers: Mapping[str, str]) -> dict[str, Any]:
    notice = request.last(EventType.CORRECTION_NOTICE)
    return {
        "correction_date": notice.date if notice else None,
        "correction_no": numbers.get("B1", ""),
        "correction_returned_date": returned.date,
    }


_CONSULTED = {EventType.THIRD_PARTY_SENT: "第三方", EventType.AGENCY_SENT: "有关行政机关"}
_CONSULT_ENDS = {
    EventType.THIRD_PARTY_ANSWERED,
    EventType.THIRD_PARTY_LAPSED,
    EventType.AGENCY_ANSWERED,
    EventType.AGENCY_LAPSED,
}


def _consultation(request: Request) -> dict[str, Any]:
    sent = [event for event in request.events if event.type in _CONSULTED]
    if not sent:
        return {}
    ends = [event.date for event in request.events if event.type in _CONSULT_ENDS]
    asked = dict.fromkeys(_CONSULTED[event.type] for event in sent)
    return {
        "consulted": "和".join(asked),
        "consult_from": min(event.date for event in sent),
        "consult_to": max(ends) if ends else None,
    }


def with_samples(
    form: LetterForm, forms: FormBook, data: Mapping[str, Any], law: LawBook, day: date
) -> dict[str, Any]:
    """``data`` with every field left out taken from the form's samples (``letter render``).

    Items given are completed one by one with the samples of the form that words their answer.
    """
    listed = data.get("items")
    fields = form.fields if listed is None else form.letter_fields
    samples = _samples(field for field in fields if field.name not in UNIT_FIELDS)
    values = {**samples, **data}
    if isinstance(values.get("items"), list):
        values["items"] = [_sampled(raw, form, forms, law, day) for raw in values["items"]]
    return values


def _samples(fields: Iterable[Field]) -> dict[str, Any]:
    return {field.name: field.sample for field in fields if field.sample not in ("", [], None)}


def _sampled(raw: Any, form: LetterForm, forms: FormBook, law: LawBook, day: date) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    ground = law.find_ground(str(raw.get("ground", "")), day)
    letter = law.outcome(ground.code, day).letter if form.collects and ground else form.code
    if letter not in forms:
        return raw
    return {**_samples(forms.get(letter).item_fields), **raw}


def items_from(form: LetterForm, values: Mapping[str, Any], law: LawBook, day: date) -> list[Item]:
    """The items of a letter given by fields alone: the list ``items``, else one item of its own.

    A letter that collects has no item of its own. Raises UserError where ``items`` is not a
    list of objects.
    """
    listed = values.get("items")
    if listed:
        if not isinstance(listed, list) or not all(isinstance(raw, Mapping) for raw in listed):
            raise UserError("字段 items 应为事项的列表", "每项写成 {“text”: …, “ground”: …}")
        return [_item(number, raw) for number, raw in enumerate(listed, start=1)]
    if form.collects:
        return []
    text = str(values.get("corrected_text") or values.get("request_text") or "")
    return [Item(no=1, text=text, ground=_own_ground(form, law, day))]


def _own_ground(form: LetterForm, law: LawBook, day: date) -> str:
    """The ground of a form that answers exactly one, else nothing."""
    grounds = law.grounds_of_letter(form.code, day)
    return grounds[0] if len(grounds) == 1 and not form.collects else ""


_MOST_ITEMS = 99


def answered_items(
    form: LetterForm,
    items: Sequence[Item],
    values: Mapping[str, Any],
    law: LawBook,
    day: date,
) -> tuple[Item, ...]:
    """The items a letter answers: those of the request, completed by the values given.

    The list ``items`` of the values overrides the request's items one by one; in a letter with a
    single item the item's fields may stand among the letter's own. An item without a ground
    takes that of a form with one result.
    """
    if not form.answers:
        return ()
    given = items_from(form, values, law, day) if values.get("items") or not items else []
    own = _own_ground(form, law, day)
    merged = [_merged(item, given) for item in items] + given[len(items) :]
    if len(merged) > _MOST_ITEMS:
        raise UserError(f"一份答复书最多答复{_MOST_ITEMS}项，这里有{len(merged)}项", "请分几份答复")
    names = {field.name for field in form.item_fields} if len(merged) == 1 else set()
    flat = {name: value for name, value in values.items() if name in names}
    return tuple(
        attrs.evolve(item, ground=item.ground or own, fields={**item.fields, **flat})
        for item in merged
    )


def _merged(item: Item, given: Sequence[Item]) -> Item:
    """An item of the request with what the values say of the item of the same number."""
    said = next((one for one in given if one.no == item.no), None)
    if said is None:
        return item
    return attrs.evolve(
        item,
        text=said.text or item.text,
        ground=said.ground or item.ground,
        fields={**item.fields, **said.fields},
    )


def _item(number: int, raw: Mapping[str, Any]) -> Item:
    fields = {name: value for name, value in raw.items() if name not in ("text", "ground", "row")}
    return Item(
        no=number,
        text=str(raw.get("text", "")),
        ground=str(raw.get("ground", "")),
        row=str(raw.get("row", "")),
        fields=fields,
    )


def check_names(form: LetterForm, forms: FormBook, data: Mapping[str, Any]) -> None:
    """Refuse a field nobody knows: UserError naming it and the form's own fields.

    Every form may be given the common fields, and a reply the fields of its items.
    """
    known = {field.name for field in (*form.fields, *forms.shared)}
    unknown = [name for name in data if name not in known and name != "items"]
    if unknown:
        raise UserError(
            f"文书 {form.code} 没有名为“{unknown[0]}”的字段",
            f"可填：{'、'.join(field.name for field in form.fields)}",
        )
    _check_item_names(form, forms, data.get("items"))


def _check_item_names(form: LetterForm, forms: FormBook, items: Any) -> None:
    if not isinstance(items, list):
        return
    sources = tuple(forms) if form.collects else (form,)
    known = {field.name for one in sources for field in one.item_fields}
    known |= {"text", "ground", "row", "no"}
    for number, raw in enumerate(items, start=1):
        unknown = [name for name in raw if name not in known] if isinstance(raw, Mapping) else []
        if unknown:
            raise UserError(
                f"文书 {form.code} 第{number}项没有名为“{unknown[0]}”的字段",
                "每项可填 text、ground 和该依据所用文书的字段",
            )


def applicant_kind(values: Mapping[str, Any]) -> ApplicantKind:
    """The applicant's kind by key or by label, 自然人 when not said; UserError otherwise."""
    said = str(values.get("applicant_kind") or ApplicantKind.NATURAL)
    for kind in ApplicantKind:
        if said in (kind.value, kind.label):
            return kind
    choices = "、".join(kind.value for kind in ApplicantKind)
    raise UserError(f"申请人类型“{said}”不认识", f"可填：{choices}")


_VERBATIM = ("request_text", "corrected_text")


def printed(field: Field, value: Any) -> str:
    """A value as the letter prints it, empty where it is missing.

    Free texts lose a final stop, the form's sentence has its own; the applicant's words are
    quoted as they stand. Raises UserError where the value is not of the field's kind.
    """
    if value is None or value == "" or value == []:
        return ""
    if field.kind == FieldKind.DATE:
        return date_words(read_date(value, f"字段“{field.label}”（{field.name}）"))
    if field.kind == FieldKind.NUMBER:
        return str(_number(field, value))
    if field.kind == FieldKind.CHOICE:
        return _choice(field, str(value))
    if field.kind == FieldKind.LIST:
        return _list_words(field, _texts(field, value))
    if not isinstance(value, (str, int, float)):
        raise UserError(f"字段“{field.label}”（{field.name}）应为文字")
    text = str(value).strip()
    return text if field.name in _VERBATIM else text.rstrip("。；;")


def _list_words(field: Field, entries: Sequence[str]) -> str:
    return field.separator.join(entries) if field.separator else list_words(entries)


def _number(field: Field, value: Any) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if number < 0:
        raise UserError(f"字段“{field.label}”（{field.name}）“{value}”不是整数", "请填写阿拉伯数字")
    return number


def _choice(field: Field, value: str) -> str:
    if value not in field.choices:
        raise UserError(
            f"字段“{field.label}”（{field.name}）没有“{value}”这一选项",
            f"可选：{'、'.join(field.choices)}",
        )
    return value


def _texts(field: Field, value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        raise UserError(f"字段“{field.label}”（{field.name}）应为文字的列表")
    return value


def exceeds(field: Field, value: Any) -> bool:
    """Whether a number is larger than the law allows."""
    return field.most is not None and value not in (None, "") and _number(field, value) > field.most
