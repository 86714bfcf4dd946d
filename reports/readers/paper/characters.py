"""Characters that look like Chinese ones but are others: radicals, compatibility and presentation forms."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Radicals of the supplement that have no compatibility mapping of their own; by EquivalentUnifiedIdeograph of Unicode.
_SUPPLEMENT: Final = (
    "⺀冫 ⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 "
    "⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 "
    "⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳网 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 "
    "⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 "
    "⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 "
    "⻰龙 ⻱龟 ⻲亀"
)
"""Each radical with the character it stands for."""
_RANGES: Final = (
    (0x2E80, 0x2FD5),  # radicals
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x2F800, 0x2FA1D),
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE10, 0xFE19),  # punctuation of upright text
    (0xFE30, 0xFE4F),
)


def _folded() -> dict[int, str]:
    table = {
        code: folded
        for first, last in _RANGES
        for code in range(first, last + 1)
        if (folded := unicodedata.normalize("NFKC", chr(code))) != chr(code)
    }
    table.update((ord(pair[0]), pair[1]) for pair in _SUPPLEMENT.split())
    return table


_TABLE: Final = _folded()
_ANY: Final = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RANGES)}]")


def plain_characters(text: str) -> str:
    """Return the text with radicals and presentation forms as the characters that are meant.

    Nothing else is folded: full-width digits, "①" and "²" stay what is printed. Ligatures become several characters.
    """
    return text if _ANY.search(text) is None else text.translate(_TABLE)
