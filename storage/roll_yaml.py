"""YAML to plain values that remember their lines; anchors, doubled keys and broken syntax are problems with a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where PyYAML was built with libyaml


@dataclass(frozen=True, slots=True)
class RollProblem:
    """One thing wrong in a roll file; `line` counts from 1."""

    file: str
    line: int
    zh: str
    en: str

    @property
    def sentence(self) -> str:
        """Return it for a terminal: place, Chinese, English."""
        return f"{self.file}:{self.line}: {self.zh} ({self.en})"


@dataclass(frozen=True, slots=True)
class YamlTree:
    """The values of a file, the line of every path in them, and what was wrong already with the YAML."""

    file: str
    value: object
    lines: dict[Path, int]
    problems: tuple[RollProblem, ...]

    def line(self, path: Path) -> int:
        """Return the line of the value at the path, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def scalars(self) -> Iterator[tuple[Path, str]]:
        """Yield (path, text) of every text value."""
        yield from _scalars(self.value, ())


def read_tree(text: str, *, file: str) -> YamlTree:
    """Return the tree of the text; broken YAML gives a tree of nothing with its problem."""
    lines: dict[Path, int] = {(): 1}
    problems: list[RollProblem] = []
    try:
        anchors = [event for event in yaml.parse(text, Loader=_Loader) if isinstance(event, yaml.AliasEvent)]
        if anchors:
            line = _line(anchors[0].start_mark)
            problem = RollProblem(file, line, "名录中不能使用引用（*…）", "references (*…) are not allowed here")
            return YamlTree(file, None, lines, (problem,))
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            value = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        return YamlTree(file, None, lines, (_syntax(error, file),))
    except RecursionError:
        problem = RollProblem(file, 1, "嵌套过深", "nested too deeply")
        return YamlTree(file, None, lines, (problem,))
    if node is not None:
        _walk(node, (), lines, problems, file)
    return YamlTree(file, value, lines, tuple(problems))


def _syntax(error: Exception, file: str) -> RollProblem:
    line = _line(getattr(error, "problem_mark", None))
    said = getattr(error, "problem", None) or str(error)
    return RollProblem(file, line, f"YAML 格式错误：{said}。请检查缩进、冒号和引号", f"broken YAML: {said}")


def _line(mark: Any) -> int:
    return 1 if mark is None else mark.line + 1


def _walk(node: yaml.Node, path: Path, lines: dict[Path, int], problems: list[RollProblem], file: str) -> None:
    lines.setdefault(path, _line(node.start_mark))
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), lines, problems, file)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            below = (*path, str(key.value))
            line = _line(key.start_mark)
            if below in lines:
                zh, en = f"键 “{key.value}” 与第 {lines[below]} 行重复", f"key repeated from line {lines[below]}"
                problems.append(RollProblem(file, line, zh, en))
            lines[below] = line
            _walk(item, below, lines, problems, file)


def _scalars(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*path, str(key)))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _scalars(item, (*path, number))
    elif isinstance(value, str):
        yield path, value
