"""Document numbers (文号): taken once at the 办公室 step, never used again, gaps explained."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import NumberTaken, course_of
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.letter.number_list import (
    NumberLine,
    NumberState,
    NumberUse,
    number_lines,
)
from gongkai_desktop.domain.numbering import (
    SUFFIX_MARK,
    case_serial_of,
    letter_number,
    letter_series,
    numbers_the_case,
    read_number,
)
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import letter_record, slip
from gongkai_desktop.services.lint_papers import NUMBER_GAPS
from gongkai_desktop.services.unit import read_unit, the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader, StoredLetter


def take_number(
    change: Change,
    workspace: Workspace,
    request: Request,
    letter: StoredLetter,
    year: int,
    by_hand: str = "",
    reason: str = "",
) -> tuple[StoredLetter, NumberTaken]:
    """Give a letter its number within a change; ``by_hand`` needs a reason (手工编号).

    Raises UserError where the unit has no 代字, a number given by hand is in use or not of the
    form of numbers, or the case number cannot be read.
    """
    unit, form = read_unit(change), workspace.knowledge.forms.get(letter.code)
    if by_hand:
        number = _by_hand(change, by_hand, reason)
    else:
        number = _next(change, unit, form, request, year)
    taken = NumberTaken(
        number=number,
        at=workspace.now().isoformat(timespec="seconds"),
        by=workspace.operator,
        manual=reason.strip() if by_hand else "",
    )
    held = letter.composed
    composed = attrs.evolve(held, number=number) if held else None
    return attrs.evolve(letter, number=number, composed=composed), taken


def _next(change: Change, unit: Unit, form: LetterForm, request: Request, year: int) -> str:
    if not unit.prefix:
        raise UserError("单位的代字还没有填写，不能编文号", "请在“设置—单位”里填写代字")
    if numbers_the_case(unit.number_pattern):
        return _case_number(change, unit, form, request)
    series = letter_series(unit.number_pattern, prefix=unit.prefix, kind_word=form.kind_word)
    case = case_serial_of(request.register_no)[1] if "案序" in unit.number_pattern else 0
    while True:
        serial = change.counters.take(series, year)
        number = _words(unit, form, year=year, serial=serial, case_serial=case)
        if not is_used(change, number):
            return number


def _case_number(change: Change, unit: Unit, form: LetterForm, request: Request) -> str:
    """The case's own number with the kind of letter behind it; a further one counts from 2."""
    year, case = case_serial_of(request.register_no)
    first = _words(unit, form, year=year, serial=0, case_serial=case)
    tried = (first, *(f"{first}{count}" for count in range(2, 100)))
    return next(number for number in tried if not is_used(change, number))


def _words(unit: Unit, form: LetterForm, *, year: int, serial: int, case_serial: int) -> str:
    return letter_number(
        unit.number_pattern,
        prefix=unit.prefix,
        kind_word=form.kind_word,
        year=year,
        serial=serial,
        case_serial=case_serial,
        suffix=form.own_title.suffix,
    )


def _by_hand(change: Change, number: str, reason: str) -> str:
    plain = "".join(number.split())
    if not reason.strip():
        raise UserError("手工编号须写明原因", "请填写原因，原因记入文号登记")
    if is_used(change, plain):
        raise UserError(f"文号“{plain}”已经用过", "文号不重复使用，请核对文号登记")
    parts = read_number(plain.partition(SUFFIX_MARK)[0])
    if parts is None:
        raise UserError(f"“{number}”不是文号的写法", "请写成“望资公开答〔2026〕3号”的样子")
    if SUFFIX_MARK not in plain:
        change.counters.reach(*parts)
    return plain


def is_used(reader: Reader, number: str) -> bool:
    """Whether a letter, struck or not, or a line of the register bears a number."""
    known = reader.letters.by_number(number) is not None
    explained = number in reader.settings.get(NUMBER_GAPS, {})
    return known or explained or reader.requests.has_reply_number(number)


def taken_by_another(
    workspace: Workspace, request: Request, code: str, number: str
) -> tuple[Finding, ...]:
    """F02 where a number given with a letter's data is already another's."""
    with workspace.office.read() as reader:
        own = letter_record.open_letter(reader, request, code)
        if not number or (own and own.number == number) or not is_used(reader, number):
            return ()
    words = f"文号“{number}”已经用过，请核对文号登记"
    return (Finding(rule="F02", severity=Severity.ERROR, message=words),)


def record_given(workspace: Workspace, letter: StoredLetter, number: str) -> StoredLetter:
    """Record a number given with the letter's data (手工编号); one it has stays as it is.

    A number of another shape is left to the letter check.
    """
    with workspace.change("手工编号") as change:
        held = letter_record.letter_named(change, letter.id)
        odd = read_number(number.partition(SUFFIX_MARK)[0]) is None
        if held.number or odd or is_used(change, number):
            return held
        request = letter_record.request_of(change, held)
        year = workspace.today.year
        numbered, taken = take_number(
            change, workspace, request, held, year, by_hand=number, reason="随文书的字段给定"
        )
        course = course_of(held.steps)
        grown = attrs.evolve(course, numbers=(*course.numbers, taken))
        return letter_record.put(change, numbered, grown)


def preview_number(workspace: Workspace, request: Request, code: str) -> str:
    """The number a letter would get now; empty where none can be given."""
    form = workspace.knowledge.forms.get(code)
    with workspace.office.read() as reader:
        unit = read_unit(reader)
        if not unit.prefix or numbers_the_case(unit.number_pattern):
            return ""
        series = letter_series(unit.number_pattern, prefix=unit.prefix, kind_word=form.kind_word)
        year, case = workspace.today.year, 0
        serial = reader.counters.peek(series, year)
        if "案序" in unit.number_pattern:
            case = case_serial_of(request.register_no)[1]
        while True:
            number = _words(unit, form, year=year, serial=serial, case_serial=case)
            if not is_used(reader, number):
                return number
            serial += 1


def number_years(workspace: Workspace) -> tuple[int, ...]:
    """Years in which numbers were given, latest first, with the present one."""
    with workspace.office.read() as reader:
        given = [*reader.letters.every_number(), *reader.requests.reply_numbers_like("")]
    years = {parts[1] for one in given if (parts := read_number(one.partition(SUFFIX_MARK)[0]))}
    return tuple(sorted({*years, workspace.today.year}, reverse=True))


def list_numbers(workspace: Workspace, year: int) -> tuple[NumberLine, ...]:
    """Every number of a year, serial by serial, with what became of it."""
    with workspace.office.read() as reader:
        uses = _uses(reader, workspace, year)
        explained = reader.settings.get(NUMBER_GAPS, {})
        counted = {
            (series, counted): last
            for (series, counted), last in reader.counters.taken().items()
            if "公开" in series
        }
    return number_lines(uses, counted, explained, year)


def _uses(reader: Reader, workspace: Workspace, year: int) -> list[NumberUse]:
    bears_year = f"%〔{year}〕%"
    letters = reader.letters.numbered(bears_year)
    known = {one.number for one in letters}
    old = [
        NumberUse(
            number=number, state=NumberState.OLD, title="答复书", register_no=register_no, day=day
        )
        for register_no, number, day in reader.requests.replies_numbered(bears_year)
        if number not in known
    ]
    numbers = reader.requests.register_nos([one.request_id for one in letters if one.request_id])
    return [*(_use(workspace, one, numbers.get(one.request_id or "", "")) for one in letters), *old]


def _use(workspace: Workspace, letter: StoredLetter, register_no: str) -> NumberUse:
    taken = [one for one in course_of(letter.steps).numbers if one.number == letter.number]
    manual = taken[-1].manual if taken else ""
    state = NumberState.MANUAL if manual else NumberState.USED
    return NumberUse(
        number=letter.number,
        state=NumberState.VOID if letter.void_reason else state,
        title=workspace.knowledge.forms.get(letter.code).title,
        register_no=register_no,
        day=letter.letter_date,
        note=letter.void_reason or manual,
    )


def explain_gap(workspace: Workspace, number: str, reason: str) -> None:
    """Record why no letter bears a number (跳号说明); it stays used."""
    if not reason.strip():
        raise UserError("跳号说明不能为空", "请写明这个号为什么没有用在文书上")
    with workspace.change("说明跳号") as change:
        if change.letters.by_number(number) or change.requests.has_reply_number(number):
            raise UserError(f"文号“{number}”已经用在文书上", "有文书的文号不用说明")
        gaps = dict(change.settings.get(NUMBER_GAPS, {}))
        change.settings.put(NUMBER_GAPS, {**gaps, number: reason.strip()})


def numbers_pdf(workspace: Workspace, year: int) -> bytes:
    """The year's list of numbers on paper (文号登记表)."""
    rows = [
        {
            "number": line.use.number,
            "state": line.use.state.value,
            "title": line.use.title,
            "register_no": line.use.register_no,
            "day": line.use.day.isoformat() if line.use.day else "",
            "note": line.use.note,
        }
        for line in list_numbers(workspace, year)
    ]
    return slip.render(
        "number_list",
        {"year": f"{year}年", "numbers": rows},
        knowledge=workspace.knowledge,
        unit=the_unit(workspace),
        mark=workspace.mark,
    )
