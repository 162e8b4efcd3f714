"""Law, forms, calendar and clock rules in force for an office: shipped, county, own."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from gongkai_desktop import __version__
from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock import RuleBook
from gongkai_desktop.domain.clock.rules import Boundary, Conventions, DayOff, FeeEffect
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.library.calendars import load_calendar, read_local_days
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.ledgers import load_ledgers
from gongkai_desktop.store import Reader

if TYPE_CHECKING:
    from gongkai_desktop.domain.dispute import DisputeTexts
    from gongkai_desktop.domain.letter.form import FormBook
    from gongkai_desktop.domain.next_step import StepTexts
    from gongkai_desktop.domain.paper import PaperBook
    from gongkai_desktop.domain.review.checklist import Checklist
    from gongkai_desktop.domain.review.masking import Masks
    from gongkai_desktop.domain.statistics import StatisticsForm

CONVENTIONS_SETTING = "clock_conventions"


@attrs.frozen(kw_only=True)
class Knowledge:
    """What the rules are evaluated with; ``fingerprint`` changes when a deadline might.

    What deadlines do not need (forms, slips, steps, the checklist) is read when it is first asked
    for: the window starts without it.
    """

    calendar: WorkCalendar
    rules: RuleBook
    law: LawBook
    ledgers: tuple[LedgerForm, ...]
    own_forms: tuple[Overlay, ...] = ()
    own_checklists: tuple[Overlay, ...] = ()
    own_statistics: tuple[Overlay, ...] = ()
    lexicon: tuple[Overlay, ...] = ()

    fingerprint: str = attrs.field(init=False)

    @fingerprint.default
    def _named(self) -> str:
        # Another version of the program may count otherwise: its views are derived anew.
        text = f"{__version__}|{self.calendar.fingerprint}|{self.rules.fingerprint}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def forms(self) -> FormBook:
        """The letters (文书), the office's own laid over the shipped ones."""
        from gongkai_desktop.library.letters import load_letter_forms

        return load_letter_forms(self.law, self.own_forms)

    @cached_property
    def slips(self) -> FormBook:
        """The slips (表单)."""
        from gongkai_desktop.library.letters import load_slip_forms

        return load_slip_forms(self.law, self.own_forms)

    @cached_property
    def steps(self) -> StepTexts:
        """The words of the next steps (下一步)."""
        from gongkai_desktop.library.steps import load_step_texts

        return load_step_texts()

    @cached_property
    def papers(self) -> PaperBook:
        """What a request's file must hold (案卷材料)."""
        from gongkai_desktop.library.papers import load_paper_book

        return load_paper_book()

    @cached_property
    def disputes(self) -> DisputeTexts:
        """The words of reviews and suits (复议诉讼)."""
        from gongkai_desktop.library.disputes import load_dispute_texts

        return load_dispute_texts()

    @cached_property
    def masks(self) -> Masks:
        """What is covered in a masked copy, and how."""
        from gongkai_desktop.library.checklists import load_masks

        return load_masks(self.own_checklists)

    @cached_property
    def checklist(self) -> Checklist:
        """The questions of the pre-review (发布预审)."""
        from gongkai_desktop.library.checklists import load_review_checklist

        return load_review_checklist(self.own_checklists)

    @cached_property
    def statistics(self) -> tuple[StatisticsForm, ...]:
        """The forms of periodic statistics (统计报表)."""
        from gongkai_desktop.library.statistics import load_statistics_forms

        return load_statistics_forms(self.own_statistics)


def load_knowledge(reader: Reader | None = None) -> Knowledge:
    """The shipped data, with the office's own entries laid over them where it has any."""
    overlays = _overlays(reader) if reader else ()
    pasted = reader.calendars.all() if reader else ()
    forms = tuple(entry for entry in overlays if entry.key.startswith(("letters/", "slips/")))
    local = tuple(entry for entry in overlays if entry.key.startswith("calendars/"))
    ledgers = tuple(entry for entry in overlays if entry.key.startswith("ledgers/"))
    checklists = tuple(entry for entry in overlays if entry.key.startswith("checklists/"))
    lexicon = tuple(entry for entry in overlays if entry.key.startswith("lexicon/"))
    statistics = tuple(
        entry for entry in overlays if entry.key.startswith(("statistics/", "scoring/"))
    )
    placed = (*forms, *local, *ledgers, *checklists, *lexicon, *statistics)
    law = tuple(entry for entry in overlays if entry not in placed)
    book = load_law_book(law)
    return Knowledge(
        calendar=load_calendar(pasted, [read_local_days(entry.text, entry.key) for entry in local]),
        rules=_rules(reader),
        law=book,
        ledgers=load_ledgers(ledgers),
        own_forms=forms,
        own_checklists=checklists,
        own_statistics=statistics,
        lexicon=lexicon,
    )


def _rules(reader: Reader | None) -> RuleBook:
    """The shipped rules with the conventions the office chose, where it did."""
    rules = load_clock_rules()
    chosen = reader.settings.get(CONVENTIONS_SETTING, None) if reader else None
    if not chosen:
        return rules
    return rules.following(
        Conventions(
            consult_boundary=Boundary(chosen["consult_boundary"]),
            day_off=DayOff(chosen["day_off"]),
            fee_effect=FeeEffect(chosen["fee_effect"]),
        )
    )


def _overlays(reader: Reader) -> tuple[Overlay, ...]:
    return tuple(
        Overlay(
            key=entry.key,
            text=entry.text,
            layer=Layer(entry.layer),
            replaces=entry.base_fingerprint,
        )
        for entry in reader.entries.all()
    )
