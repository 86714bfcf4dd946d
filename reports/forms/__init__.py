"""The editions of the form as data: official labels stand here and nowhere else."""

from __future__ import annotations

from reports.forms.form import Column, Form, NumberKind, Row, TableForm
from reports.forms.form_2019 import FORM_2019
from reports.forms.form_2021 import FORM_2021

FORMS: tuple[Form, ...] = (FORM_2021, FORM_2019)

__all__ = ["FORMS", "FORM_2019", "FORM_2021", "Column", "Form", "NumberKind", "Row", "TableForm"]
