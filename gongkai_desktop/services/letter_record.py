"""The stored record of a letter (文书记录): drafts kept, words frozen by signatures, edited Word.

A letter is edited as fields; what is typed goes to the drafts, and becomes a further 稿次 when it
is printed, signed or kept. Words that change after a signature strike the signatures given to the
old words, and say so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.approval import is_issued, status_of, words_changed
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.compose import Composition
from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.letter.course import Course, Signature, Version, course_of, records_of
from gongkai_desktop.domain.letter.edited import composed_of_text
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.letter.words import fingerprint
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.role import Right, permitted
from gongkai_desktop.domain.typeset.letter_page import unit_style
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.collision import letter_together
from gongkai_desktop.services.lint import whole_text
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader, StoredLetter

OWNER = "letter"
WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OFFICE_STEP = ("letter_no", "letter_date")


@attrs.frozen(kw_only=True)
class Saved:
    """A letter as it now stands and the signatures that fell with its old words."""

    letter: StoredLetter
    struck: tuple[Signature, ...] = ()

    @property
    def notice(self) -> str:
        """What the clerk must know, empty where no signature fell."""
        if not self.struck:
            return ""
        titles = "、".join(dict.fromkeys(one.title for one in self.struck))
        return f"文稿有改动，{titles}的签名已作废（留有记录），请打印新的审签稿重新签"


def letter_named(reader: Reader, letter_id: str) -> StoredLetter:
    """The letter with this identity; raises UserError where there is none."""
    letter = reader.letters.get(letter_id)
    if letter is None:
        raise UserError("没有这份文书", "请刷新后重试")
    return letter


def request_of(reader: Reader, letter: StoredLetter) -> Request:
    """The request a letter belongs to."""
    request = reader.requests.get_by_id(letter.request_id or "")
    if request is None:
        raise UserError("这份文书不属于任何申请", "请从登记簿里的申请拟制文书")
    return request


def own_facts(data: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What the clerk typed beyond the register: the rest follows the register until signed."""
    plain, given = _plain(data), _plain(known)
    facts = {
        name: value
        for name, value in plain.items()
        if given.get(name) != value and name not in (*_OFFICE_STEP, "items")
    }
    items = _own_items(plain.get("items") or [], given.get("items") or [])
    return {**facts, "items": items} if any(items) else facts


def _own_items(typed: Sequence[Any], given: Sequence[Any]) -> list[Any]:
    """Of every item only what the register does not say, so that a changed ground comes through."""
    padded = [*given, *({} for _ in typed[len(given) :])]
    return [
        {name: value for name, value in one.items() if value not in ("", None, known.get(name))}
        if isinstance(one, Mapping)
        else one
        for one, known in zip(typed, padded, strict=False)
    ]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the data file keeps them: days as ISO text."""
    made: dict[str, Any] = json.loads(json.dumps(dict(values), default=_day_text))
    return made


def _day_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON value: {value!r}")


def editing_values(
    workspace: Workspace, request: Request, code: str, letter: StoredLetter | None
) -> dict[str, Any]:
    """The values a letter's form opens with: register, last draft, and what was being typed."""
    form = workspace.knowledge.forms.get(code)
    values = letter_service.known_values(workspace, request, form)
    kept = dict(letter.facts) if letter else {}
    for layer in (kept, typed(workspace, request, code, letter)):
        values = _laid_over(values, layer, form)
    return values


def _laid_over(
    values: Mapping[str, Any], layer: Mapping[str, Any], form: LetterForm
) -> dict[str, Any]:
    """Values with a layer over them, item by item; fields of a single item may stand beside it."""
    known, said = list(values.get("items") or []), list(layer.get("items") or [])
    names = {field.name for field in form.item_fields} if len(known) == 1 else set()
    flat = {name: value for name, value in layer.items() if name in names}
    said += [{} for _ in known[len(said) :]]
    items = [{**one, **said[at]} for at, one in enumerate(known)]
    if flat and items:
        items = [{**items[0], **flat}]
    rest = {n: v for n, v in layer.items() if n != "items" and n not in flat}
    return {**values, **rest, **({"items": items} if items else {})}


def draft_key(request: Request, code: str, letter: StoredLetter | None) -> str:
    """Under which name what is being typed lies."""
    return f"letter/{letter.id if letter else f'{request.register_no}/{code}'}"


def keep_typing(
    workspace: Workspace,
    request: Request,
    code: str,
    letter: StoredLetter | None,
    data: Mapping[str, Any],
) -> None:
    """Keep what is being typed (自动保存); it is no draft of its own and nothing is struck."""
    if not permitted(workspace.roles(), Right.KEEP):
        return
    known = letter_service.known_values(workspace, request, workspace.knowledge.forms.get(code))
    with workspace.change("自动保存") as change:
        change.drafts.put(draft_key(request, code, letter), own_facts(data, known))


def typed(
    workspace: Workspace, request: Request, code: str, letter: StoredLetter | None
) -> dict[str, Any]:
    """What was being typed and is no draft yet, empty where nothing is."""
    with workspace.office.read() as reader:
        found = reader.drafts.get(draft_key(request, code, letter))
    return dict(found.body) if found else {}


def save(
    workspace: Workspace,
    request: Request,
    code: str,
    data: Mapping[str, Any],
    *,
    letter_id: str = "",
    fresh: bool = False,
    seen: StoredLetter | None = None,
) -> Saved:
    """Keep a draft (稿次) of a letter; the same words and fields make no further one.

    Without ``letter_id`` the open letter of this code goes on, or with ``fresh`` a new one begins.
    Raises UserError for a struck or sealed letter: what has gone out is not rewritten;
    CollisionError where another desk changed the same fields since ``seen`` was read.
    """
    form = workspace.knowledge.forms.get(code)
    facts = own_facts(data, letter_service.known_values(workspace, request, form))
    with workspace.change(f"保存文稿：{form.code}") as change:
        held = _held(change, request, code, letter_id, fresh)
        refuse_settled(held)
        if seen is not None and held != seen:
            facts = letter_together(seen, held, facts, form, workspace.knowledge.forms)
        composed = compose_stored(workspace, request, code, facts, held, Profile.DRAFT)
        saved = _with_draft(change, workspace, held, composed, facts)
        change.drafts.clear(draft_key(request, code, held if held.id else None))
    return saved


def _held(change: Change, request: Request, code: str, letter_id: str, fresh: bool) -> StoredLetter:
    if letter_id:
        return letter_named(change, letter_id)
    found = None if fresh else open_letter(change, request, code)
    return found or StoredLetter(request_id=request.id, code=code)


def open_letter(reader: Reader, request: Request, code: str) -> StoredLetter | None:
    """The letter of this code that is still being worked on: neither struck nor sealed."""
    letters = reader.letters.of_request(request.id)
    return next(
        (
            one
            for one in reversed(letters)
            if one.code == code and not one.void_reason and not course_of(one.steps).seals
        ),
        None,
    )


def refuse_settled(letter: StoredLetter) -> None:
    """Refuse to change a letter that is struck or sealed."""
    if letter.void_reason:
        raise UserError("这份文书已作废，不能改动", "如有需要请重拟一份")
    if course_of(letter.steps).seals:
        raise UserError(
            "这份文书已用印，正文不能改动", "确需改动的，请作废后重拟（文号保留并说明）"
        )


def refuse_stale(change: Change, held: StoredLetter) -> None:
    """Refuse to write over what another desk has changed since it was read here."""
    if change.letters.get(held.id) != held:
        raise UserError("这份文书刚刚有改动", "请重新打开后再登记")


def compose_stored(
    workspace: Workspace,
    request: Request,
    code: str,
    facts: Mapping[str, Any],
    letter: StoredLetter,
    profile: Profile,
) -> Composition:
    """A letter's words from its facts, with the number and date it has."""
    office = {"letter_no": letter.number or None, "letter_date": letter.letter_date}
    given = {name: value for name, value in office.items() if value}
    return letter_service.compose_for(workspace, request, code, {**facts, **given}, profile)


def _with_draft(
    change: Change,
    workspace: Workspace,
    held: StoredLetter,
    composition: Composition,
    facts: Mapping[str, Any],
) -> Saved:
    letter = composition.letter
    mark = fingerprint(letter.text)
    course = course_of(held.steps)
    last = course.versions[-1] if course.versions else None
    unchanged = last and not last.file and (last.fingerprint, last.facts) == (mark, facts)
    if unchanged:
        return Saved(letter=held)
    entries = dict(source.split("@", 1) for source in composition.sources)
    new = attrs.evolve(held, composed=letter, facts=facts, entries=entries)
    version = Version(
        no=len(course.versions) + 1,
        at=workspace.now().isoformat(timespec="seconds"),
        by=workspace.operator,
        fingerprint=mark,
        facts=facts,
    )
    return keep_version(change, workspace, new, version)


def keep_version(
    change: Change, workspace: Workspace, letter: StoredLetter, version: Version
) -> Saved:
    """Add a draft to a letter; signatures given to other words fall, an issue is taken back."""
    course = course_of(letter.steps)
    chain = chain_of(change)
    was_issued = is_issued(chain, letter.code, course)
    grown = attrs.evolve(course, versions=(*course.versions, version))
    grown, struck = words_changed(grown, version.fingerprint)
    changed = attrs.evolve(letter, text_fingerprint=version.fingerprint)
    if struck and was_issued:
        changed = _take_back_issue(change, workspace, changed)
    return Saved(letter=put(change, changed, grown), struck=struck)


def put(change: Change, letter: StoredLetter, course: Course) -> StoredLetter:
    """Write a letter with its course and the status that follows from it."""
    status = status_of(chain_of(change), letter.code, course, void=bool(letter.void_reason))
    return change.letters.save(attrs.evolve(letter, steps=records_of(course), status=status))


def _take_back_issue(change: Change, workspace: Workspace, letter: StoredLetter) -> StoredLetter:
    """The words changed after the issue: date and file go, the decision's event is struck."""
    request = request_of(change, letter)
    decided = [
        one
        for one in request.events
        if one.type is EventType.DECIDED and one.date == letter.letter_date
    ]
    if decided and answers(workspace, letter.code):
        change.requests.void_event(decided[-1].id, "签发后文稿有改动，重新审签")
        left = tuple(one for one in request.events if one.id != decided[-1].id)
        request_service.save(change, attrs.evolve(request, events=left), workspace)
    blank = attrs.evolve(letter.composed, letter_date=None) if letter.composed else None
    return attrs.evolve(letter, letter_date=None, file_fingerprint="", composed=blank)


def answers(workspace: Workspace, code: str) -> bool:
    """Whether a letter decides on the request; a withdrawn one (C23) ends by the withdrawal."""
    return workspace.knowledge.forms.get(code).answers and code != "C23"


def void(workspace: Workspace, letter_id: str, reason: str) -> StoredLetter:
    """Strike a letter (作废) with a reason; its number stays used and explained."""
    if not reason.strip():
        raise UserError("作废须写明理由", "请填写理由后重试")
    with workspace.change("作废文书") as change:
        letter = letter_named(change, letter_id)
        course = course_of(letter.steps)
        if course.deliveries:
            raise UserError("这份文书已经寄送，不能作废", "如需撤销，请用“自行纠正”重新答复")
        if is_issued(chain_of(change), letter.code, course):
            _take_back_issue(change, workspace, letter)
            _forget_reply_number(change, workspace, letter)
        struck = attrs.evolve(letter, void_reason=reason.strip())
        return put(change, struck, course)


def _forget_reply_number(change: Change, workspace: Workspace, letter: StoredLetter) -> None:
    request = request_of(change, letter)
    if letter.number and request.reply_no == letter.number:
        request_service.save(change, attrs.evolve(request, reply_no=""), workspace)


def restore_version(workspace: Workspace, letter_id: str, no: int) -> Saved:
    """Take up an earlier draft again, as a further one; UserError where there is none."""
    with workspace.office.read() as reader:
        letter = letter_named(reader, letter_id)
        request = request_of(reader, letter)
    version = next((one for one in course_of(letter.steps).versions if one.no == no), None)
    if version is None:
        raise UserError(f"没有第{no}稿", "请从列表里选择")
    if version.file:
        raise UserError(f"第{no}稿是人工修改的 Word 文件", "请取出那一稿的文件后重新存入")
    return save(workspace, request, letter.code, version.facts, letter_id=letter.id)


def text_of(workspace: Workspace, letter: StoredLetter) -> str:
    """The whole text of a letter as it now stands: of its Word file, else of its composed words."""
    from gongkai_desktop.documents.letter_text import word_text  # reads in what reads Word

    course = course_of(letter.steps)
    if course.paper:
        with workspace.office.read() as reader:
            return word_text(reader.attachments.read(course.paper), "文稿.docx")
    return whole_text(letter.composed) if letter.composed else ""


def the_composed(letter: StoredLetter) -> ComposedLetter:
    """The composed words of a letter; UserError for a record without any."""
    if letter.composed is None:
        raise UserError("这份文书没有文稿", "请重新拟制")
    return letter.composed


def shown_words(workspace: Workspace, letter: StoredLetter) -> ComposedLetter:
    """The words to be seen in pages: those of the edited Word file where it is the text."""
    composed = the_composed(letter)
    if not course_of(letter.steps).paper:
        return composed
    day = letter.letter_date or workspace.today
    return composed_of_text(text_of(workspace, letter), composed, day)


def title_of(letter: StoredLetter) -> str:
    """The letter's title with the organ's name left off."""
    held = the_composed(letter)
    return held.title.removeprefix(held.organ)


def draft_file(workspace: Workspace, press: Press, letter: StoredLetter, *, word: bool) -> bytes:
    """The draft as it is passed round for signature (审签稿), with its 稿次 and check code.

    An edited Word file is its own draft and has no pages of ours.
    """
    course = course_of(letter.steps)
    if course.paper:
        if not word:
            raise UserError(
                "这一稿是人工修改的 Word 文件", "请取出 Word 文件，在 Word 或 WPS 里打印"
            )
        with workspace.office.read() as reader:
            return reader.attachments.read(course.paper)
    style = unit_style(the_unit(workspace), course.draft_no)
    composed = the_composed(letter)
    profile = Profile.FINAL if composed.table else Profile.DRAFT  # a sheet passes no chain
    if word:
        return press.docx(composed, profile, style)
    return press.pdf(press.letter_pages(composed, profile, style))
