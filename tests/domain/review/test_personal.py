"""Personal data: GB 11643, GB 32100, 个人信息保护法 28, 条例 15. Every number here is invented."""

import random
from datetime import date, timedelta

import pytest

from gongkai_desktop.domain.review.addresses import ADDRESSES
from gongkai_desktop.domain.review.contacts import CONTACTS, read_mobiles, read_plates
from gongkai_desktop.domain.review.identity_numbers import DOCUMENTS, read_numbers
from gongkai_desktop.domain.review.people import PEOPLE, read_lists
from tests.domain.review.drafts import anchored, found

read_contacts = anchored(*CONTACTS, also=(read_mobiles, read_plates))
read_addresses = anchored(ADDRESSES)
read_people = anchored(*PEOPLE)
read_documents = anchored(DOCUMENTS)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(seed: int, region: str = "340102") -> str:
    """An ID number with the check digit of GB 11643, reckoned here on its own."""
    dice = random.Random(seed)
    born = date(1940, 1, 1) + timedelta(days=dice.randrange(27_000))
    body = f"{region}{born:%Y%m%d}{dice.randrange(1000):03d}"
    total = sum(int(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card(seed: int, length: int, prefix: str) -> str:
    """A card number that passes the Luhn check."""
    dice = random.Random(seed)
    body = prefix + "".join(str(dice.randrange(10)) for _ in range(length - 1 - len(prefix)))
    for last in "0123456789":
        doubled = [
            int(sign) * (2 if at % 2 else 1) for at, sign in enumerate(reversed(body + last))
        ]
        if sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0:
            return body + last
    raise AssertionError


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("region", ["110108", "340102", "513401", "650102"])
def test_every_valid_id_is_found_with_or_without_a_word_for_it(seed, region):
    number = identity(seed, region)
    for text in (f"身份证号码：{number}。", f"张某某 {number} 女", f"（{number.lower()}）"):
        words = number if number in text else number.lower()
        assert found(read_numbers, text) == [("YS01", "严重", words)]


@pytest.mark.parametrize("shape", ["{0} {1} {2}", "{0}-{1}-{2}"])
def test_an_id_written_in_groups_is_found(shape):
    number = identity(3)
    written = shape.format(number[:6], number[6:14], number[14:])
    assert found(read_numbers, f"公民身份号码{written}，") == [("YS01", "严重", written)]


def test_an_id_in_full_width_digits_is_found():
    number = "".join(chr(ord(sign) + 0xFEE0) for sign in identity(5))
    assert found(read_numbers, f"身份证号{number}") == [("YS01", "严重", number)]


def test_a_wrong_check_digit_is_a_doubt_where_the_text_says_id_and_nothing_elsewhere():
    number = identity(8)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert found(read_numbers, f"身份证号码：{wrong}") == [("YS01", "高", wrong)]
    assert found(read_numbers, f"许可证编号：{wrong}") == []


def test_an_old_id_needs_a_word_for_it():
    number = identity(9)
    old = number[:6] + number[8:17]
    assert found(read_numbers, f"老身份证号{old}") == [("YS02", "高", old)]
    assert found(read_numbers, f"流水号{old}") == []


def test_a_notice_that_a_law_asks_for_can_be_answered():
    """欠税公告办法第五条 asks for the number of the ID."""
    number = identity(11)
    text = f"欠税公告：法定代表人郑某，身份证号码{number}"
    assert found(read_numbers, text) == [("YS01", "高", number)]
    plain = f"法定代表人郑某，身份证号码{number}"
    assert found(read_numbers, plain, kind="欠税公告") == [("YS01", "高", number)]


def test_the_code_of_an_organ_is_no_id():
    assert found(read_numbers, "索引号：113417020032563511/202504-00057") == []


def test_a_credit_code_with_a_wrong_sign_is_poor_data():
    """GB 32100—2015: the standard's own example is wrong, the corrected one right."""
    assert found(read_numbers, "统一社会信用代码91350100M000100Y4Z") == [
        ("YS06", "低", "91350100M000100Y4Z")
    ]
    assert found(read_numbers, "统一社会信用代码91350100M000100Y43") == []


@pytest.mark.parametrize(("length", "prefix"), [(19, "6217"), (16, "6225"), (19, "6228")])
def test_bank_cards_are_found_by_issuer_and_luhn(length, prefix):
    for seed in range(20):
        number = card(seed, length, prefix)
        for text in (f"卡号{number}", f"张某 {number} 500"):
            assert found(read_numbers, text) == [("YS05", "严重", number)]


@pytest.mark.parametrize(
    "text",
    [
        "商品条码6901234567892",
        "收款单位：某县财政局，账号：34050164860800000123",
        "订单号202605180001234567891",
        "项目代码：2405-340102-04-01-123456",
        "总投资15000000000元",
    ],
)
def test_other_long_numbers_are_left_alone(text):
    assert found(read_numbers, text) == []
    assert found(read_contacts, text) == []


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        ("34010219801203***X", ["中"]),
        ("1101011900****001X", ["中"]),
        ("34*************123", []),
        ("340102********001X", []),
        ("3401**********001X", []),
    ],
)
def test_a_mask_that_shows_too_much_is_found(masked, expected):
    assert [one[1] for one in found(read_numbers, f"身份证号：{masked}")] == expected


@pytest.mark.parametrize(
    "words",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 199 0000 1234",
        "１３８１２３４５６７８",
    ],
)
def test_mobile_numbers_are_found_in_every_shape(words):
    assert found(read_contacts, f"联系电话：{words}。") == [("YS03", "高", words)]
    assert found(read_contacts, f"联系人：李某，{words}") == [("YS03", "中", words)]


@pytest.mark.parametrize(
    "text",
    [
        "总投资13812345678元",
        "电话138****1234",
        "咨询电话：0551-63538000",
        "编号ZB13812345678X",
        "请拨打12345",
        "邮箱：zwgk@example.gov.cn",
        "意见反馈邮箱：nongye@163.com",
        "乘坐G1234次列车",
        "达到京A级标准",
    ],
)
def test_public_contacts_are_left_alone(text):
    assert found(read_contacts, text) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("家庭电话：0551-6353123", "YS04", "0551-6353123"),
        ("电子邮箱：zhangsan88@qq.com", "YS10", "zhangsan88@qq.com"),
        ("微信号：zhang_san88", "YS10", "zhang_san88"),
        ("车牌号皖A·D1234的小客车", "YS08", "皖A·D1234"),
        ("皖AD12345", "YS08", "皖AD12345"),
        ("电话1381234**78", "YS13", "1381234**78"),
    ],
)
def test_private_contacts_are_found(text, rule, words):
    assert [(one[0], one[2]) for one in found(read_contacts, text)] == [(rule, words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("现住××镇东风村6组18号。", "东风村6组18号"),
        ("王某，幸福路12号阳光花园3幢2单元502室，", "幸福路12号阳光花园3幢2单元502室"),
        ("家住和平小区5-2-301", "和平小区5-2-301"),
        ("住址：桂花巷30弄12号601室", "桂花巷30弄12号601室"),
    ],
)
def test_addresses_to_the_household_are_found(text, words):
    (one,) = found(read_addresses, text)
    assert one[:2] == ("YS09", "高") and one[2].endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "地址：××区人民路1号市政务服务中心3楼315室，邮编310000",
        "报名地点：解放路8号国际大厦1205室",
        "搬迁320户，沿人民路至解放路1号路口",
        "对柳林村3号地块进行整治",
        "根据第二十条第一款第八项，13个单位、26间房",
    ],
)
def test_addresses_of_offices_are_left_alone(text):
    assert found(read_addresses, text) == []


LIST = "姓名\t身份证号\t备注\n张三丰\t340102********001X\t\n李四光\t{}\t残疾"


def test_a_list_gets_one_finding_for_each_sensitive_column():
    shown = LIST.format(identity(2))
    assert found(read_lists, shown) == [("YS11", "严重", "身份证号")]
    assert found(read_lists, LIST.format("34*************123")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("患者张建国，男，", ["张建国"]),
        ("低保户李秀英，", ["李秀英"]),
        ("张小明，男，12岁", ["张小明"]),
        ("村民王大力身患尿毒症", ["王大力"]),
        ("患者张某，", []),
        ("被害人陈述、辩解", []),
        ("患者安全目标", []),
    ],
)
def test_a_name_with_what_is_sensitive_is_found(text, words):
    assert [one[2] for one in found(read_people, text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("护照号码：E12345678", ["E12345678"]),
        ("持护照（号码EA1234567）", ["EA1234567"]),
        ("港澳居民来往内地通行证H12345678", ["H12345678"]),
        ("乘坐G1234次列车去办护照", []),
    ],
)
def test_numbers_of_travel_documents_stand_behind_the_word(text, words):
    assert [one[2] for one in found(read_documents, text)] == words
