"""Who is to do a task (责任单位): names parted, leads told from helpers, ours among them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from gongkai_desktop.domain.ledger.plan.task import PlanWords

_PART = re.compile(r"[、，,；;\s/]+|(?<=[局委办科室处部])[和及与](?=[\u4e00-\u9fff])|会同")
_ETC = re.compile(r"^(?P<name>.+?)等(?P<rest>.*(?:部门|单位|科室|处室|股室|街道|机构).*)$")
_LEADS = re.compile(
    r"^(?:由)?(?P<who>.+?)(?:总)?(?:牵头|主办|总负责|统筹)(?:做好.*|负责.*|落实.*|推进.*|组织.*|抓好.*)?$"
)
_HELPS = re.compile(
    r"^(?:由)?(?P<who>.+?)(?:按.*|根据.*|结合.*|分别|共同|积极)?(?:配合|协办|协同|协助)(?:做好.*|落实.*|实施.*|推进.*)?$"
)
_DOES = re.compile(
    r"^(?:由)?(?P<who>.+?)(?:按照?.*?|根据.*?|结合.*?|依.*?|对应职能.*?|分别|共同|具体|分工|各自)*"
    r"(?:负责(?:落实|实施|做好.*|推进.*|.*)?|落实|做好.*|组织实施|承办)$"
)
_PHRASE = re.compile(r"[；;。]+|(?<=牵头)[，,、]|(?<=负责)[，,、]|(?<=配合)[，,]|(?<=落实)[，,]")
_EVERY_PLACE = re.compile(r"各[省市县区州盟旗、]+")
_SHORT = 30
_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9()（）“”\"0-9]+")


@attrs.frozen(kw_only=True)
class Assigned:
    """The units of a task."""

    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


def names_in(words: str) -> tuple[str, ...]:
    """The units a list names, in order; 甲局等有关部门 gives 甲局 and 有关部门."""
    found: list[str] = []
    for part in _outside_brackets(words):
        name = part.strip(" 　。.：:")
        etc = _ETC.match(name)
        names = [etc["name"], etc["rest"]] if etc else [name.removesuffix("等") or name]
        found += [one.strip() for one in names if one.strip()]
    return tuple(dict.fromkeys(found))


def _outside_brackets(words: str) -> list[str]:
    """Cut at separators that do not stand in brackets: 各县（市、区）政府 stays whole."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\x00{len(kept) - 1}\x00"

    held = re.sub(r"[（(][^（）()]*[)）]", keep, words)
    parts = [part for part in _PART.split(held) if part]
    return [re.sub(r"\x00(\d+)\x00", lambda at: kept[int(at[1])], part) for part in parts]


def looks_like_units(words: str, known: PlanWords) -> bool:
    """Whether a cell names units: a list, most of whose parts end as units do."""
    text = _closed_up(words, known)
    if not text or len(text) > 400 or "。" in text.rstrip("。"):
        return False
    if _says_who(text, known):
        return True
    names = names_in(text)
    ends = sum(_is_unit(name, known) for name in names)
    return bool(names) and ends * 2 >= len(names)


def _is_unit(name: str, known: PlanWords) -> bool:
    bare = re.sub(r"[（(][^（）()]*[)）]", "", name)
    if _EVERY_PLACE.fullmatch(bare):
        return True
    return len(name) <= _SHORT and bare.endswith(known.unit_ends)


def _says_who(text: str, known: PlanWords) -> bool:
    found = assigned_in(text, known)
    return bool(found.lead or found.support) and all(_is_unit(one, known) for one in found.units)


def assigned_in(words: str, known: PlanWords) -> Assigned:
    """Who leads, who helps, who does, from a list or a sentence (办公室牵头，各科室配合).

    What is labelled as something else (完成时限, 责任人) names no unit.
    """
    lead: list[str] = []
    support: list[str] = []
    does: list[str] = []
    for phrase in _phrases(words, known):
        label, _, rest = phrase.partition("：")
        field = label_field(label, known) if rest else ""
        if field in ("deadline", "person"):
            continue
        if field in ("lead", "support", "units"):
            {"lead": lead, "support": support, "units": does}[field].extend(names_in(rest))
            continue
        text = _unwrapped(phrase)
        for pattern, into in ((_LEADS, lead), (_HELPS, support), (_DOES, does)):
            found = pattern.match(text)
            if found and _plausible(found["who"], known):
                into.extend(names_in(found["who"]))
                break
        else:
            does.extend(names_in(text))
    units = tuple(dict.fromkeys([*lead, *does, *support]))
    return Assigned(
        units=units, lead=tuple(dict.fromkeys(lead)), support=tuple(dict.fromkeys(support))
    )


def _unwrapped(phrase: str) -> str:
    """A phrase without the brackets around all of it."""
    found = re.fullmatch(r"\s*[（(]([^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*)[)）]\s*", phrase)
    return found.group(1) if found else phrase.strip()


def _plausible(who: str, known: PlanWords) -> bool:
    names = names_in(who)
    return bool(names) and all(_is_unit(name, known) for name in names)


def _phrases(words: str, known: PlanWords) -> list[str]:
    """Sentences of an assignment; a comma behind 牵头 ends one too, and so does a new label."""
    text = _closed_up(labelled_parts(words, known), known)
    return [part.strip("，,、") for part in _PHRASE.split(text) if part.strip("，,、")]


def labelled_parts(words: str, known: PlanWords) -> str:
    """An assignment with ； before each label (责任单位：甲局 完成时限：全年)."""

    def parted(found: re.Match[str]) -> str:
        return f"；{found[1]}：" if label_field(found[1], known) else found.group()

    text = words.replace(":", "：")
    ends = "|".join(map(re.escape, sorted(known.labels, key=len, reverse=True)))
    label = rf"((?:{ends})(?:[（(][^（()）：]{{1,8}}[)）])?)"
    return re.sub(rf"[；;，,。、\s]*{label}\s*：", parted, text)


def label_field(label: str, known: PlanWords) -> str:
    """The field a label names; a bracketed remark in it does not count, nor do spaces."""
    bare = re.sub(r"[（(].*?[)）]|[\s【】\[\]]", "", label)
    return known.labels.get(bare, "")


def _closed_up(words: str, known: PlanWords) -> str:
    """Spaces and line ends between two units part them; within a name they are only where the
    cell was too narrow."""
    pieces = words.split()
    text = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        first = re.split(r"[、，,；;：]", piece)[0]
        both = text.endswith(known.unit_ends) and len(first) > 2 and _is_unit(first, known)
        text += f"、{piece}" if both else piece
    return text


def concerns(units: Iterable[str], names: Iterable[str], known: PlanWords) -> bool:
    """Whether a task is ours (与本单位有关): named, or one of 各部门, or without any unit."""
    asked = [_bare(unit) for unit in units]
    ours = [_bare(name) for name in names if name]
    if not asked:
        return True
    return any(_is_ours(unit, ours, known) for unit in asked)


def _is_ours(unit: str, ours: list[str], known: PlanWords) -> bool:
    town = any(name.endswith(("街道办事处", "镇人民政府", "乡人民政府", "街道")) for name in ours)
    is_town_word = any(word in unit for word in known.towns) and not unit.endswith("局")
    if is_town_word and (unit.startswith("各") or "乡镇" in unit or "镇街" in unit):
        return town
    if town and any(word in unit for word in known.departments):
        return False
    if any(word in unit for word in known.everyone):
        return True
    if unit.endswith(known.inner) and not re.search(r"[市县区州盟旗省]", unit):
        return True
    return any(_same(unit, name) for name in ours)


def _bare(name: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]|\s", "", name)


def _same(unit: str, name: str) -> bool:
    """市自然资源局 is 望山县自然资源局 where what follows the place is the same."""
    if unit in name and len(unit) >= 3 and name.endswith(unit):
        return True
    if name in unit and len(name) >= 4:
        return True
    core = re.sub(r"^.{0,12}?[省市县区州盟旗](?=.{2,})", "", unit)
    mine = re.sub(r"^.{0,12}?[省市县区州盟旗](?=.{2,})", "", name)
    return len(core) >= 3 and (core == mine or (mine.endswith(core) and len(core) >= 4))
