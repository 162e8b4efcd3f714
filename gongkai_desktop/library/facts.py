"""Loads the dated facts of the scan (resources/lexicon/facts): laws, places, festivals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.festivals import Festivals, LunarYear
from gongkai_desktop.domain.review.places import Place, Places
from gongkai_desktop.domain.review.statutes import Repealed, Statute, Statutes
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import read_table


@cache
def load_statutes() -> Statutes:
    """Laws in force with their articles, laws repealed with what replaced them."""
    return Statutes(
        current=tuple(
            Statute(
                title=title,
                articles=int(articles),
                begins=None if begins == "-" else date.fromisoformat(begins),
            )
            for title, articles, begins in _rows("laws.tsv", 3)
        ),
        repealed=tuple(
            Repealed(title=title, since=date.fromisoformat(since), replaced_by=by)
            for title, since, by in _rows("repealed.tsv", 3)
        ),
    )


@cache
def load_places() -> Places:
    """Provinces, prefectures and counties."""
    rows = list(_rows("places.tsv", 3))
    places = [Place(name=city, province=province) for province, city, _ in rows]
    places += [
        Place(name=county, province=province, city=city)
        for province, city, counties in rows
        for county in counties.split("、")
        if county
    ]
    provinces = tuple(dict.fromkeys(province for province, _, _ in rows))
    return Places(provinces=provinces, places=tuple(places))


@cache
def load_festivals() -> Festivals:
    """Festivals with their days, and the farmers' calendar of the years they are known for."""
    table = read_table(resource("lexicon", "facts", "festivals.toml"))
    table.day("as_of")
    table.text("source")
    table.flag("confirmed")
    lunar, fixed, between = (table.raw(kind, {}) for kind in ("lunar", "fixed", "between"))
    table.finish()
    return Festivals(
        years={
            int(year): LunarYear(
                begins=date.fromisoformat(begins),
                leap=0 if leap == "-" else int(leap),
                months=tuple(int(days) for days in months.split(" ")),
            )
            for year, begins, leap, months in _rows("lunar.tsv", 4)
        },
        lunar={name: tuple(days) for name, days in lunar.items()},
        fixed={name: tuple(days) for name, days in fixed.items()},
        between={name: tuple(days) for name, days in between.items()},
    )


def _rows(name: str, width: int) -> Iterator[list[str]]:
    text = resource("lexicon", "facts", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise UserError(f"{name} 第{number}行应有{width}列", "请用制表符分开后重试")
        yield cells
