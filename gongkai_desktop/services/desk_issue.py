"""A letter issued where it is written (当场出具): the receipt, given while the applicant waits."""

from __future__ import annotations

from gongkai_desktop.domain.approval import Signing, issued_at_the_desk
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.next_step import RECEIPT_LETTER
from gongkai_desktop.services import letter_record
from gongkai_desktop.services.approval import due_step, sign, verdict
from gongkai_desktop.services.chain import the_chain
from gongkai_desktop.services.people import person_present
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter

GAP = "F01"


def is_given_at_once(workspace: Workspace, code: str) -> bool:
    """Whether a letter is a receipt that passes nobody but the desk, by the office's own chain."""
    return code == RECEIPT_LETTER and issued_at_the_desk(the_chain(workspace), code)


def issue(workspace: Workspace, press: Press, letter_id: str) -> StoredLetter:
    """Number and date a receipt under the operator's name, so that it can be printed and sealed.

    Raises UserError for gaps left open, and for whatever holds up a signature.
    """
    with workspace.office.read() as reader:
        letter = letter_record.letter_named(reader, letter_id)
        request = letter_record.request_of(reader, letter)
    found = verdict(workspace, request, letter).findings
    gaps = [one.message for one in found if one.rule == GAP]
    if gaps:
        more = f"（另有{len(gaps) - 1}处）" if len(gaps) > 1 else ""
        raise UserError(f"{gaps[0]}{more}", "请补填以后再编号")
    person = person_present(workspace)
    if not person:
        raise UserError("还没有选择现在的经办人", "请在“设置—人员”里选择，回执上写他的姓名")
    while (step := due_step(workspace, letter)) is not None and step.signs:
        signing = Signing(step=step.key, name=person, date=workspace.today)
        letter = sign(workspace, press, letter.id, signing)
    return letter
