"""Rules on a fee notice (收费通知书): how it counts, what it asks for, how long there is to pay.

What the figures of the notice itself contradict is an error; what only the tariff contradicts is
one where the tariff is confirmed (《政府信息公开信息处理费管理办法》，国办函〔2020〕109号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.fee import FeeBasis, FeeTariff, amount_words, fee_of, price_of
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import LetterText, Span
from gongkai_desktop.domain.wording import number_in

_NOTICE = "B9"
_RULE, _ARTICLE = "D04", "国办函〔2020〕109号"
_SUM = r"(\d[\d,]*)(?:\.0{1,2})?"
_BOTH = re.compile(r"按件(?:计收|收取|收费)?(?:和|、|并|及|加|，同时)(?:同时)?按(?:量|页)")
_STRETCH = re.compile(
    r"(?P<nth>第)?(?P<first>\d+)(?:件|页)?(?:(?:至|—|－|-|到)第?(?P<last>\d+)(?P<of>件|页)|(?P<alone>件|页))"
    r"(?:共|，共|，)?(?:(?P<count>\d+)(?:件|页))?(?:的?部分)?[，：:按]{0,2}每(?:件|页)(?P<price>\d+)元"
    r"(?:[，、]?(?:计收?|共计|小计|合计)?(?P<amount>\d[\d,]*)(?:\.0{1,2})?元)?"
)
_PRODUCT = re.compile(rf"(\d+)(?:件|页)?[×xX*](\d+)(?:元)?(?:/(?:件|页))?[=＝]{_SUM}元?")
_SIGNED_SUM = re.compile(rf"[￥¥]{_SUM}")
_TOTAL = re.compile(
    rf"(?:合计|共计|总计|总额|应缴纳?|应收|收取|信息处理费)(?:信息处理费|人民币|为|共计|合计|共|计|：)*{_SUM}元"
)
_IN_WORDS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆]整?")
_PAGES = re.compile(r"(?<![第\d])(\d+)页(?!至|到|以|起|内|—|-)")
_REQUESTS = re.compile(r"(?:累计|合计|共计?|已)[^。；，第]{0,22}?(\d+)件")
_THIS_ONE = re.compile(r"本件[^。；，]{0,24}?第(\d+)件")
_CHARGED = re.compile(r"前(\d+)件[^。；]{0,10}?(?:收费|缴费|收取)")
_SOME_OF_THEM = re.compile(r"(?:本次|此次|本批|其中)[^。；，]{0,12}?\d+件")
_TO_PAY = re.compile(
    r"(\d+|[一二三四五六七八九十]+)个?(工作日|日|天)(?:以?内|之内)[^。；]{0,40}?(?:缴|交|汇)"
)


def rules_on_fee(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules of a fee notice; other letters have none."""
    if case.code != _NOTICE:
        return
    yield from _one_basis(case)
    yield from _sums(case.letter)
    tariff = law.fee_tariff(case.letter.day)
    if tariff:
        yield from _prices(case.letter, tariff)
        yield from _fee(case.letter, tariff)
        yield from _days_to_pay(case.letter, tariff)


def _wrong(words: str, place: Span | None, tariff: FeeTariff | None = None) -> Finding:
    doubtful = tariff is not None and not tariff.confirmed
    return finding(_RULE, "W" if doubtful else "E", words, place, article=_ARTICLE)


def _one_basis(case: Case) -> Iterator[Finding]:
    for place in case.letter.all(_BOTH):
        yield _wrong("同一件申请不能又按件又按量收费", place)


# ------------------------------------------------------------------ what the notice says itself


def _sums(letter: LetterText) -> Iterator[Finding]:
    """Every product is right, and the sum is the same in figures and in words."""
    for match in _STRETCH.finditer(letter.plain):
        units = _units(match)
        if match["last"] and match["count"] and int(match["count"]) != units:
            unit = match["of"]
            words = (
                f"第{match['first']}{unit}至第{match['last']}{unit}共{units}{unit}，"
                f"文中写的是{match['count']}{unit}"
            )
            yield _wrong(words, letter.span(*match.span()))
        elif match["amount"]:
            yield from _product(letter, match, units, int(match["price"]), match["amount"])
    for match in _PRODUCT.finditer(letter.plain):
        yield from _product(letter, match, int(match[1]), int(match[2]), match[3])
    yield from _one_sum(letter)


def _units(match: re.Match[str]) -> int:
    """How many units a stretch has: 第31件至第40件, 第31件, or the number itself (35页)."""
    if match["last"]:
        return int(match["last"]) - int(match["first"]) + 1
    return int(match["count"] or 1) if match["nth"] else int(match["first"])


def _product(
    letter: LetterText, match: re.Match[str], units: int, price: int, stated: str
) -> Iterator[Finding]:
    amount = units * price
    if _figure(stated) != amount:
        words = f"{units}×{price}元应为{amount}元，文中写的是{stated}元"
        yield _wrong(words, letter.span(*match.span()))


def _one_sum(letter: LetterText) -> Iterator[Finding]:
    sums = list(_stated_sums(letter))
    if len({amount for amount, _ in sums}) > 1:
        figures = "、".join(dict.fromkeys(f"{amount}元" for amount, _ in sums))
        yield _wrong(f"收费金额前后不一致：{figures}", sums[-1][1])
        return
    parts = [match["amount"] for match in _STRETCH.finditer(letter.plain)]
    added = sum(_figure(one) for one in parts if one)
    if sums and parts and all(parts) and sums[-1][0] != added:
        words = f"各段相加是{added}元，合计写的是{sums[-1][0]}元"
        yield _wrong(words, sums[-1][1])
    if sums:
        yield from _in_words(letter, amount_words(sums[0][0]))


def _in_words(letter: LetterText, right: str) -> Iterator[Finding]:
    for place in letter.all(_IN_WORDS):
        if place.words.replace("圆", "元").removesuffix("整") + "整" != right:
            words = f"大写金额应为{right}"
            yield finding(_RULE, "E", words, place, article=_ARTICLE, suggestion=right)


def _stated_sums(letter: LetterText) -> Iterator[tuple[int, Span]]:
    """The sums the notice asks for, in yuan, with their places."""
    for pattern in (_SIGNED_SUM, _TOTAL):
        for match in pattern.finditer(letter.plain):
            yield _figure(match[1]), letter.span(*match.span())


def _figure(words: str) -> int:
    return int(words.replace(",", ""))


# ------------------------------------------------------------------ what the tariff says


def _prices(letter: LetterText, tariff: FeeTariff) -> Iterator[Finding]:
    """Each stretch has the price of its units."""
    for match in _STRETCH.finditer(letter.plain):
        if not (match["last"] or match["nth"]):
            continue  # a number of units, which does not say where it lies in the tariff
        unit = match["of"] or match["alone"]
        basis = FeeBasis.BY_REQUEST if unit == "件" else FeeBasis.BY_PAGE
        ends = {int(match["first"]), int(match["last"] or match["first"])}
        due = {price_of(tariff, basis, at) for at in ends}
        if due != {int(match["price"])}:
            prices = "、".join(f"{one}元" for one in sorted(due))
            words = f"这一段每{unit}应为{prices}，文中写的是{match['price']}元"
            yield _wrong(words, letter.span(*match.span()), tariff)


def _fee(letter: LetterText, tariff: FeeTariff) -> Iterator[Finding]:
    """The sum is what the number of requests or pages comes to."""
    sums, counted = list(_stated_sums(letter)), _counted(letter)
    if not sums or counted is None:
        return
    basis, ways = counted
    amount, place = sums[-1]
    due = [fee_of(tariff, basis, upto, charged) for upto, charged in ways]
    if amount in {one.amount for one in due}:
        return
    fee = due[0]
    if not fee.amount:
        words = f"{ways[0][0]}{basis.unit}没有超过免费范围，不得收取信息处理费"
    else:
        words = f"{basis}应收{fee.amount}元（{fee.words}），文中写的是{amount}元"
    yield _wrong(words, place, tariff)


def _counted(letter: LetterText) -> tuple[FeeBasis, list[tuple[int, int]]] | None:
    """How many units the notice charges for and after how many; None where it does not say.

    A notice on one of several requests may charge for this one or for all so far.
    """
    words = letter.plain
    if re.search(r"按(?:量|页)", words) or not re.search(r"\d件", words):
        pages = _PAGES.search(words)
        return (FeeBasis.BY_PAGE, [(int(pages[1]), 0)]) if pages else None
    this, all_so_far = _THIS_ONE.search(words), _REQUESTS.search(words)
    charged = _CHARGED.search(words)
    if _SOME_OF_THEM.search(words) and not charged:
        return None
    ways = [(int(this[1]), int(this[1]) - 1)] if this else []
    ways += [(int(all_so_far[1]), int(charged[1]) if charged else 0)] if all_so_far else []
    return (FeeBasis.BY_REQUEST, ways) if ways else None


def _days_to_pay(letter: LetterText, tariff: FeeTariff) -> Iterator[Finding]:
    """The period to pay is that of the rules, in working days."""
    for match in _TO_PAY.finditer(letter.plain):
        if number_in(match[1]) != tariff.pay_days or match[2] != "工作日":
            words = f"缴费期限是收到通知次日起{tariff.pay_days}个工作日"
            yield _wrong(words, letter.span(*match.span()), tariff)
