"""What is wrong with the settings, said so that it can be put right: the full key, the key meant, what to write."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

from duban.errors import UserError

PREFIX = "DUBAN_"
ALIKE = 60  # of 100: "bnid" for "bind" scores 75, unrelated keys stay below 50
OUR_ERROR = "duban"

# By pydantic's name of the error: what was expected, in Chinese and English; {} is the bound or the choices.
EXPECTED: dict[str, tuple[str, str]] = {
    "missing": ("缺少这一项，请补上", "is missing: add it"),
    "enum": ("只能是 {}", "must be {}"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_type": ("应为整数，不加引号", "must be a whole number without quotes"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "bool_type": ("应为 true 或 false，不加引号", "must be true or false without quotes"),
    "string_type": ("应为文字，请加引号", "must be text in quotes"),
    "path_type": ("应为路径，请加引号", "must be a path in quotes"),
    "tuple_type": ('应为列表，例如 ["shanghai"]', 'must be a list such as ["shanghai"]'),
    "model_type": ("应为一节，下面再写各项", "must be a table with keys of its own"),
    "greater_than_equal": ("不能小于 {}", "must be at least {}"),
    "less_than_equal": ("不能大于 {}", "must be at most {}"),
}
BOUNDS = ("ge", "le", "expected")


class SettingsError(UserError):
    """The settings cannot be used as they stand; the text names every key concerned and what to write instead."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one key; `key` is its full path in the file, or the name of the variable."""

    key: str
    zh: str
    en: str


def wrong_value(zh: str, en: str) -> PydanticCustomError:
    """Return the error that a validator raises for a value that cannot be used."""
    return PydanticCustomError(OUR_ERROR, "{en}", {"zh": zh, "en": en})


def error_for(problems: Sequence[Problem], origin: str) -> SettingsError:
    """Return one error that lists all problems, Chinese first; `origin` is the file, or what stands for it."""
    zh = [f"设置有 {len(problems)} 处需要改正（{origin}）：", *(f"  {p.key}：{p.zh}" for p in problems)]
    en = [f"{len(problems)} setting(s) to put right ({origin}):", *(f"  {p.key}: {p.en}" for p in problems)]
    return SettingsError("\n".join([*zh, "改好后可用 duban config check 检查。"]), "\n".join(en))


def problems_of(error: ValidationError, model: type[BaseModel], variables: Collection[str]) -> list[Problem]:
    """Return the problems that validation found; a key that one of the variables sets goes by the variable's name."""
    return [_problem(detail, model, variables) for detail in error.errors(include_url=False, include_input=False)]


def unknown_variables(names: Iterable[str], model: type[BaseModel]) -> list[Problem]:
    """Return a problem for each variable, all under our prefix, that sets no key at all.

    Variables below a known table are left to validation, which sees them.
    """
    tables = {PREFIX + name.upper() for name in model.model_fields}
    choices = [path.replace(".", "__").upper() for path in paths(model)]
    return [
        _unknown(name, PREFIX, choices)
        for name in sorted(names)
        if name.upper().startswith(PREFIX) and name.upper().split("__")[0] not in tables
    ]


def variables_not_json(variables: Mapping[str, str], model: type[BaseModel]) -> list[Problem]:
    """Return a problem for each variable that sets a list or a table and is not written as JSON."""
    scalars = {path for path, is_list in paths(model).items() if not is_list}
    problems = []
    for name, value in sorted(variables.items()):
        try:
            json.loads(value)
        except ValueError:
            if name[len(PREFIX) :].lower().replace("__", ".") not in scalars:
                zh = '应按 JSON 书写，例如 [{"name": "office", "url_file": "office.url"}]'
                problems.append(Problem(name, zh, zh.replace("应按 JSON 书写，例如", "must be JSON, such as")))
    return problems


def paths(model: type[BaseModel]) -> dict[str, bool]:
    """Return the dotted path of every key of the model, tables opened; True for those that hold a list."""
    found: dict[str, bool] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= {f"{key}.{path}": is_list for path, is_list in paths(inner).items()}
        else:
            found[key] = get_origin(inner) is tuple
    return found


def _problem(detail: ErrorDetails, model: type[BaseModel], variables: Collection[str]) -> Problem:
    location = detail["loc"]
    key = _as_written(location, variables)
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        last = str(location[-1])
        choices = _siblings(location, model)
        return _unknown(key, key[: -len(last)], [c.upper() for c in choices] if key in variables else choices)
    if detail["type"] == OUR_ERROR:
        return Problem(key, context["zh"], context["en"])
    zh, en = EXPECTED.get(detail["type"], ("写法不对，请对照文档改正", detail["msg"]))
    bound = str(next((context[name] for name in BOUNDS if name in context), ""))
    return Problem(key, zh.format(bound.replace(" or ", " 或 ")), en.format(bound))


def _unknown(key: str, parent: str, choices: Sequence[str]) -> Problem:
    """Say that there is no such key below the parent, and which of the choices there may be meant."""
    best = process.extractOne(key[len(parent) :], choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is not None:
        meant = parent + best[0]
        return Problem(key, f"没有这个设置项，是不是 {meant}？请改正。", f"no such setting; did you mean {meant}?")
    listed = ", ".join(parent + choice for choice in choices)
    return Problem(key, f"没有这个设置项，请删去；可用的有 {listed}", f"no such setting; these exist: {listed}")


def _as_written(location: Sequence[int | str], variables: Collection[str]) -> str:
    """Return the key as the user wrote it: the variable's name, or the path in the file, list items counted from 1."""
    variable = PREFIX + "__".join(str(part) for part in location).upper()
    for name in variables:
        if name.upper() == variable:
            return name
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _siblings(location: Sequence[int | str], model: type[BaseModel]) -> list[str]:
    """Return the keys that exist where the unknown one stands."""
    here = model
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        field = next(f for name, f in here.model_fields.items() if part in (name, f.alias))
        candidates = [field.annotation, *get_args(field.annotation)]
        here = next(c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel))
    return [field.alias or name for name, field in here.model_fields.items()]
