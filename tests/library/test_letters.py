"""Law and forms as data: every shipped word is known, overlays replace, errors name the place."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.facts import condition_error
from gongkai_desktop.domain.letter.form import DERIVED, ITEM_DERIVED, basis_of
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.library.law import load_law_book, shipped_law
from gongkai_desktop.library.layers import conflicts
from gongkai_desktop.library.letters import load_letter_forms, shipped_letters
from gongkai_desktop.library.paths import form

LAW = load_law_book()
FORMS = load_letter_forms(LAW)
CODES = [one.code for one in FORMS]
# The remedy of each kind of letter, as the command line promises it.
REMEDIES = {"A1": "none", "B1": "none", "B3": "none", "C1": "choice", "C3": "mixed"}
REMEDIES |= {"C7": "review_first", "C12": "choice", "C13": "choice"}
KIND_WORDS = {"A1": "收", "B1": "补", "B3": "延"}


def c7():
    return form("letters", "C7", "form.toml").read_text(encoding="utf-8")


def test_forms_stand_in_the_order_of_the_catalogue():
    assert CODES == ["A1", "B1", "B3", "C1", "C3", "C7", "C12", "C13"]


@pytest.mark.parametrize("code", CODES)
def test_remedy_class_and_kind_word(code):
    one = FORMS.get(code)
    assert one.remedy == REMEDIES[code]
    assert one.kind_word == KIND_WORDS.get(code, "答")
    assert one.title.startswith(("政府信息公开", "延长政府信息公开"))
    assert basis_of(one, LAW, date(2026, 11, 22))
    assert one.file


@pytest.mark.parametrize("code", CODES)
def test_every_fact_and_placeholder_is_known(code):
    one = FORMS.get(code)
    letter = {field.label: field.choices for field in one.letter_fields}
    item = {field.label: field.choices for field in one.fields}
    for parts, labels, derived in (
        (one.parts, letter, DERIVED),
        (one.item_parts, item, ITEM_DERIVED),
    ):
        for part in parts:
            assert set(part.placeholders) <= {*labels, *derived}
            assert [condition_error(entry, labels) for entry in part.condition.entries] == [
                "" for _ in part.condition.entries
            ]


@pytest.mark.parametrize("code", CODES)
def test_fields_have_labels_help_and_the_common_names(code):
    one = FORMS.get(code)
    names = [field.name for field in one.fields]
    assert len(names) == len(set(names))
    assert all(field.label and field.help for field in one.fields)
    common = {"unit", "applicant", "applicant_kind", "received_date", "register_no"}
    assert common | {"request_text", "letter_no", "letter_date"} <= set(names)


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("C")])
def test_replies_know_review_organ_and_court(code):
    assert {"review_body", "court"} <= {field.name for field in FORMS.get(code).fields}


def test_an_office_replaces_a_form_and_the_office_wins_over_the_county():
    county = Overlay(
        key="letters/C7",
        layer=Layer.COUNTY,
        text=c7().replace('kind_word = "答"', 'kind_word = "县"'),
    )
    office = Overlay(
        key="letters/C7",
        layer=Layer.OFFICE,
        text=c7().replace('kind_word = "答"', 'kind_word = "复"'),
    )
    assert load_letter_forms(LAW, [county]).get("C7").kind_word == "县"
    assert load_letter_forms(LAW, [office, county]).get("C7").kind_word == "复"
    assert FORMS.get("C7").kind_word == "答"


def test_an_added_form_leaves_the_pending_list():
    text = c7().replace('code = "C7"', 'code = "C8"')
    forms = load_letter_forms(LAW, [Overlay(key="letters/C8", text=text)])
    assert "C8" in forms
    assert "C8" not in forms.pending
    assert "C8" in FORMS.pending


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{构成理由}", "{没有的标签}", "没有的标签"),
        ('when = ["不可区分"]', 'when = ["天气晴"]', "天气晴"),
        ('"第三方意见=不同意公开"', '"第三方意见=沉默"', "沉默"),
        ('remedy = "review_first"', 'remedy = "perhaps"', "remedy"),
        ('called = "本答复书"', "", "called"),
        ('title = "', 'titel = "x"\ntitle = "', "titel"),
        ('label = "构成理由"', 'label = "权益类别"', "重复"),
    ],
)
def test_a_wrong_form_is_refused_naming_key_and_reason(old, new, words):
    text = c7()
    assert old in text
    with pytest.raises(UserError, match=words):
        load_letter_forms(LAW, [Overlay(key="letters/C7", text=text.replace(old, new))])


def test_broken_toml_names_the_entry():
    with pytest.raises(UserError, match="本机关的 letters/C7"):
        load_letter_forms(LAW, [Overlay(key="letters/C7", text="code = ")])


def test_an_upgrade_that_changes_a_replaced_entry_is_seen():
    now = {entry.key: entry.fingerprint for entry in shipped_letters()}["letters/C7"]
    same = Overlay(key="letters/C7", text=c7(), replaces=now)
    stale = Overlay(key="letters/C7", text=c7(), replaces="0123456789abcdef")
    assert conflicts(shipped_letters(), [same]) == ()
    (conflict,) = conflicts(shipped_letters(), [same, stale])
    assert conflict.overlay == stale
    assert conflict.shipped == now


def test_the_law_changes_by_a_dated_entry_without_code():
    key = "remedies/2026-07-01"
    shipped = {entry.key: entry for entry in shipped_law()}[key]
    organs = "\n".join(f'{k} = "{v}"' for k, v in shipped.table.values["organs"].items())

    def period(start, until, codes):
        last = f"until = {until}\n" if until else ""
        return (
            f'from = {start}\n{last}confirmed = true\nbasis = "新法"\nonline_service = true\n'
            f"review_first = {codes}\n[organs]\n{organs}\n"
        )

    overlays = [
        Overlay(key=key, text=period("2026-07-01", "2026-12-31", '["process"]')),
        Overlay(key="remedies/2027-01-01", text=period("2027-01-01", "", "[]")),
    ]
    law = load_law_book(overlays)
    assert law.remedy_period(date(2026, 12, 31)).review_first == {"process"}
    assert law.remedy_period(date(2027, 1, 1)).review_first == frozenset()


def test_a_placeholder_nothing_fills_is_refused_in_remedies_too():
    shipped = {entry.key: entry for entry in shipped_law()}["remedies/2026-07-01"]
    organs = "\n".join(f'{k} = "{{某机关}}"' for k in shipped.table.values["organs"])
    text = (
        'from = 2026-07-01\nconfirmed = true\nbasis = "新法"\nonline_service = true\n'
        f"review_first = []\n[organs]\n{organs}\n"
    )
    with pytest.raises(UserError, match="某机关"):
        load_law_book([Overlay(key="remedies/2026-07-01", text=text)])


def test_two_entries_for_one_day_are_refused():
    shipped = {entry.key: entry for entry in shipped_law()}["remedies/2026-07-01"]
    organs = "\n".join(f'{k} = "{v}"' for k, v in shipped.table.values["organs"].items())
    text = (
        'from = 2027-01-01\nconfirmed = true\nbasis = "新法"\nonline_service = true\n'
        f"review_first = []\n[organs]\n{organs}\n"
    )
    with pytest.raises(UserError, match="重叠"):
        load_law_book([Overlay(key="remedies/2027-01-01", text=text)])
