"""What stands in duban.toml comes into force, and what cannot be used is refused with its full key."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.facts import IncidentKind
from alerts.targets import Language
from crawler.pace import DEFAULT_PACE
from duban.settings import Settings, load_settings, require_contact
from duban.settings_problems import SettingsError
from duban.watching import pace_of


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings_from(text: str) -> Settings:
    Path("duban.toml").write_text(text, "utf-8")
    return load_settings()


def refusal(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings_from(text)
    return str(caught.value)


def test_without_a_file_everything_stays_on_this_machine_and_in_this_folder(tmp_path: Path) -> None:
    settings = load_settings()

    assert settings.data_dir == tmp_path / "data"
    assert settings.database_address == f"sqlite:///{tmp_path}/data/duban.db"
    assert (settings.page.host, settings.page.port) == ("127.0.0.1", 8765)
    assert settings.language is Language.ZH


def test_every_key_of_the_file_comes_into_force(tmp_path: Path) -> None:
    settings = settings_from(
        """
        data_dir = "/srv/duban"
        database_url = "postgresql://duban:pw@db/duban"
        language = "en"
        [page]
        bind = "0.0.0.0:80"
        behind_proxy = true
        public_url = "https://duban.example.gov.cn/"
        [crawler]
        contact = "wangguan@example.gov.cn"
        [crawler.pace]
        otherwise_hours = 48
        windows = [{from = "12-15", to = "01-10", every_hours = 12}]
        [[alerts.targets]]
        name = "office"
        url = "json://127.0.0.1/hook"
        jurisdictions = ["shanghai"]
        kinds = ["late", "overdue"]
        language = "zh"
        names = true
        """
    )

    assert settings.data_dir == Path("/srv/duban")
    assert settings.database_address == "postgresql://duban:pw@db/duban"
    assert settings.page.host == "0.0.0.0"
    assert settings.page.public_url == "https://duban.example.gov.cn"
    assert require_contact(settings) == "wangguan@example.gov.cn"
    window = settings.crawler.pace.windows[0]
    assert (window.start, window.end, window.every_hours, window.until_found) == ("12-15", "01-10", 12, False)
    assert settings.crawler.pace.otherwise_hours == 48
    target = settings.targets()[0]
    assert (target.name, target.url, target.jurisdictions) == ("office", "json://127.0.0.1/hook", ("shanghai",))
    assert target.kinds == (IncidentKind.LATE, IncidentKind.OVERDUE)
    assert (target.language, target.names) == (Language.ZH, True)


def test_without_a_pace_of_ones_own_columns_are_asked_at_the_usual_pace() -> None:
    assert pace_of(load_settings().crawler.pace) == DEFAULT_PACE


def test_a_target_without_a_language_speaks_the_one_of_the_settings() -> None:
    settings = settings_from('language = "en"\n[[alerts.targets]]\nname = "a"\nurl = "json://h"')

    assert settings.targets()[0].language is Language.EN


def test_relative_paths_begin_at_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "office.url").write_text("json://127.0.0.1/secret-hook\n", "utf-8")
    file = tmp_path / "etc" / "duban.toml"
    file.write_text('database_url = "sqlite:///d.db"\n[[alerts.targets]]\nname = "a"\nurl_file = "office.url"', "utf-8")

    settings = load_settings(file)

    assert settings.data_dir == tmp_path / "etc" / "data"
    assert settings.database_address == f"sqlite:///{tmp_path}/etc/d.db"
    assert settings.targets()[0].url == "json://127.0.0.1/secret-hook"


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ('langage = "zh"', "langage", "language"),
        ("[page]\nbnid = 1", "page.bnid", "page.bind"),
        ("[crawler.pace]\notherwise_hour = 1", "crawler.pace.otherwise_hour", "crawler.pace.otherwise_hours"),
        ("[[alerts.target]]\nname = 'a'", "alerts.target", "alerts.targets"),
        (
            "[[alerts.targets]]\nname = 'a'\nurl = 'json://h'\nkind = []",
            "alerts.targets[1].kind",
            "alerts.targets[1].kinds",
        ),
        (
            "[[crawler.pace.windows]]\nfrom = '01-01'\nto = '01-31'\nevery_hours = 1\nuntil_fuond = true",
            "crawler.pace.windows[1].until_fuond",
            "crawler.pace.windows[1].until_found",
        ),
    ],
)
def test_a_misspelt_key_is_named_in_full_with_the_key_meant(text: str, key: str, meant: str) -> None:
    message = refusal(text)

    assert f"{key}：没有这个设置项，是不是 {meant}？" in message
    assert f"{key}: no such setting; did you mean {meant}?" in message


def test_a_key_unlike_any_other_is_answered_with_those_that_exist() -> None:
    message = refusal("[page]\nxyzzy = 1")

    known = "page.bind, page.behind_proxy, page.public_url, page.user_header"
    assert f"page.xyzzy：没有这个设置项，请删去；可用的有 {known}" in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('language = "fr"', "language：只能是 'zh' 或 'en'"),
        ("page = 3", "page：应为一节"),
        ('[page]\nbind = "127.0.0.1"', 'page.bind：应写成 "地址:端口"'),
        ('[page]\nbind = "localhost:99999"', 'page.bind：应写成 "地址:端口"'),
        ('[page]\nbind = "::1:8765"', 'page.bind：应写成 "地址:端口"'),
        ('[page]\npublic_url = "duban.gov.cn"', "page.public_url：应为完整网址"),
        ('[crawler]\ncontact = "nobody"', "crawler.contact：应为网站管理员能联系到您的邮箱或网址"),
        ('[crawler]\ncontact = "a@b.cn\\r\\nX: y"', "crawler.contact：应为网站管理员能联系到您的邮箱或网址"),
        ('[crawler.pace]\notherwise_hours = "often"', "crawler.pace.otherwise_hours：应为整数"),
        ("[crawler.pace]\notherwise_hours = 0", "crawler.pace.otherwise_hours：不能小于 1"),
        (
            '[[crawler.pace.windows]]\nfrom = "02-30"\nto = "03-01"\nevery_hours = 1',
            'crawler.pace.windows[1].from：应写成 "月-日"',
        ),
        (
            '[[crawler.pace.windows]]\nfrom = "02-20"\nevery_hours = 1',
            "crawler.pace.windows[1].to：缺少这一项，请补上",
        ),
        ('database_url = "postgresql://[h/x"', "database_url：应为 sqlite:///路径 或 postgresql://"),
        ('[page]\npublic_url = "https://[h"', "page.public_url：应为完整网址"),
        ('database_url = "mysql://h/x"', "database_url：应为 sqlite:///路径 或 postgresql://"),
        ('[[alerts.targets]]\nname = "a"', "alerts.targets[1]：url 与 url_file 必须写且只写一个"),
        (
            '[[alerts.targets]]\nname = "a"\nurl = "json://h"\nurl_file = "f"',
            "alerts.targets[1]：url 与 url_file 必须写且只写一个",
        ),
        (
            '[[alerts.targets]]\nname = "a"\nurl = "json://h"\nkinds = ["lat"]',
            "alerts.targets[1].kinds[1]：只能是 'overdue'",
        ),
        (
            '[[alerts.targets]]\nname = "a"\nurl = "json://h"\njurisdictions = ["上海"]',
            "alerts.targets[1].jurisdictions[1]：应为名录文件中的 jurisdiction",
        ),
        (
            '[[alerts.targets]]\nname = "a"\nurl = "json://h"\n[[alerts.targets]]\nname = "a"\nurl = "json://i"',
            "alerts：两个提醒对象同名：a，请改名",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_answered_with_what_to_write(text: str, expected: str) -> None:
    assert expected in refusal(text)


def test_all_mistakes_are_told_at_once() -> None:
    message = refusal('langage = "zh"\n[page]\nbnid = 1\n[crawler]\ncontact = "x"')

    assert message.startswith("设置有 3 处需要改正（duban.toml）：")
    assert "3 setting(s) to put right (duban.toml):" in message


def test_a_page_open_to_others_needs_a_proxy_before_it() -> None:
    message = refusal('[page]\nbind = "0.0.0.0:8765"')

    assert "page：bind 是 0.0.0.0:8765" in message
    assert "behind_proxy = true" in message


@pytest.mark.parametrize("bind", ["127.9.8.7:80", "localhost:0", "[::1]:8765"])
def test_the_page_may_listen_on_every_loopback_address(bind: str) -> None:
    settings = settings_from(f'[page]\nbind = "{bind}"')

    assert f"{settings.page.host}:{settings.page.port}" == bind.replace("[", "").replace("]", "")


def test_broken_toml_is_refused_with_file_and_line() -> None:
    message = refusal('language = "zh"\n[page\nbind = "127.0.0.1:1"')

    assert "设置文件 duban.toml 第 2 行" in message
    assert "at line 2" in message


def test_a_file_saved_as_gbk_is_refused_with_what_to_do() -> None:
    Path("duban.toml").write_bytes('data_dir = "数据"'.encode("gb18030"))

    with pytest.raises(SettingsError, match="另存为 UTF-8"):
        load_settings()


def test_the_mark_that_windows_puts_before_utf8_is_no_mistake() -> None:
    Path("duban.toml").write_text('language = "en"', "utf-8-sig")

    assert load_settings().language is Language.EN


@pytest.mark.parametrize("path", ["missing.toml", "."])
def test_a_settings_file_that_cannot_be_read_is_named(path: str) -> None:
    with pytest.raises(SettingsError, match=r"读不到设置文件 .*请检查 --config"):
        load_settings(Path(path))


def test_crawling_without_a_contact_is_refused_with_the_lines_to_write() -> None:
    settings = load_settings()

    with pytest.raises(SettingsError) as caught:
        require_contact(settings)

    assert '[crawler]\ncontact = "wangguan@example.gov.cn"' in str(caught.value)
    assert "crawler.contact is not set" in str(caught.value)
