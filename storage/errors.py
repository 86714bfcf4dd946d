"""What can go wrong with the database and the archive; every text says what to do next, in Chinese and English."""

from __future__ import annotations

from pathlib import Path


class StorageError(Exception):
    """Something about what is kept that a person can put right; str() is a sentence for that person."""


class DatabaseMissing(StorageError):
    """There is no database at that address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"没有找到数据库 {address}。请先导入名录：duban agencies import agencies/*.yml。"
            f" (No database at {address}: import a roll first, duban agencies import agencies/*.yml.)"
        )


class DatabaseUnreachable(StorageError):
    """The server does not answer, refuses the login, or the address cannot be understood."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(
            f"无法连接数据库 {address}：{reason}。请检查 database_url 以及数据库服务是否在运行；"
            f"内置数据库请检查 data_dir 的路径和权限。"
            f" (Cannot open the database: check database_url and its server, or data_dir and its permissions.)"
        )


class DatabaseNewer(StorageError):
    """The database was written by a later version of Duban."""

    def __init__(self, address: str, found: str) -> None:
        self.address, self.found = address, found
        super().__init__(
            f"数据库 {address} 由更新版本的督办写成（结构版本 {found}），本版本无法使用。请升级督办；数据未作任何改动。"
            f" (The database was written by a newer Duban, schema {found}: upgrade Duban. Nothing was changed.)"
        )


class DatabaseOld(StorageError):
    """The database needs `duban db upgrade` first."""

    def __init__(self, address: str, found: str | None) -> None:
        self.address, self.found = address, found
        zh = "还是空的" if found is None else f"的结构版本 {found} 较旧"
        en = "is empty" if found is None else f"has the old schema {found}"
        super().__init__(
            f"数据库 {address} {zh}。请先备份，再运行：duban db upgrade。"
            f" (The database {en}: make a backup, then run duban db upgrade.)"
        )


class NotOurDatabase(StorageError):
    """The file or database belongs to something else; it is left untouched."""

    def __init__(self, address: str, why: str) -> None:
        self.address, self.why = address, why
        super().__init__(
            f"{address} 不是督办的数据库（{why}），未作任何改动。请在 duban.toml 中改用别的 data_dir 或 database_url。"
            f" (Not a Duban database, left untouched: choose another data_dir or database_url.)"
        )


class DatabaseBusy(StorageError):
    """Another process kept the write lock too long."""

    def __init__(self, address: str, waited_s: float) -> None:
        self.address, self.waited_s = address, waited_s
        super().__init__(
            f"数据库 {address} 被另一个进程占用超过 {waited_s:g} 秒，本次写入未进行。请稍后重试；"
            f"若反复出现，请检查是否有两个督办在同一目录运行。"
            f" (Another process held the database for {waited_s:g} s, nothing was written: try again.)"
        )


class NoSuchRow(StorageError):
    """A row that was named does not exist."""

    def __init__(self, kind: str, key: object) -> None:
        self.kind, self.key = kind, key
        super().__init__(f"没有这条记录：{kind} {key}。 (No such {kind}: {key}.)")


class Refused(StorageError):
    """What somebody wants to record cannot be recorded; `zh` and `en` say why, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh} ({en})")


class ArchiveError(StorageError):
    """Something about the archive of originals."""


class ArchiveMissing(ArchiveError):
    """A row names an original that the archive does not hold."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(
            f"归档中缺少原件 {sha256}。请从备份恢复该文件，再运行 duban doctor。"
            f" (The original {sha256} is not in the archive: restore it from a backup, then run duban doctor.)"
        )


class ArchiveDamaged(ArchiveError):
    """The stored bytes are not those that were put there."""

    def __init__(self, sha256: str, path: Path, why: str) -> None:
        self.sha256, self.path, self.why = sha256, path, why
        super().__init__(
            f"归档原件已损坏：{path}（{why}）。请从备份恢复该文件，再运行 duban doctor。"
            f" (An archived original is damaged: restore {path} from a backup, then run duban doctor.)"
        )


class ArchiveFull(ArchiveError):
    """The disk took no more; nothing half-written stays."""

    def __init__(self, root: Path, size: int, reason: str) -> None:
        self.root, self.size, self.reason = root, size, reason
        super().__init__(
            f"磁盘空间不足，无法归档 {size} 字节到 {root}（{reason}）。请清理磁盘或更换 data_dir，"
            f"未归档的页面会在下次巡查时重新获取。"
            f" (No space left to archive {size} bytes in {root}: free some; the page will be fetched again.)"
        )
