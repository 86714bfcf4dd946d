"""Names of administrative bodies: whether two may be the same body, and what kind of body a name tells."""

from __future__ import annotations

import re

from reports.rules.case import AgencyLevel, BodyFacts

_SPACES = re.compile(r"[\s·•]+")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_WHICHEVER = re.compile(r"^[省市区县州旗镇乡](?:人民)?(?:政府)?(?=[\u4e00-\u9fff]{3})")
_KIND = re.compile(
    r"(?:委员会|办公[厅室]|办事处|[省市县区镇乡]?(?:人民)?政府|街道|中心|[局委办厅部处队站所]|[省市县区镇乡])(?:（.*)?$"
)
_GOVERNMENT = re.compile(r"(?:人民政府|[^办]政府)$")
_TOWNSHIP = re.compile(r"(?:[乡镇]|街道|苏木)(?:人民政府|办事处|办)?$|街道办事处|[乡镇]人民政府")
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|委|办公室|办|部)(?:（[^（）]*）)?$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,10}(?:省|自治区|市|区|县|州|盟|旗)$")
_GENERAL_OFFICE = re.compile(r"(?:政府|府)(?:办公[厅室]|办)|^[^局委厅]{0,12}(?:县|区|旗|市)(?:政府)?办公[厅室]")
_JUSTICE_OFFICE = re.compile(r"司法[厅局]|法制(?:办公室|办|局)")
_LARGER = r"(?:[\u4e00-\u9fff]{2,6}(?:省|自治区))?(?:[\u4e00-\u9fff]{1,7}?(?:市|自治州|州|盟|地区))?"
_COUNTY = re.compile(rf"^{_LARGER}[^省市区州盟]{{1,12}}?(?:县(?!级)|自治旗|[左右前中后]旗|联合旗)")
_DISTRICT = re.compile(
    rf"^(?P<larger>{_LARGER})(?P<name>[^省市区县州盟局委厅]{{1,5}})区(?!域|块|位|划|间|级|政[务法]|[^\u4e00-\u9fff]?$)"
)
_NO_DISTRICT = re.compile(
    r"(?:自治|新|开发|高新|保税|经开|示范|管理|试验|度假|合作|特|景|园|社|地|市|辖|库|林|牧|灾|老|片|港|功能|产业|工业|行政|自贸|贸易|风景|名胜|保护|经济|技术|综合|旅游|生态)$"
)


def plain_name(name: str) -> str:
    """Return a name without white space."""
    return _SPACES.sub("", name)


def may_be_same(one: str, other: str) -> bool:
    """Return whether two names may be one body's: equal, or the shorter one's characters stand in the longer in order.

    "市外办" may be "上海市人民政府外事办公室", "区政府国资局" that of any district; a name in brackets behind another
    ("某局（某委）") is a name of its own.
    """
    first, second = _forms(one), _forms(other)
    return any(_abbreviates(a, b) or _abbreviates(b, a) for a in first for b in second)


def _forms(name: str) -> list[str]:
    plain = plain_name(name).replace("(", "（").replace(")", "）")
    inner = [found[1:-1] for found in _BRACKETED.findall(plain)]
    named = [form for form in (_BRACKETED.sub("", plain), *inner) if form]
    return [*named, *(_WHICHEVER.sub("", form, count=1) for form in named if _WHICHEVER.match(form))]


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def are_unlike(one: str, other: str) -> bool:
    """Return whether two names have nothing in common but place and kind: "临江市水务局" and "临江市档案局"."""
    if may_be_same(one, other):
        return False
    first, second = plain_name(one), plain_name(other)
    shared = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    return not set(_KIND.sub("", first[shared:])) & set(_KIND.sub("", second[shared:]))


def body_named(name: str) -> BodyFacts:
    """Return what a name alone tells of a body: itself, and its level where the name says it."""
    plain = plain_name(name)
    return BodyFacts(agency_id=name, name=plain, level=_level_told(plain))


def is_government(agency: BodyFacts | None, printed: str | None) -> bool:
    """Return whether the report is a government's of county level or above, by the roll or else by its printed name."""
    level = _level_told(plain_name(printed or "")) if agency is None else agency.level
    return level is AgencyLevel.GOVERNMENT


def _level_told(name: str) -> AgencyLevel:
    if _TOWNSHIP.search(name):
        return AgencyLevel.TOWNSHIP
    if _GOVERNMENT.search(name) or _PLACE.fullmatch(name):
        return AgencyLevel.GOVERNMENT
    return AgencyLevel.DEPARTMENT if _DEPARTMENT.search(name) else AgencyLevel.OTHER


def is_of_county_level(agency: BodyFacts | None, printed: str | None) -> bool | None:
    """Return whether a body is of county level or below by what its names tell; None where they do not tell.

    A county-level city's name is like a larger city's: it tells nothing. Development zones, new areas and
    autonomous regions are no districts of a city.
    """
    if agency is not None and agency.level is AgencyLevel.TOWNSHIP:
        return True
    names = [printed or ""] if agency is None else [agency.name, *agency.aliases]
    plain = [plain_name(name) for name in names if name]
    if any(_TOWNSHIP.search(name) or _COUNTY.match(name) or _is_district(name) for name in plain):
        return True
    return None


def reports_rules_for_others(agency: BodyFacts | None, printed: str | None) -> bool:
    """Return whether the body is a general office or a justice office, which state the rules of their government."""
    names = [printed or ""] if agency is None else [agency.name, *agency.aliases]
    return any(
        _GENERAL_OFFICE.search(plain_name(name)) or _JUSTICE_OFFICE.search(plain_name(name)) for name in names if name
    )


def _is_district(name: str) -> bool:
    match = _DISTRICT.match(name)
    return match is not None and _NO_DISTRICT.search(match["name"]) is None
