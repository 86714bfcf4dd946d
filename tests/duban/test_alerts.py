"""`duban alerts`: every target is tried for real, what is open is listed, what died is sent again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.outbox import deliver
from duban.cli import run
from duban.commands.alerts import check_targets
from duban.errors import UserError
from storage.session import Database
from tests.alerts.house import house, told
from tests.alerts.samples import MAIL, duty
from tests.alerts.servers import Hook, MailServer, free_port, hook_server, mail_server


def settings(folder: Path, *targets: str) -> str:
    """Return the path of a settings file with the targets, each written as name=url."""
    lines = [f'data_dir = "{folder}"']
    for target in targets:
        name, _, url = target.partition("=")
        lines += ["[[alerts.targets]]", f'name = "{name}"', f'url = "{url}"']
    file = folder / "duban.toml"
    file.write_text("\n".join(lines), "utf-8")
    return str(file)


def mail(port: int, extra: str = "") -> str:
    return f"mailto://127.0.0.1:{port}?from=duban@example.org&to=office@example.org{extra}"


@contextmanager
def database_in(folder: Path) -> Iterator[Database]:
    with house(folder) as database:
        yield database


def test_each_target_gets_a_marked_test_message_and_the_command_ends_with_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server() as server, hook_server() as hook:
        file = settings(tmp_path, f"office={mail(server.port)}", f"hook=json://127.0.0.1:{hook.port}/in")

        code = run(["--config", file, "alerts", "test"])

    out = capsys.readouterr().out
    assert code == 0
    assert server.mails[0]["Subject"] == "Duban（督办）测试消息"
    assert hook.received[0]["type"] == "info"
    assert "✓ office" in out
    assert "✓ hook" in out
    assert "送达 2 个，失败 0 个" in out


@pytest.mark.parametrize(
    ("server", "extra", "advice"),
    [
        (MailServer(answer="451 4.3.0 busy"), "", "服务器暂时不接收"),
        (MailServer(recipient_answer="550 5.1.1 no such user"), "", "收件地址被拒绝"),
        (MailServer(slow_s=5), "&cto=0.3", "服务器没有及时答复"),
    ],
)
def test_a_target_that_does_not_take_it_is_told_with_what_to_do_and_the_command_ends_with_1(
    server: MailServer, extra: str, advice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(server):
        code = run(["--config", settings(tmp_path, f"office={mail(server.port, extra)}"), "alerts", "test"])

    out = capsys.readouterr().out
    assert code == 1
    assert f"✗ office (mailto://127.0.0.1:{server.port}/****)：没有送达。{advice}" in out


def test_an_unreachable_server_does_not_keep_the_other_targets_from_their_test(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hook_server() as hook:
        file = settings(tmp_path, f"office={mail(free_port())}", f"hook=json://127.0.0.1:{hook.port}/in")

        code = run(["--config", file, "alerts", "test"])

    out = capsys.readouterr().out
    assert code == 1
    assert "请核对地址中的主机名和端口" in out
    assert "✓ hook" in out


def test_a_refused_login_is_told_without_the_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(password="right") as server:
        url = f"mailto://duban:SECRET@example.org:{server.port}?smtp=127.0.0.1&to=office@example.org"
        code = run(["--config", settings(tmp_path, f"office={url}"), "alerts", "test"])

    captured = capsys.readouterr()
    assert code == 1
    assert "请核对用户名和密码" in captured.out
    assert "SECRET" not in captured.out + captured.err


def test_a_channel_that_comes_later_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--config", settings(tmp_path, "chat=wecombot://SECRET"), "alerts", "test"])

    out = capsys.readouterr().out
    assert code == 1
    assert "暂不支持 wecombot://（后续提供），请用 mail 或 json" in out
    assert "SECRET" not in out


def test_only_the_named_target_is_tried(tmp_path: Path) -> None:
    with hook_server() as hook, hook_server() as other:
        file = settings(tmp_path, f"a=json://127.0.0.1:{hook.port}/in", f"b=json://127.0.0.1:{other.port}/in")

        code = run(["--config", file, "alerts", "test", "--target", "b"])

    assert (code, len(hook.received), len(other.received)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("targets", "arguments", "said"),
    [
        ([], [], "[[alerts.targets]]"),
        (["office=json://127.0.0.1/in"], ["--target", "offise"], "没有名为 offise 的提醒对象；现有：office"),
    ],
)
def test_without_a_target_to_try_the_command_ends_with_2_and_says_what_to_write(
    targets: list[str], arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["--config", settings(tmp_path, *targets), "alerts", "test", *arguments])

    assert code == 2
    assert said in capsys.readouterr().err


def test_open_incidents_are_listed_with_since_kind_agency_and_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database_in(tmp_path) as database:
        told(database, [duty()], MAIL)

    code = run(["--config", settings(tmp_path), "alerts", "list"])

    out = capsys.readouterr().out
    assert code == 0
    assert "2025年2月2日09:00 | 栏目未见·待核实 | shanghai | 上海市人民政府外事办公室 | 2024" in out
    assert "未解除 1 件，无法送达的消息 0 条" in out


def test_an_empty_list_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database_in(tmp_path):
        pass

    code = run(["--config", settings(tmp_path), "--language", "en", "alerts", "list"])

    assert code == 0
    assert "Nothing is open." in capsys.readouterr().out


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_a_message_that_could_not_be_delivered_is_sent_again_on_demand(
    status: int, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hook_server(Hook(status=status)) as hook:
        file = settings(tmp_path, f"office=json://127.0.0.1:{hook.port}/in")
        with database_in(tmp_path) as database:
            told(database, [duty()], MAIL)
            deliver(database, [], now=datetime.now(UTC))

        ended = run(["--config", file, "alerts", "retry"])

    assert ended == code
    assert len(hook.received) == 1
    assert "重新排队 1 条" in capsys.readouterr().out


def test_an_unusable_address_is_an_error_of_the_settings() -> None:
    check_targets([MAIL])

    with pytest.raises(UserError, match="office"):
        check_targets([MAIL, MAIL.__class__("office", "json://")])


def test_the_settings_check_refuses_an_address_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "mailto://u:SECRET@example.org?to=a@example.org,b@example.org"

    code = run(["--config", settings(tmp_path, f"office={url}"), "config", "check"])

    captured = capsys.readouterr()
    assert code == 2
    assert "请为每个收件人各写一个 [[alerts.targets]]" in captured.err
    assert "SECRET" not in captured.out + captured.err
