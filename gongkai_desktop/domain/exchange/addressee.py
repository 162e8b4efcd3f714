"""Whether a configuration (配置包) is meant for this office: what speaks against it, in sentences.

A file that came on a stick says who handed it down. Nothing here refuses: who reports to whom is
for the office to know, so that a doubt is told before anything changes, and the office decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Set

import attrs

from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.domain.unit_guess import Place, place_of

_FROM_ABOVE = {UnitKind.VERTICAL: "垂直领导机关", UnitKind.STATE_COUNCIL_DEPARTMENT: "国务院部门"}
_LOCAL = "地方机关"


@attrs.frozen(kw_only=True)
class Issuer:
    """Who handed a configuration down: name, code in the list, what kind of organ (层级)."""

    name: str
    code: str
    level: str = ""


def doubts(
    issuer: Issuer,
    listed: Mapping[str, str],
    unit: Unit,
    before: str,
    county_cities: Set[str],
) -> tuple[str, ...]:
    """What speaks against a configuration being for ``unit``; nothing for a unit without a name.

    ``listed`` are the units it was made for, name by code; ``before`` is who handed down the one
    in force, empty where there is none.
    """
    if not unit.name:
        return ()
    found = (
        *_own(issuer, unit),
        *_another_issuer(issuer, before),
        *_another_place(issuer, unit, county_cities),
        *_another_kind(issuer, unit),
        *_not_listed(listed, unit),
    )
    return tuple(found)


def bare(name: str) -> str:
    """A name without what differs only in typing."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _own(issuer: Issuer, unit: Unit) -> Iterator[str]:
    if bare(issuer.name) == bare(unit.name):
        yield "这份配置包是本单位自己生成的，是给下级单位用的"


def _another_issuer(issuer: Issuer, before: str) -> Iterator[str]:
    if before and bare(before) != bare(issuer.name):
        yield f"以前采用的配置包由“{before}”下发，这一份由“{issuer.name}”下发"


def _another_place(issuer: Issuer, unit: Unit, county_cities: Set[str]) -> Iterator[str]:
    """Another county, city or province; or an organ below this one."""
    theirs, ours = place_of(issuer.name, county_cities), _whereabouts(unit, county_cities)
    for level in ("province", "city", "county"):
        there, here = getattr(theirs, level), getattr(ours, level)
        if there and here and there != here:
            yield f"由“{issuer.name}”下发，属于{there}；本单位属于{here}"
            return
    if theirs.county and ours.city and not ours.county:
        yield f"由{theirs.county}的“{issuer.name}”下发，本单位是{ours.city}的单位"


def _whereabouts(unit: Unit, county_cities: Set[str]) -> Place:
    """Where the office is: by its own name, then by those it is reviewed by and reports to."""
    names = (unit.name, unit.government, unit.superior)
    own, *others = (place_of(name, county_cities) for name in names)
    for other in others:
        own = Place(
            province=own.province or other.province,
            city=own.city or other.city,
            county=own.county or ("" if own.city else other.county),
        )
    return own


def _another_kind(issuer: Issuer, unit: Unit) -> Iterator[str]:
    """An organ led from above takes its numbers and forms from there, a local one does not."""
    labels = {kind.label: kind for kind in UnitKind}
    if issuer.level not in labels:
        return
    theirs, ours = (_FROM_ABOVE.get(one, _LOCAL) for one in (labels[issuer.level], unit.kind))
    if (theirs == _LOCAL) != (ours == _LOCAL):
        yield f"下发单位是{theirs}，本单位是{ours}（设置—单位—单位性质）"


def _not_listed(listed: Mapping[str, str], unit: Unit) -> Iterator[str]:
    names = {bare(name) for name in listed.values()}
    if not listed or bare(unit.name) in names:
        return
    named = listed.get(unit.code, "") if unit.code else ""
    if named:
        yield f"单位代码{unit.code}在随包的单位清单里是“{named}”，不是本单位“{unit.name}”"
    else:
        yield f"随包的单位清单里没有本单位“{unit.name}”"
