"""The receipt at the desk (登记回执): the register fills it in, one press numbers and dates it."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.approval import ChainStep, StepRole, issued_at_the_desk
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.approval import load_factory_chain
from gongkai_desktop.services import approval, desk_issue, letter, letter_record
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.chain import save_chain, the_chain
from gongkai_desktop.services.people import choose_operator
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace

DAY = date(2026, 11, 23)
UNIT = Unit(
    name="望山县水利局",
    prefix="望水",
    government="望山县人民政府",
    court="望山县人民法院",
    office_name="办公室",
    office_phone="0100-12345678",
)


@pytest.fixture
def office(tmp_path):
    begun = open_workspace(tmp_path / "o.gkt", today=DAY, create=True)
    save_unit(begun, UNIT)
    choose_operator(begun, "丁某")
    begun.close()
    workspace = open_workspace(tmp_path / "o.gkt", today=DAY)
    yield workspace
    workspace.close()


def registered(office, channel="当面", **applicant):
    receipt = Event(type=EventType.RECEIVED, date=DAY, channel=channel)
    request = Request(
        register_no="",
        applicant=Applicant(name="李某二", phone="13000000002", **applicant),
        request_text="2025年农村供水工程竣工验收报告",
        events=(receipt,),
    )
    return request_service.register(office, request).request


RULES = [  # 条例第三十一条
    ("当面", "当面提交之日"),
    ("口头", "当面提交之日"),
    ("EMS", "本机关签收邮件之日"),
    ("平信", "本机关联系确认之日"),
    ("互联网", "双方确认之日"),
    ("电子邮件", "双方确认之日"),
    ("传真", "双方确认之日"),
    ("转送", None),
    ("其他", None),
]


@pytest.mark.parametrize(("channel", "rule"), RULES)
def test_the_receipt_says_how_its_day_was_fixed(office, channel, rule):
    request = registered(office, channel)
    known = letter.known_values(office, request, office.knowledge.forms.get("A1"))
    assert known.get("receipt_rule") == rule
    assert (known["materials"], known["handler"]) == (["政府信息公开申请1份"], "丁某")


def test_an_agent_s_authority_is_among_the_papers(office):
    request = registered(office, agent="周某三", authority="已附委托书")
    known = letter.known_values(office, request, office.knowledge.forms.get("A1"))
    assert known["materials"] == ["政府信息公开申请1份", "授权委托书1份"]


@pytest.mark.parametrize("channel", [one for one, rule in RULES if rule])
def test_nothing_of_a_fresh_receipt_is_complained_of(office, channel):
    request = registered(office, channel)
    saved = letter_record.save(office, request, "A1", {}).letter
    found = approval.verdict(office, request, saved).findings
    assert [one.message for one in found if one.severity.value == "E"] == []


def test_one_press_numbers_and_dates_it(office):
    request = registered(office)
    saved = letter_record.save(office, request, "A1", {}).letter
    assert desk_issue.is_given_at_once(office, "A1")
    issued = desk_issue.issue(office, the_press(), saved.id)
    assert (issued.number, issued.letter_date) == ("望水公开收〔2026〕1号", DAY)
    assert approval.due_step(office, issued).role is StepRole.SEAL


def test_a_receipt_with_a_gap_gets_no_number(office):
    request = registered(office, "转送")
    saved = letter_record.save(office, request, "A1", {}).letter
    with pytest.raises(UserError, match="收到日的确定"):
        desk_issue.issue(office, the_press(), saved.id)
    with office.office.read() as reader:
        assert letter_record.letter_named(reader, saved.id).number == ""


def test_a_login_name_is_nobody_of_the_office(tmp_path):
    workspace = open_workspace(tmp_path / "新.gkt", today=DAY, create=True)
    save_unit(workspace, UNIT)
    request = registered(workspace)
    known = letter.known_values(workspace, request, workspace.knowledge.forms.get("A1"))
    assert "handler" not in known
    saved = letter_record.save(workspace, request, "A1", {"handler": "丁某"}).letter
    with pytest.raises(UserError, match="经办人"):
        desk_issue.issue(workspace, the_press(), saved.id)
    workspace.close()


def test_an_office_that_has_receipts_signed_keeps_its_chain(office):
    chain = tuple(attrs.evolve(step, skips=()) for step in the_chain(office))
    save_chain(office, chain)
    assert not desk_issue.is_given_at_once(office, "A1")


def test_no_decision_is_issued_at_the_desk():
    chain = load_factory_chain()
    assert issued_at_the_desk(chain, "A1")
    assert not any(issued_at_the_desk(chain, code) for code in ("B1", "C1", "C12", "C24"))
    short = (
        ChainStep(key="a", title="承办人"),
        ChainStep(key="l", title="法规", role=StepRole.LEGAL),
        ChainStep(key="n", title="办公室", role=StepRole.NUMBER),
        ChainStep(key="s", title="用印", role=StepRole.SEAL),
        ChainStep(key="p", title="寄送", role=StepRole.POST),
    )
    assert not issued_at_the_desk(short, "A1")
