"""Loads the invented sample office (演示数据) from resources/demo/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.dispute import Dispute, proceeding_from
from gongkai_desktop.domain.event import event_from_dict
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.domain.review.item import ReviewItem
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


@attrs.frozen(kw_only=True)
class SamplePerson:
    """Someone of the sample office with a named post (岗位), until the day of hand-over."""

    name: str
    post: str
    since: date | None
    until: date | None


@attrs.frozen(kw_only=True)
class SampleOffice:
    """Everything the sample office is made of; deadlines are derived, never written.

    ``disputes`` stand under the 登记号 of the request they are about.
    """

    today: date
    operator: str
    unit: Unit
    people: tuple[SamplePerson, ...]
    figures: Mapping[int, Mapping[str, Any]]
    requests: tuple[Request, ...]
    disputes: tuple[tuple[str, Dispute], ...]


def load_sample_office() -> SampleOffice:
    """Read the sample office; raises UserError naming file and key where a file is broken."""
    office = read_table(resource("demo", "office.toml"))
    entries = read_table(resource("demo", "requests.toml")).tables("request")
    figures = office.table("figures")
    return SampleOffice(
        today=office.day("today"),
        operator=office.text("operator"),
        unit=_unit(office.table("unit")),
        people=tuple(_person(entry) for entry in office.tables("person")),
        figures={int(year): figures.raw(year) for year in figures.keys()},  # noqa: SIM118
        requests=tuple(_request(entry) for entry in entries),
        disputes=tuple(dispute for entry in entries for dispute in _disputes(entry)),
    )


def _unit(table: Table) -> Unit:
    values = {key: table.raw(key) for key in table.keys()}  # noqa: SIM118 - no mapping
    return Unit(**{**values, "kind": UnitKind(values["kind"])})


def _person(table: Table) -> SamplePerson:
    return SamplePerson(
        name=table.text("name"),
        post=table.text("post"),
        since=table.optional_day("since"),
        until=table.optional_day("until"),
    )


def _request(table: Table) -> Request:
    number = table.text("register_no")
    text = table.text("text")
    id_no = table.text("id_no", "")
    kind = ApplicantKind(table.text("kind"))
    applicant = Applicant(
        kind=kind,
        name=table.text("applicant"),
        id_no=id_no,
        id_kind=_id_kind(kind) if id_no else "",
        phone=table.text("phone"),
        address=table.text("address"),
    )
    return Request(
        register_no=number,
        applicant=applicant,
        request_text=text,
        events=tuple(event_from_dict(raw, number) for raw in table.raw("events", [])),
        items=_items(table, text),
        row=table.text("row", ""),
        ground=_common_ground(table),
        mail_no=table.text("mail_no", ""),
        platform_no=table.text("platform_no", ""),
        signer=table.text("signer", ""),
        forwarded=table.optional_day("forwarded"),
        section=table.text("section"),
        handler=table.text("handler"),
        demo=True,
    )


def _id_kind(kind: ApplicantKind) -> str:
    return "居民身份证" if kind == ApplicantKind.NATURAL else "统一社会信用代码"


def _items(table: Table, text: str) -> tuple[Item, ...]:
    entries = table.tables("items")
    if not entries:
        return (Item(no=1, text=text),)
    return tuple(
        Item(no=number, text=entry.text("text"), ground=entry.text("ground"))
        for number, entry in enumerate(entries, start=1)
    )


def _common_ground(table: Table) -> str:
    grounds = {entry.text("ground") for entry in table.tables("items")}
    return grounds.pop() if len(grounds) == 1 else ""


def _disputes(table: Table) -> list[tuple[str, Dispute]]:
    return [(table.text("register_no"), _dispute(entry)) for entry in table.tables("disputes")]


def _dispute(entry: Table) -> Dispute:
    dispute = Dispute(
        kind=entry.text("kind"),
        received=entry.day("received"),
        concluded=entry.optional_day("concluded"),
        result=entry.text("result"),
        note=entry.text("note", ""),
    )
    return dispute.with_proceeding(proceeding_from(entry.table("details").values))


def load_sample_ledgers() -> dict[str, list[dict[str, Any]]]:
    """The invented rows of each ledger by its key, in order."""
    file = read_table(resource("demo", "ledgers.toml"))
    return {key: [one.values for one in file.tables(key)] for key in file.keys()}  # noqa: SIM118


@attrs.frozen(kw_only=True)
class SampleReview:
    """An invented item before publication: its text, and how far it has come."""

    item: ReviewItem
    text: str
    answered: bool
    signed: tuple[str, ...]


def load_sample_reviews() -> tuple[SampleReview, ...]:
    """The invented items of 发布预审, in order."""
    file = read_table(resource("demo", "reviews.toml"))
    return tuple(_review(table) for table in file.tables("review"))


def _review(table: Table) -> SampleReview:
    sample = SampleReview(
        item=ReviewItem(
            title=table.text("title"),
            kind=table.text("kind"),
            channel=table.text("channel"),
            column=table.text("column", ""),
            responsible=table.text("responsible"),
            formed=table.day("formed"),
            planned=table.day("planned"),
        ),
        text=table.text("text").lstrip("\n"),
        answered=table.flag("answered"),
        signed=table.texts("signed"),
    )
    table.finish()
    return sample
