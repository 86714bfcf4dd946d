"""Reads a roll: YAML text to checked entries, or every error at once, each with its line, in Chinese and English."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from storage.errors import StorageError
from storage.roll_models import (
    AgencyEntry,
    ContactEntry,
    CoverageEntry,
    InternalDateEntry,
    LineageEntry,
    RollFile,
    SourceEntry,
)
from storage.roll_yaml import Path, RollProblem, YamlTree, read_tree

LARGEST_ROLL = 64 * 1024 * 1024
_KEYS: Mapping[str, Collection[str]] = {
    "": RollFile.model_fields,
    "agencies": AgencyEntry.model_fields,
    "sources": SourceEntry.model_fields,
    "internal_dates": InternalDateEntry.model_fields,
    "contacts": ContactEntry.model_fields,
    "lineage": LineageEntry.model_fields,
    "covers": CoverageEntry.model_fields,
}


class RollError(StorageError):
    """A roll that cannot be imported; `problems` are all of its errors, in the order of the file."""

    def __init__(self, problems: Sequence[RollProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(problem.sentence for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Roll:
    """A checked roll; `lines` tells at which line of `file` each agency stands."""

    file: str
    jurisdiction: str
    agencies: tuple[AgencyEntry, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


def read_roll(text: str, *, file: str) -> Roll:
    """Return the roll; raises RollError with everything that is wrong in it.

    Whether a `parent` exists is not known from one file: ask `check_parents` with all rolls at hand.
    """
    if len(text) > LARGEST_ROLL:
        raise RollError([RollProblem(file, 1, "文件过大，不像名录", "the file is too large for a roll")])
    tree = read_tree(text, file=file)
    problems = list(tree.problems)
    if tree.value is None:
        raise RollError(problems or [RollProblem(file, 1, "文件是空的", "the file is empty")])
    try:
        checked = RollFile.model_validate(tree.value)
    except ValidationError as error:
        problems += [_problem(tree, detail) for detail in error.errors(include_url=False)]
        problems += _doubles(tree, _loose_ids(tree), _loose_addresses(tree))
        raise RollError(problems) from None
    ids = [(entry.id, ("agencies", n, "id")) for n, entry in enumerate(checked.agencies)]
    addresses: list[tuple[str, Path]] = [
        (source.url, ("agencies", n, "sources", m, "url"))
        for n, entry in enumerate(checked.agencies)
        for m, source in enumerate(entry.sources)
    ]
    problems += _doubles(tree, ids, addresses)
    if problems:
        raise RollError(problems)
    lines = {key: tree.line(path) for key, path in ids}
    return Roll(file, checked.jurisdiction, checked.agencies, lines)


def check_parents(rolls: Sequence[Roll], *, known: Collection[str]) -> None:
    """Raise RollError for a parent or successor that is in none of the rolls nor `known`, a circle of parents, and an
    agency that stands in two of the rolls."""
    places: dict[str, Roll] = {}
    problems = []
    for roll in rolls:
        for entry in roll.agencies:
            if entry.id in places:
                zh, en = f"机构 {entry.id} 已在 {places[entry.id].file} 中", "the agency stands in two rolls"
                problems.append(RollProblem(roll.file, roll.lines[entry.id], zh, en))
            places[entry.id] = roll
    everybody = {*places, *known}
    parents = {entry.id: entry.parent for roll in rolls for entry in roll.agencies}
    for roll in rolls:
        for entry in roll.agencies:
            problems += [
                RollProblem(roll.file, roll.lines[entry.id], zh, en)
                for zh, en in _wrong_relatives(entry, everybody, parents)
            ]
    if problems:
        raise RollError(problems)


def _wrong_relatives(
    entry: AgencyEntry, everybody: Collection[str], parents: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    named = [
        ("parent", entry.parent),
        *(("successor", event.successor) for event in entry.lineage),
        *(("covers", covered) for declared in entry.covers for covered in declared.agencies),
        *(("one_office_with", other) for other in entry.one_office_with),
    ]
    for key, other in named:
        if other is not None and other not in everybody:
            hint_zh, hint_en = _did_you_mean(other, everybody)
            yield (
                f"机构 {entry.id} 的 {key} “{other}” 不在名录中{hint_zh}",
                f"{key} {other!r} of {entry.id} is in no roll{hint_en}",
            )
    seen, above = {entry.id}, entry.parent
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    if above == entry.id:
        yield f"机构 {entry.id} 的上级绕回了自己", f"the parents of {entry.id} lead back to itself"


def _doubles(
    tree: YamlTree, ids: Sequence[tuple[str, Path]], addresses: Sequence[tuple[str, Path]]
) -> Iterator[RollProblem]:
    for what_zh, what_en, entries in (("机构编号", "agency id", ids), ("网址", "address", addresses)):
        first: dict[str, int] = {}
        for key, path in entries:
            line = tree.line(path)
            if key in first:
                zh, en = f"{what_zh} {key} 与第 {first[key]} 行重复", f"{what_en} repeated from line {first[key]}"
                yield RollProblem(tree.file, line, zh, en)
            first.setdefault(key, line)


def _loose_ids(tree: YamlTree) -> list[tuple[str, Path]]:
    return [(value, path) for path, value in tree.scalars() if len(path) == 3 and path[2] == "id"]


def _loose_addresses(tree: YamlTree) -> list[tuple[str, Path]]:
    return [(value, path) for path, value in tree.scalars() if len(path) == 5 and path[4] == "url"]


def _problem(tree: YamlTree, detail: ErrorDetails) -> RollProblem:
    path = tuple(detail["loc"])
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    zh, en = _sentence(detail, path, key)
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return RollProblem(tree.file, tree.line(path), f"{where}：{zh}" if where else zh, en)


def _sentence(detail: ErrorDetails, path: Path, key: str) -> tuple[str, str]:
    context: dict[str, Any] = detail.get("ctx", {})
    if "zh" in context:
        return context["zh"], context["en"]
    match detail["type"]:
        case "extra_forbidden":
            parents = [part for part in path[:-1] if isinstance(part, str)]
            hint_zh, hint_en = _did_you_mean(key, _KEYS.get(parents[-1] if parents else "", ()))
            return f"不认识的键 “{key}”{hint_zh}", f"unknown key {key!r}{hint_en}"
        case "missing":
            return f"缺少 “{key}”", f"{key!r} is missing"
        case "enum":
            allowed = str(context["expected"])
            words = [word.strip(" '") for word in allowed.replace(" or ", ", ").split(",")]
            hint_zh, hint_en = _did_you_mean(str(detail["input"]), words)
            return f"“{detail['input']}” 不在允许的值中（{allowed}）{hint_zh}", f"must be {allowed}{hint_en}"
        case "string_type":
            return f"应为文字，数字或日期请加引号：{detail['input']!r}", "must be text; quote numbers and dates"
        case "string_pattern_mismatch":
            return f"只能用小写字母、数字和连字符（-）：{detail['input']!r}", f"must match {context['pattern']}"
        case "bool_type":
            return f"应为 true 或 false：{detail['input']!r}", "must be true or false"
        case "int_type" | "int_parsing" | "greater_than_equal" | "less_than_equal":
            return f"应为四位年份：{detail['input']!r}", "must be a year of four digits"
        case "date_type" | "date_from_datetime_parsing":
            return f"应为日期，如 2024-03-01（不加引号）：{detail['input']!r}", "must be a date such as 2024-03-01"
        case "tuple_type":
            return "应为列表（每项以 - 开头），没有时写 []", "must be a list, [] if there is none"
        case "model_type" | "dict_type":
            return "应为“键: 值”的形式", "must be a mapping of keys to values"
        case "string_too_long":
            return f"过长，最多 {context['max_length']} 个字", f"at most {context['max_length']} characters"
        case other:
            return f"值不正确（{other}）：{detail['input']!r}", detail["msg"]


def _did_you_mean(word: str, known: Collection[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return (f"，是否想写 “{near[0]}”？", f", did you mean {near[0]!r}?") if near else ("", "")
