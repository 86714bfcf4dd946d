"""Writing a paper where the user wants it."""

from __future__ import annotations

from pathlib import Path

from duban.errors import UserError


def write_file(path: Path, written: bytes) -> None:
    """Write the bytes to the file. Raises UserError where that cannot be done."""
    try:
        path.write_bytes(written)
    except OSError as error:
        raise UserError(
            f"写不了文件 {path}（{error.strerror}），请换一个位置、关闭已打开的同名文件或检查权限。",
            f"Cannot write {path} ({error.strerror}): choose another place, close the file or check its permissions.",
        ) from error
