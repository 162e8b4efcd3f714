"""Which place lies in which (行政区划隶属), by the table of divisions (GB/T 2260)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity

_BASIS = "行政区划名称和隶属关系，民政部"
_GENERIC = frozenset(
    {
        *(
            "新城区",
            "城关区",
            "市中区",
            "城中区",
            "城东区",
            "城西区",
            "城北区",
            "新市区",
            "市辖区",
            "东区",
        ),
        *(
            "西区",
            "南区",
            "北区",
            "郊区",
            "矿区",
            "城区",
            "河东区",
            "河西区",
            "江南区",
            "江北区",
            "港口区",
        ),
        *(
            "港南区",
            "港北区",
            "开发区",
            "新区",
            "中心区",
            "中区",
            "老城区",
            "北城区",
            "南城区",
            "林区",
        ),
        *("工农区", "和平区"),
    }
)
"""Names of districts that also stand for any new or old part of a town."""
_SELF = ("北京市", "天津市", "上海市", "重庆市")
_NOT_A_CITY = frozenset("场民州县区级内外长容政")
_ORGAN = (
    "人民政府",
    "政府",
    "委",
    "人大",
    "政协",
    "公安",
    "财政",
    "教育",
    "发展",
    "自然",
    "人力",
    "办公",
)


@attrs.frozen(kw_only=True)
class Place:
    """A prefecture or county with the province and, for a county, the prefecture above it."""

    name: str
    province: str
    city: str = ""


@attrs.frozen(kw_only=True)
class Places:
    """All provinces, prefectures and counties."""

    provinces: tuple[str, ...]
    places: tuple[Place, ...]

    @cached_property
    def cities(self) -> Mapping[str, Place]:
        """Prefectures by full name, and by short name from three characters on."""
        found: dict[str, Place] = {}
        for place in self.places:
            if place.city:
                continue
            found[place.name] = place
            short = place.name.removesuffix("市")
            if len(short) >= 3 and short != place.name:
                found[short] = place
        return found

    @cached_property
    def counties(self) -> Mapping[str, tuple[Place, ...]]:
        """Counties by full name: many districts share one."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            if place.city and place.name not in _GENERIC:
                found.setdefault(place.name, []).append(place)
        return {name: tuple(those) for name, those in found.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of a province, prefecture or county."""
        return frozenset((*self.provinces, *(place.name for place in self.places)))

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(name[:2] for name in (*self.cities, *self.counties))

    def named_at(self, text: str, at: int) -> str:
        """The longest name of a prefecture or county that begins at an offset."""
        if text[at : at + 2] not in self._heads:
            return ""
        for length in range(12, 1, -1):
            name = text[at : at + length]
            if len(name) == length and (name in self.cities or name in self.counties):
                return name
        return ""


@attrs.frozen(kw_only=True)
class Belonging:
    """ZZ09 behind the name of a province or prefecture: what follows must lie in it."""

    places: Places

    @property
    def find(self) -> tuple[str, ...]:
        """Full names of provinces and prefectures."""
        cities = (name for name, place in self.places.cities.items() if name == place.name)
        return (*(name for name in self.places.provinces if name not in _SELF), *cities)

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding where what follows lies elsewhere."""
        above = draft.text[start:end]
        name = self.places.named_at(draft.text, end)
        if not name or name == above:
            return
        if above in self.places.provinces and above not in _SELF:
            homes = self._provinces_of(name)
            if homes and above not in homes:
                yield self._finding(start, end + len(name), name, homes[0])
        elif name in self.places.counties:
            homes = tuple(place.city for place in self.places.counties[name])
            if above not in homes and name not in self.places.cities:
                yield self._finding(start, end + len(name), name, homes[0])
        elif above in self.places.cities and name == self.places.cities[name].name:
            yield self._finding(start, end + len(name), name, self.places.cities[name].province)

    def _provinces_of(self, name: str) -> tuple[str, ...]:
        city = self.places.cities.get(name)
        homes = [city.province] if city else []
        homes += [place.province for place in self.places.counties.get(name, ())]
        return tuple(homes)

    def _finding(self, start: int, end: int, name: str, home: str) -> Finding:
        right = name if home == name else f"{home}{name}"
        return Finding(
            rule="ZZ09",
            gate=Gate.POLITICS,
            severity=Severity.GRAVE,
            start=start,
            end=end,
            message=f"{name}属于{home}" if home != name else f"{name}是直辖市",
            suggestion=right,
            basis=_BASIS,
        )


@attrs.frozen(kw_only=True)
class NoSuchCity:
    """ZZ09 a city named like its province that does not exist (贵州市)."""

    places: Places

    @property
    def find(self) -> tuple[str, ...]:
        """Short names of provinces with 市, but for 吉林市 and the municipalities."""
        shorts = (name.removesuffix("省") for name in self.places.provinces if name.endswith("省"))
        return tuple(f"{short}市" for short in shorts if f"{short}市" not in self.places.cities)

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding where an organ of that city is named."""
        after = draft.after(end, 8)
        if after[:1] in _NOT_A_CITY and not after.startswith("政府"):
            return
        if after.startswith(_ORGAN) or draft.text[start - 1 : start] in {"《", "到", "在", "赴"}:
            yield Finding(
                rule="ZZ09",
                gate=Gate.POLITICS,
                severity=Severity.GRAVE,
                start=start,
                end=end,
                message=f"没有“{draft.text[start:end]}”",
                suggestion="核对地名",
                basis=_BASIS,
            )
