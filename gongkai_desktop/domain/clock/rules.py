"""The numbers and conventions of the clock, dated and replaceable (期限规则)."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import attrs


class Boundary(StrEnum):
    """Which working days of a consultation are left out (征求意见的起止口径, 未规定)."""

    AFTER_SENDING = "(start,end]"
    BOTH = "[start,end]"
    NEITHER = "(start,end)"


class DayOff(StrEnum):
    """What a receipt on a day off means: that day itself, or the next working day."""

    ACTUAL = "actual"
    NEXT = "next"


class FeeEffect(StrEnum):
    """What payment does: the period starts anew, or the waiting is only left out."""

    RESTART = "restart"
    SUSPEND = "suspend"


class Receipt(StrEnum):
    """Which day is the day of receipt for a channel (条例第三十一条)."""

    HAND = "hand"
    SIGNED = "signed"
    CONFIRMED = "confirmed"


class Judged(StrEnum):
    """Which day decides whether a reply was in time (国办公开办函〔2016〕235号)."""

    DATE = "date"
    SIGNED = "signed"
    ARRIVAL = "arrival"


@attrs.frozen(kw_only=True)
class ClockRules:
    """The rules for requests received from ``valid_from`` on; counts are working days."""

    valid_from: date
    until: date | None = None
    reply: int
    extension: int
    correction_notice: int
    consult: int
    fee: int
    proactive: int
    consult_boundary: Boundary = Boundary.AFTER_SENDING
    day_off: DayOff = DayOff.ACTUAL
    fee_effect: FeeEffect = FeeEffect.RESTART
    confirmed: bool = True
    note: str = ""


@attrs.frozen(kw_only=True)
class Conventions:
    """What the office chose where the law is silent and practice differs (期限口径).

    The days a consultation takes out, what a receipt on a day off means, what payment does: none
    is settled nationwide (条例第三十一条至第三十三条 say nothing; 国办函〔2020〕109号 on payment).
    """

    consult_boundary: Boundary = Boundary.AFTER_SENDING
    day_off: DayOff = DayOff.ACTUAL
    fee_effect: FeeEffect = FeeEffect.RESTART


@attrs.frozen(kw_only=True)
class RemedyPeriods:
    """Periods of review and suit: ``natural`` days and months roll over, others are working days.

    行政复议法第二十条、第四十八条、第五十四条、第八十八条；行政诉讼法第四十五条、第四十六条、第六十七条.
    """

    review_natural: int
    suit_months: int
    suit_after_review_natural: int
    review_answer: int
    review_answer_simplified: int
    suit_answer_natural: int


@attrs.frozen(kw_only=True)
class Channel:
    """A way a request comes in (申请渠道) and the words an old register uses for it.

    ``told`` says to the applicant which day the receipt is; empty where the clerk says it.
    """

    name: str
    receipt: Receipt
    told: str = ""
    synonyms: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Service:
    """A way a reply is served (送达方式) and the day that counts."""

    name: str
    judged: Judged
    synonyms: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class RuleBook:
    """All rules of the clock, looked up by date and by word.

    The words are read once: every deadline asks for its channel and its way of service.
    """

    periods: tuple[ClockRules, ...]
    remedy: RemedyPeriods
    channels: tuple[Channel, ...]
    services: tuple[Service, ...]
    _channel_words: Mapping[str, Channel] = attrs.field(init=False, repr=False, eq=False)
    _service_words: Mapping[str, Service] = attrs.field(init=False, repr=False, eq=False)

    @_channel_words.default
    def _read_channel_words(self) -> Mapping[str, Channel]:
        return _by_word(self.channels)

    @_service_words.default
    def _read_service_words(self) -> Mapping[str, Service]:
        return _by_word(self.services)

    @property
    def fingerprint(self) -> str:
        """Changes whenever a deadline might."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    @property
    def conventions(self) -> Conventions:
        """The conventions of the rules now in force."""
        now = self.periods[-1]
        return Conventions(
            consult_boundary=now.consult_boundary,
            day_off=now.day_off,
            fee_effect=now.fee_effect,
        )

    def following(self, conventions: Conventions) -> RuleBook:
        """The same rules with the office's own conventions, for every period."""
        chosen = attrs.asdict(conventions)
        periods = tuple(attrs.evolve(one, **chosen) for one in self.periods)
        return attrs.evolve(self, periods=periods)

    def at(self, day: date) -> ClockRules:
        """The rules for a request received on a day; the earliest ones for days before them."""
        for one in reversed(self.periods):
            if one.valid_from <= day:
                return one
        return self.periods[0]

    def channel(self, words: str) -> Channel | None:
        """The channel some words mean, None where they mean none."""
        return self._channel_words.get(words) or self._channel_words.get(_plain(words))

    def channel_within(self, words: str) -> Channel | None:
        """The one channel whose words stand inside others (EMS邮寄, 信访转来), else None."""
        plain = _plain(words)
        found = {
            channel.name: channel
            for word, channel in self._channel_words.items()
            if len(word) > 1 and word in plain
        }
        return found.popitem()[1] if len(found) == 1 else None

    def service(self, words: str) -> Service | None:
        """The way of service some words mean, None where they mean none."""
        return self._service_words.get(words) or self._service_words.get(_plain(words))


_Named = TypeVar("_Named", bound=Channel | Service)


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).replace(" ", "").lower()


def _by_word(entries: Iterable[_Named]) -> Mapping[str, _Named]:
    """Each name and synonym as written and in plain form; the first entry to use a word has it."""
    found: dict[str, _Named] = {}
    for entry in entries:
        for word in (entry.name, *entry.synonyms):
            found.setdefault(word, entry)
            found.setdefault(_plain(word), entry)
    return found
