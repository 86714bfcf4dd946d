"""Reading a roll: all errors at once, each with its line, in both languages; nothing is guessed."""

from __future__ import annotations

import pytest

from reports.obligations import DutyBasis
from reports.rules.case import AgencyLevel
from storage.records import LineageKind
from storage.roll import Roll, RollError, check_parents, read_roll
from tests.storage.rolls import roll_text

GOOD = """\
jurisdiction: shanghai
agencies:
  - id: shanghai-wsb
    name: 上海市人民政府外事办公室
    aliases: [上海市外办]
    level: department
    duty_basis: statutory_department
    parent: shanghai
    supervised_by: 上海市人民政府办公厅
    watch_from: 2024
    internal_dates:
      - {date: "01-26", source: 沪府办〔2025〕12号, binding: true}
    contacts: [{name: 公开办, phone: "021-1"}]
    lineage: [{kind: renamed, date: 2018-11-28, former_name: 上海市外事办公室}]
    sources:
      - {url: "https://wsb.sh.gov.cn/2020zfxxgknb/", family: auto, hosts: [wsb.sh.gov.cn], verified: false}
"""


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RollError) as caught:
        read_roll(text, file="shanghai.yml")
    assert all(problem.zh and problem.en for problem in caught.value.problems)
    assert "shanghai.yml:" in str(caught.value)
    return [(problem.line, problem.sentence) for problem in caught.value.problems]


def only_problem(text: str) -> tuple[int, str]:
    (found,) = problems(text)
    return found


def test_a_good_roll_is_read_with_all_its_values() -> None:
    roll = read_roll(GOOD, file="shanghai.yml")

    (entry,) = roll.agencies
    assert roll.lines == {"shanghai-wsb": 3}
    assert (entry.level, entry.duty_basis) == (AgencyLevel.DEPARTMENT, DutyBasis.STATUTORY_DEPARTMENT)
    assert (entry.internal_dates[0].date, entry.internal_dates[0].binding) == ("01-26", True)
    assert entry.lineage[0].kind is LineageKind.RENAMED
    assert entry.sources[0].hosts == ("wsb.sh.gov.cn",)


def test_an_unknown_key_names_its_line_and_the_key_that_was_meant() -> None:
    line, sentence = only_problem(GOOD.replace("    watch_from: 2024", "    watch_form: 2024\n    watch_from: 2024"))

    assert line == 10
    assert "watch_form" in sentence
    assert "是否想写 “watch_from”" in sentence
    assert "did you mean 'watch_from'" in sentence


@pytest.mark.parametrize(
    ("before", "after", "line", "meant"),
    [
        ("jurisdiction: shanghai", "jurisdiktion: x\njurisdiction: shanghai", 1, "jurisdiction"),
        ("family: auto", "famly: auto", 16, "family"),
        ("binding: true", "bindings: true", 12, "binding"),
        ('phone: "021-1"', 'fone: "021-1"', 13, "phone"),
        ("former_name:", "formername:", 14, "former_name"),
    ],
)
def test_unknown_keys_are_found_in_every_part_of_the_roll(before: str, after: str, line: int, meant: str) -> None:
    assert any(found == line and meant in sentence for found, sentence in problems(GOOD.replace(before, after)))


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("level: department", "level: departmnt", 6, "是否想写 “department”"),
        ("duty_basis: statutory_department", "duty_basis: statutory", 7, "不在允许的值中"),
        ("id: shanghai-wsb", "id: 上海外办", 3, "小写字母"),
        ("id: shanghai-wsb", "id: 12", 3, "请加引号"),
        ("    name: 上海市人民政府外事办公室\n", "", 3, "缺少 “name”"),
        ("name: 上海市人民政府外事办公室", 'name: "  "', 4, "不能为空"),
        ("name: 上海市人民政府外事办公室", "name: 2024", 4, "请加引号"),
        ("watch_from: 2024", 'watch_from: "2024"', 10, "四位年份"),
        ("watch_from: 2024", "watch_from: 24", 10, "四位年份"),
        ("aliases: [上海市外办]", "aliases: 上海市外办", 5, "应为列表"),
        ('date: "01-26"', 'date: "1-26"', 12, "月-日"),
        ('date: "01-26"', 'date: "02-30"', 12, "没有 02-30"),
        ('date: "01-26"', 'date: "02-29"', 12, "没有 02-29"),
        ('date: "01-26"', "date: 2026-01-26", 12, "月-日"),
        ("date: 2018-11-28", "date: soon", 14, "应为日期"),
        ("kind: renamed", "kind: rename", 14, "renamed"),
        ("verified: false", "verified: nope", 16, "true 或 false"),
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "wsb.sh.gov.cn/nb", 16, "http://"),
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "ftp://wsb.sh.gov.cn/nb", 16, "http://"),
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "https://me:pw@wsb.sh.gov.cn/nb", 16, "密码"),
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "https://wsb.sh.gov.cn:99999/nb", 16, "无法识别"),
        ("https://wsb.sh.gov.cn/2020zfxxgknb/", "https://www.sh.gov.cn/nb", 16, "缺少网址自己的主机"),
        ("hosts: [wsb.sh.gov.cn]", 'hosts: ["http://wsb.sh.gov.cn/"]', 16, "只写主机名"),
        ("contacts: [{name: 公开办", "contacts: [公开办, {name: 公开办", 13, "键: 值"),
    ],
)
def test_a_wrong_value_says_where_it_stands_and_how_to_write_it(before: str, after: str, line: int, says: str) -> None:
    assert before in GOOD

    found = problems(GOOD.replace(before, after))

    assert [at for at, sentence in found if says in sentence] == [line], found


def test_every_error_of_the_file_is_told_at_once_in_its_order() -> None:
    text = GOOD.replace("level: department", "level: nothing").replace("watch_from: 2024", "watch: 2024")

    found = problems(text)

    assert [line for line, _ in found] == [3, 6, 10]


def test_a_doubled_id_names_both_lines() -> None:
    second = roll_text(2).replace("id: a2", "id: a1")

    line, sentence = only_problem(second)

    assert line == 9
    assert "a1 与第 3 行重复" in sentence


def test_a_doubled_address_names_both_lines() -> None:
    second = roll_text(2).replace("127.0.0.2", "127.0.0.1")

    line, sentence = only_problem(second)

    assert line == 14
    assert "http://127.0.0.1/nb/ 与第 8 行重复" in sentence


def test_doubles_are_told_together_with_other_errors() -> None:
    text = roll_text(2).replace("id: a2", "id: a1").replace("level: department", "level: x", 1)

    assert [line for line, _ in problems(text)] == [5, 9]


def test_a_key_written_twice_is_an_error_and_not_a_silent_choice() -> None:
    line, sentence = only_problem(GOOD.replace("    watch_from: 2024", "    watch_from: 2023\n    watch_from: 2024"))

    assert (line, "与第 10 行重复" in sentence) == (11, True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "文件是空的"),
        ("# 只有注释\n", "文件是空的"),
        ("- a\n- b\n", "键: 值"),
        ("jurisdiction: [", "YAML 格式错误"),
        ("jurisdiction: x\n\tagencies: []\n", "YAML 格式错误"),
        ("a: &x [1]\nb: *x\n", "引用"),
        ("jurisdiction: x\nagencies: !!python/object:os.system []\n", "YAML 格式错误"),
        ("jurisdiction: x\x00\n", "YAML 格式错误"),
        ("agencies: 2026-13-45\njurisdiction: x\n", "YAML 格式错误"),
        ("[" * 5000, ""),
    ],
)
def test_what_is_no_roll_is_refused_with_a_sentence(text: str, says: str) -> None:
    assert any(says in sentence for _, sentence in problems(text))


def test_a_syntax_error_names_its_line() -> None:
    line, _ = only_problem(GOOD.replace("    level: department", "     level: department"))

    assert line == 6


def test_an_agency_without_a_known_column_is_fine_but_must_say_so() -> None:
    assert read_roll(roll_text(0) + "", file="x").agencies == ()
    sources = GOOD.index("    sources:")
    without = GOOD[:sources]

    assert read_roll(without + "    sources: []\n", file="x").agencies[0].sources == ()
    assert "缺少 “sources”" in only_problem(without)[1]


def test_names_too_long_for_one_index_entry_are_refused() -> None:
    text = GOOD.replace("[上海市外办]", str([f"别名{n}" + "长" * 90 for n in range(8)]))

    assert "不能超过" in only_problem(text)[1]


# --- between rolls -----------------------------------------------------------------------------------


def _roll(text: str, file: str = "one.yml") -> Roll:
    return read_roll(text, file=file)


def _relatives(*rolls: Roll, known: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(RollError) as caught:
        check_parents(rolls, known=known)
    return [problem.sentence for problem in caught.value.problems]


def test_an_unknown_parent_is_named_with_the_one_that_was_meant() -> None:
    (sentence,) = _relatives(_roll(GOOD), known=("shanghaii",))

    assert sentence.startswith("one.yml:3:")
    assert "是否想写 “shanghaii”" in sentence


def test_a_parent_may_stand_in_another_roll_or_be_known_already() -> None:
    other = _roll(roll_text().replace("id: a1", "id: shanghai"), "two.yml")

    check_parents([_roll(GOOD), other], known=())
    check_parents([_roll(GOOD)], known=("shanghai",))


def test_an_agency_in_two_rolls_is_an_error_in_the_second() -> None:
    (sentence,) = _relatives(_roll(roll_text()), _roll(roll_text(jurisdiction="there"), "two.yml"))

    assert sentence.startswith("two.yml:3:")
    assert "one.yml" in sentence


def test_parents_that_lead_in_a_circle_are_an_error() -> None:
    text = roll_text(2).replace("id: a1\n", "id: a1\n    parent: a2\n").replace("id: a2\n", "id: a2\n    parent: a1\n")

    assert all("绕回" in sentence for sentence in _relatives(_roll(text)))


def test_an_unknown_successor_is_an_error() -> None:
    text = GOOD.replace("former_name: 上海市外事办公室", "successor: nobody")

    assert any("successor" in sentence for sentence in _relatives(_roll(text), known=("shanghai",)))
