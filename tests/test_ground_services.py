"""The servers and programs that tests borrow from the system really work."""

from __future__ import annotations

import subprocess

import psycopg


def test_the_borrowed_postgresql_answers_in_utf8(postgres_url: str) -> None:
    plain = postgres_url.replace("+psycopg", "")

    with psycopg.connect(plain) as connection:
        row = connection.execute("select %s::text, current_setting('server_encoding')", ["督办"]).fetchone()

    assert row == ("督办", "UTF8")


def test_the_borrowed_chromium_starts(chromium_path: str) -> None:
    shown = subprocess.run([chromium_path, "--version"], capture_output=True, text=True, check=True).stdout

    assert "Chromium" in shown
