"""How a spreadsheet shows a number: dates, percents; long numbers in full (单元格显示值)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

import attrs

BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 36, 50, 52, 54), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss"},
    **dict.fromkeys((55, 57), 'yyyy"年"m"月"'),
}
"""Formats a file names by number only, as a Chinese Excel shows them."""

_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|上午/下午|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|.'
)
_MASKED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,.]*")
_WEEKDAYS = "一二三四五六日"
_EPOCH = datetime(1899, 12, 30)
_DAYS_1904 = 1462
_LONGEST = 40
_LARGEST_SERIAL = 2_958_466
"""The day after 9999-12-31."""


@attrs.frozen
class NumberFormat:
    """One format of a workbook; ``shown`` is called for every number cell."""

    code: str
    from_1904: bool = False

    def shown(self, raw: str) -> str:
        """The number as it is displayed; empty where the format shows nothing.

        What cannot be read as a number is given back as it is.
        """
        try:
            number = Decimal(raw)
        except InvalidOperation:
            return raw
        if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
            return raw
        section, signed = _section(self.code, number)
        bare = _MASKED.sub("", section)
        if "general" in bare.lower() or "E+" in bare or bare in ("", "@"):
            return _plain(number) if bare or not self.code else _literal(section)
        if _is_date(section):
            return _date_shown(section, number + (_DAYS_1904 if self.from_1904 else 0), raw)
        return _number_shown(section, abs(number) if signed else number)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', code))


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """The part of a format for a number's sign, and whether it says the sign itself."""
    parts = _sections(code)
    if len(parts) > 1 and number < 0:
        return parts[1], True
    if len(parts) > 2 and number == 0:
        return parts[2], False
    return (parts[0] if parts else ""), False


@lru_cache(maxsize=512)
def _is_date(section: str) -> bool:
    return any(sign in "yYmMdDhHsSaA" for sign in re.sub(r"E[+-]", "", _MASKED.sub("", section)))


def _literal(section: str) -> str:
    return "".join(
        token.strip('"').lstrip("\\") for token in _MASKED.findall(section) if token[0] in '"\\'
    )


def _plain(number: Decimal) -> str:
    """In full: an ID number stored as a number must not read 4.1E+17."""
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    rounded = round(number, 10).normalize()
    return f"{rounded:f}"


def _number_shown(section: str, number: Decimal) -> str:
    found = _DIGITS.search(_MASKED.sub(lambda at: "\x01" * len(at.group()), section))
    if found is None:
        return _literal(section)
    pattern = found.group()
    whole, _, fraction = pattern.rstrip(",").partition(".")
    number = number * 100 if "%" in _MASKED.sub("", section) else number
    number = number.scaleb(-3 * (len(pattern) - len(pattern.rstrip(","))))
    step = Decimal(1).scaleb(-min(len(fraction), 15))
    rounded = number.quantize(step, rounding=ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    if optional and "." in digits:
        digits = digits[:-optional] + digits[-optional:].rstrip("0")
        digits = digits.rstrip(".")
    least = whole.count("0")
    if not least:
        digits = digits.removeprefix("0")
    digits = digits.zfill(least + len(digits) - len(digits.partition(".")[0]))
    return _around(section[: found.start()]) + digits + _around(section[found.end() :])


def _around(pattern: str) -> str:
    """Literal text before or after the digits."""
    words = []
    for token in _TOKEN.findall(pattern):
        if token[0] == '"':
            words.append(token.strip('"'))
        elif token[0] == "\\":
            words.append(token[1:])
        elif token[0] == "[" and "$" in token:
            words.append(token[2:-1].partition("-")[0])
        elif len(token) == 1 and token not in "#?0,@":
            words.append(token)
    return "".join(words)


def _date_shown(section: str, number: Decimal, raw: str) -> str:
    if not 0 <= number < _LARGEST_SERIAL:
        return raw
    moment = _EPOCH + timedelta(seconds=round(float(number) * 86_400))
    tokens = [one for one in _TOKEN.findall(section) if one[0] not in "_*"]
    words = []
    for at, token in enumerate(tokens):
        if token[0] in '"\\':
            words.append(token.strip('"').lstrip("\\"))
        elif token[0] == "[":
            words.append(_elapsed(token, number))
        else:
            words.append(_moment_part(token, moment, _is_minute(tokens, at)))
    return "".join(words).rstrip(";@")


def _elapsed(token: str, number: Decimal) -> str:
    units = {"h": 24, "m": 24 * 60, "s": 86_400}
    unit = token[1:2].lower()
    return str(int(number * units[unit])) if unit in units and len(token) <= 4 else ""


def _is_minute(tokens: list[str], at: int) -> bool:
    """``m`` is minutes after hours or before seconds, months elsewhere."""
    letters = [(n, one[0].lower()) for n, one in enumerate(tokens) if one[0] in "yYmMdDhHsS"]
    letters += [(n, one[1].lower()) for n, one in enumerate(tokens) if one[:2].lower() == "[h"]
    before = [letter for n, letter in sorted(letters) if n < at]
    after = [letter for n, letter in sorted(letters) if n > at]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _moment_part(token: str, moment: datetime, minute: bool) -> str:
    letter, width = token[0].lower(), len(token)
    if token in ("AM/PM", "上午/下午"):
        return "上午" if moment.hour < 12 else "下午"
    if letter == "y":
        return f"{moment.year}" if width > 2 else f"{moment.year % 100:02}"
    if (letter == "a" and width >= 3) or (letter == "d" and width >= 3):
        return f"{'星期' if width == 4 else '周'}{_WEEKDAYS[moment.weekday()]}"
    values = {
        "m": moment.minute if minute else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    if letter not in values or not token[0].isalpha():
        return token
    return f"{values[letter]:02}" if width == 2 else str(values[letter])
