"""The two rolls of the small world."""

from __future__ import annotations

MARKUP_NAME = '沈阳市<b>外事</b>办公室 & "港澳"办'

SHANGHAI = """
jurisdiction: shanghai
agencies:
  - id: sh-shi
    name: 上海市人民政府
    aliases: [上海市政府]
    level: government
    duty_basis: statutory_government
    watch_from: 2023
    sources: [{url: "http://127.0.1.1/nb/", family: auto, hosts: [127.0.1.1], verified: true}]
  - id: sh-waiban
    name: 上海市人民政府外事办公室
    aliases: [上海市外办, 市政府外办]
    level: department
    duty_basis: statutory_department
    parent: sh-shi
    watch_from: 2023
    internal_dates: [{date: "01-26", source: 沪府办〔2025〕12号, binding: false}]
    contacts: [{name: 公开办, phone: 021-12345678}]
    sources: [{url: "http://127.0.1.2/nb/", family: auto, hosts: [127.0.1.2], verified: true}]
  - id: sh-hezuo
    name: 上海市人民政府合作交流办公室
    aliases: [市合作交流办]
    level: department
    duty_basis: statutory_department
    parent: sh-shi
    watch_from: 2024
    sources: [{url: "http://127.0.1.3/nb/", family: auto, hosts: [127.0.1.3], verified: true}]
  - id: sh-tongji
    name: 上海市统计局
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{url: "http://127.0.1.4/nb/", family: auto, hosts: [127.0.1.4], verified: false}]
  - id: sh-dangan
    name: 上海市档案局
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{url: "http://127.0.1.5/nb/", family: auto, hosts: [127.0.1.5], verified: true}]
  - id: sh-guozi
    name: 上海市国有资产监督管理委员会
    aliases: [上海市国资委]
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{url: "http://127.0.1.6/nb/", family: auto, hosts: [127.0.1.6], verified: true}]
  - id: sh-lishi
    name: 上海市地方志办公室
    level: other
    duty_basis: local_notice
    watch_from: 2025
    sources: []
"""

SHENYANG = f"""
jurisdiction: shenyang
agencies:
  - id: sy-waiban
    name: '{MARKUP_NAME}'
    level: department
    duty_basis: statutory_department
    watch_from: 2025
    sources: [{{url: "http://127.0.2.1/nb/", family: auto, hosts: [127.0.2.1], verified: false}}]
"""
