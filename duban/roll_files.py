"""Reads roll files from disk, and puts what an import would change into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from duban.errors import UserError

if TYPE_CHECKING:
    from storage.records import RollChanges
    from storage.roll import Roll

LINES_SHOWN = 200


def read_rolls(paths: Sequence[Path]) -> list[Roll]:
    """Return the rolls; raises UserError for a file that cannot be read and RollError with what is wrong in all."""
    from storage.roll import RollError, read_roll
    from storage.roll_yaml import RollProblem

    rolls: list[Roll] = []
    problems: list[RollProblem] = []
    for path in paths:
        try:
            roll = read_roll(_text(path), file=str(path))
        except RollError as error:
            problems += error.problems
            continue
        same = next((other for other in rolls if other.jurisdiction == roll.jurisdiction), None)
        if same is not None:
            zh = f"{same.file} 已经是 {roll.jurisdiction} 的名录；一个地区只能有一份，请合并"
            problems.append(RollProblem(roll.file, 1, zh, f"{same.file} is the roll of {roll.jurisdiction} already"))
        rolls.append(roll)
    if problems:
        raise RollError(problems)
    return rolls


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"没有这个文件：{path}。请检查路径。", f"No such file: {path}.") from None
    except IsADirectoryError:
        raise UserError(
            f"{path} 是目录，请给出名录文件，例如 {path}/*.yml。", f"{path} is a directory: name the files in it."
        ) from None
    except UnicodeDecodeError:
        raise UserError(
            f"{path} 不是 UTF-8 编码的文本，请另存为 UTF-8 后重试。", f"{path} is not UTF-8 text: save it as UTF-8."
        ) from None
    except OSError as error:
        raise UserError(f"无法读取 {path}：{error.strerror}。", f"Cannot read {path}: {error.strerror}.") from None


def lines_of(changes: RollChanges, *, english: bool) -> Iterator[str]:
    """Yield the preview: a heading with the counts, then one line per agency that would change, at most 200."""
    new, changed, retired = len(changes.added), len(changes.changed), len(changes.retired)
    if english:
        yield f"{changes.jurisdiction}: {new} new, {changed} changed, {retired} retired, {changes.unchanged} unchanged"
    else:
        yield f"{changes.jurisdiction}：新增 {new}，改动 {changed}，移出 {retired}，不变 {changes.unchanged}"
    lines = [f"  + {agency_id} {name}" for agency_id, name in changes.added]
    for change in changes.changed:
        for field in change.fields:
            before, after = field.before or "∅", field.after or "∅"
            lines.append(f"  ~ {change.agency_id} {change.name} {field.field}: {before} → {after}")
    lines += [f"  - {agency_id} {name}" for agency_id, name in changes.retired]
    yield from lines[:LINES_SHOWN]
    if len(lines) > LINES_SHOWN:
        more = len(lines) - LINES_SHOWN
        yield f"  … {more} more" if english else f"  …… 另有 {more} 行"
