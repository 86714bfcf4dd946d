"""The rules of checking, one literal tuple; codes never change meaning and are never reused."""

from __future__ import annotations

from reports.rules.arithmetic import A101, A102, A103, R101
from reports.rules.cells import F007, F008, F009, F011, F015
from reports.rules.duties import D101, D102, D104
from reports.rules.identical import Y103
from reports.rules.in_force import Y102
from reports.rules.leaps import Y201
from reports.rules.lines import F016
from reports.rules.parts import D113
from reports.rules.rule import Rule
from reports.rules.structure import F001, F002, F003, F005, F013
from reports.rules.versions import D105
from reports.rules.years import Y101

RULES: tuple[Rule, ...] = (
    F001,
    F002,
    F003,
    F005,
    F007,
    F008,
    F009,
    F011,
    F013,
    F015,
    F016,
    A101,
    A102,
    A103,
    R101,
    Y101,
    Y102,
    Y103,
    Y201,
    D101,
    D102,
    D104,
    D105,
    D113,
)
