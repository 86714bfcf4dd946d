"""The sources that rules cite."""

from __future__ import annotations

FORM = "国办公开办函〔2021〕30号、〔2019〕60号（年度报告格式）"
CONTENTS = f"《政府信息公开条例》第五十条；{FORM}"
BALANCE = f"{FORM}第三部分表格注：第一项加第二项之和，等于第三项加第四项之和"
PUBLISHING = "《政府信息公开条例》第四十九条"
ACCURACY = "《政府信息公开条例》第四十七条；国办公开办函〔2021〕30号"
