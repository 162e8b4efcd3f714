"""Law and forms as data: every shipped word is known, overlays replace, errors name the place."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.facts import condition_error
from gongkai_desktop.domain.letter.form import DERIVED, ITEM_DERIVED, basis_of
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.library.law import load_law_book, shipped_law
from gongkai_desktop.library.layers import conflicts
from gongkai_desktop.library.letters import load_letter_forms, read_form_text, shipped_letters
from gongkai_desktop.library.paths import form

LAW = load_law_book()
FORMS = load_letter_forms(LAW)
CODES = [one.code for one in FORMS]
# The remedy of each kind of letter, as the command line promises it.
NONE = ["A1", *(f"B{n}" for n in range(1, 9)), "B5r", "B7r", "C23", "E1", "E3", "F1", "F2"]
REVIEW_FIRST = [f"C{n}" for n in range(4, 11)]
MIXED = ["C3", "C24", "G1", "G2"]
CATALOGUE = ["A1", *(f"B{n}" for n in range(1, 10)), "B5r", "B7r"]
CATALOGUE += [*(f"C{n}" for n in range(1, 27)), "D1", "E1", "E2", "E3", "F1", "F2", "G1", "G2"]
KIND_WORDS = {"A1": "收", "B1": "补", "B2": "理", "B3": "延", "B4": "迟", "B8": "协", "B9": "费"}
KIND_WORDS |= dict.fromkeys(["B5", "B5r", "B6", "B7", "B7r"], "征")
KIND_WORDS |= {"D1": "三", "E1": "更", "E2": "更", "E3": "更", "F1": "送", "F2": "送"}


def remedy_class(code):
    if code in NONE:
        return "none"
    if code in REVIEW_FIRST:
        return "review_first"
    return "fee" if code == "B9" else "mixed" if code in MIXED else "choice"


def c7():
    return form("letters", "C7", "form.toml").read_text(encoding="utf-8")


def test_the_catalogue_is_complete_and_in_order():
    assert set(CODES) == set(CATALOGUE)
    assert CODES.index("B5") + 1 == CODES.index("B5r")
    assert CODES.index("C9") + 1 == CODES.index("C10")


@pytest.mark.parametrize("code", CODES)
def test_remedy_class_kind_word_basis_and_file(code):
    one = FORMS.get(code)
    assert one.remedy == remedy_class(code)
    assert one.kind_word == KIND_WORDS.get(code, "答")
    assert "政府信息" in one.title
    assert basis_of(one, LAW, date(2026, 11, 22))
    assert one.file


@pytest.mark.parametrize("code", [code for code in CODES if code[0] in "CG"])
def test_replies_share_one_title_and_know_the_prescribed_one(code):
    one = FORMS.get(code)
    assert one.title == "政府信息公开申请答复书"
    assert one.own_title.title
    assert one.own_title.suffix


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
    assert {"unit", "applicant", "applicant_kind", "letter_no", "letter_date"} <= set(names)


@pytest.mark.parametrize("code", [code for code in CODES if code[0] in "ACEG"])
def test_letters_to_the_applicant_know_the_common_fields(code):
    names = {field.name for field in FORMS.get(code).fields}
    assert {"received_date", "channel", "register_no", "request_text"} <= names


@pytest.mark.parametrize(
    "code", [code for code in CODES if remedy_class(code) not in ("none", "fee")]
)
def test_letters_with_a_remedy_know_review_organ_and_court(code):
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


def test_an_office_may_add_a_form_of_its_own():
    text = c7().replace('code = "C7"', 'code = "C40"')
    assert "C40" in load_letter_forms(LAW, [Overlay(key="letters/C40", text=text)])
    assert "C40" not in FORMS


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{构成理由}", "{没有的标签}", "没有的标签"),
        ('unless = ["可区分"]', 'unless = ["天气晴"]', "天气晴"),
        ('use = "held"', 'use = "hold"', "hold"),
        ('"第三方意见=不同意公开"', '"第三方意见=沉默"', "沉默"),
        ('remedy = "review_first"', 'remedy = "perhaps"', "remedy"),
        ('called = "本答复书"', "", "called"),
        ('kind_word = "', 'kindword = "x"\nkind_word = "', "kindword"),
        ('label = "构成理由"', 'label = "权益类别"', "重复"),
    ],
)
def test_a_wrong_form_is_refused_naming_key_and_reason(old, new, words):
    text = c7()
    assert old in text
    wrong = text.replace(old, new)
    with pytest.raises(UserError, match=words):
        read_form_text("letters/C7", wrong, LAW)
    # One that is in the data file already must not shut the office out: the shipped one serves.
    book = load_letter_forms(LAW, [Overlay(key="letters/C7", text=wrong)])
    assert words in book.broken["letters/C7"]
    assert book.get("C7") == FORMS.get("C7")


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
