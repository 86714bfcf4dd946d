"""What the names of bodies tell: whether two may be one body's, and of what kind and level a body is."""

from __future__ import annotations

import pytest

from reports.rules.bodies import are_unlike, body_named, is_of_county_level, may_be_same, reports_rules_for_others
from reports.rules.case import AgencyLevel


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市外办", "上海市人民政府外事办公室"),
        ("临江市住建局", "临江市住房和城乡建设局"),
        ("云山县发改局", "云山县发展和改革局（云山县粮食局）"),
        ("云山县粮食局", "云山县发展和改革局（云山县粮食局）"),
        ("临江市", "临江市人民政府"),
        ("临江市 档案局", "临江市档案局"),
        ("区政府国资局", "东湖区国资局"),
        ("市税务局", "国家税务总局临江市税务局"),
    ],
)
def test_an_abbreviation_or_a_second_name_may_be_the_same_body(one: str, other: str) -> None:
    assert may_be_same(one, other)
    assert may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("临江市档案局", "临江市水务局"), ("东湖区人民政府", "西湖区人民政府"), ("市水务局", "市档案局")]
)
def test_other_words_are_another_body(one: str, other: str) -> None:
    assert not may_be_same(one, other)


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("临江市水务局", "临江市档案局", True),
        ("云山县人民政府", "临江市人民政府", True),
        ("临江市卫健委", "临江市卫生健康局", False),
        ("临江市城管局", "临江市城市管理综合执法支队", False),
        ("区政府国资局", "东湖区国资局", False),
    ],
)
def test_names_are_unlike_only_where_nothing_but_place_and_kind_is_shared(
    one: str, other: str, *, unlike: bool
) -> None:
    assert are_unlike(one, other) is unlike
    assert are_unlike(other, one) is unlike


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("临江市人民政府", AgencyLevel.GOVERNMENT),
        ("临江市", AgencyLevel.GOVERNMENT),
        ("云山县城关镇人民政府", AgencyLevel.TOWNSHIP),
        ("临江市滨湖街道办事处", AgencyLevel.TOWNSHIP),
        ("临江市档案局", AgencyLevel.DEPARTMENT),
        ("临江市人民政府办公室", AgencyLevel.DEPARTMENT),
        ("临江市公安局交通警察支队", AgencyLevel.OTHER),
    ],
)
def test_a_name_tells_the_level_as_far_as_it_does(name: str, level: AgencyLevel) -> None:
    assert body_named(name).level is level


@pytest.mark.parametrize(
    "name",
    [
        "上海市静安区人民政府",
        "青江市东湖区水务局",
        "江南省青江市云山县水务局",
        "鄂温克族自治旗人民政府",
        "阿拉善左旗政府",
    ],
)
def test_counties_banners_and_districts_of_cities_are_of_county_level(name: str) -> None:
    assert is_of_county_level(body_named(name), None) is True


@pytest.mark.parametrize(
    "name",
    [
        "昆山市人民政府",
        "上海市浦东新区人民政府",
        "内蒙古自治区水利厅",
        "苏州工业园区管理委员会",
        "市社区建设局",
        "青江市区域合作办公室",
        "临江市市区管理局",
        "大兴安岭地区行政公署",
        "市风景区管理处",
    ],
)
def test_where_the_name_does_not_tell_the_level_nothing_is_concluded(name: str) -> None:
    assert is_of_county_level(body_named(name), None) is None


@pytest.mark.parametrize("name", ["云山县人民政府办公室", "云山县政府办", "云山县司法局", "东湖区政府办公室"])
def test_general_and_justice_offices_state_their_governments_rules(name: str) -> None:
    assert reports_rules_for_others(body_named(name), None)


@pytest.mark.parametrize("name", ["云山县水务局", "云山县人民政府", "云山县地方志办公室"])
def test_other_offices_state_their_own(name: str) -> None:
    assert not reports_rules_for_others(body_named(name), None)
