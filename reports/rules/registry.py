"""The rules of checking, one literal tuple; codes never change meaning and are never reused."""

from __future__ import annotations

from reports.rules.arithmetic import A101, A102, A103, R101
from reports.rules.cells import F007, F008, F009, F011, F015
from reports.rules.content import F012, F019
from reports.rules.draft import D116
from reports.rules.duties import D101, D102, D104
from reports.rules.edition import F005, F006, F013
from reports.rules.files import D107, D108, D109
from reports.rules.identical import Y103
from reports.rules.in_force import Y102
from reports.rules.leaps import Y201
from reports.rules.leftovers import F017, F022
from reports.rules.lines import F010, F016
from reports.rules.naming import F004, F018
from reports.rules.narrative import N101, N102, N103, N104, N105, N106, N107, N108, N109
from reports.rules.narrative_sums import N110, N111, N112, N113
from reports.rules.other_years import F014
from reports.rules.parts import D113
from reports.rules.plausibility import A201, P101, P102, P103
from reports.rules.privacy import F023
from reports.rules.publication import D103, D110, D111, D112
from reports.rules.resembling import N120, N121
from reports.rules.rule import Rule
from reports.rules.structure import F001, F002, F003
from reports.rules.text_changes import D106
from reports.rules.tree import T101
from reports.rules.versions import D105
from reports.rules.years import Y101

RULES: tuple[Rule, ...] = (
    F001,
    F002,
    F003,
    F004,
    F005,
    F006,
    F007,
    F008,
    F009,
    F010,
    F011,
    F012,
    F013,
    F014,
    F015,
    F016,
    F017,
    F018,
    F019,
    F022,
    F023,
    A101,
    A102,
    A103,
    A201,
    R101,
    P101,
    P102,
    P103,
    N101,
    N102,
    N103,
    N104,
    N105,
    N106,
    N107,
    N108,
    N109,
    N110,
    N111,
    N112,
    N113,
    N120,
    N121,
    Y101,
    Y102,
    Y103,
    Y201,
    T101,
    D101,
    D102,
    D103,
    D104,
    D105,
    D106,
    D107,
    D108,
    D109,
    D110,
    D111,
    D112,
    D113,
    D116,
)
