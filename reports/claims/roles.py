"""The parts that words play in a statement of figures."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a word does in a statement."""

    COMMA = "comma"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"
    PAUSE = "pause"  # 、
    AND = "and"
    FILLER = "filler"
    TIMELY = "timely"  # 按期: a statement about time limits, never about how many
    LAWFULLY = "lawfully"  # 依法
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    NEXT_YEAR = "next_year"
    OTHER_YEAR = "other_year"
    PART_OF_YEAR = "part_of_year"  # 上半年, 6月30日
    WHOLE = "whole"  # 全市, 我市
    OFFICE = "office"  # 我局, 本机关
    PART = "part"  # 市本级, 各区
    DISCLOSURE = "disclosure"  # 政府信息公开
    OBJECT = "object"  # 政府信息公开申请
    BARE_OBJECT = "bare_object"  # 申请
    NEWLY = "newly"  # 新收
    RECEIVE = "receive"
    DEAL = "deal"  # 受理, 办理: may be received or dealt with
    FINISH = "finish"  # 办结, 答复
    CARRY = "carry"  # 结转
    BROUGHT = "brought"  # 上年结转
    CARRIED = "carried"  # 结转下年度
    OUTCOME = "outcome"
    REASON = "reason"
    LOOSE_REASON = "loose_reason"  # words that a report may use for more than one row
    APPLICANT = "applicant"
    LOOSE_APPLICANT = "loose_applicant"
    CHANNEL = "channel"  # 网络申请, 当面申请
    BLOCK = "block"
    RESULT = "result"
    LOOSE_RESULT = "loose_result"
    DOCUMENT = "document"
    MAKE = "make"
    REPEAL = "repeal"
    IN_FORCE = "in_force"
    DECISION = "decision"
    DECIDE = "decide"
    FEE = "fee"
    PROCESSING_FEE = "processing_fee"
    PUBLISH = "publish"
    NOT = "not"
    HAPPEN = "happen"
    ALL = "all"
    AMONG = "among"
    INCLUDING = "including"
    ETC = "etc"
    SHARE = "share"
    THAN = "than"
    RISE = "rise"
    FALL = "fall"
    EXCEPT = "except"
    RESPECTIVELY = "respectively"
    OTHER = "other"  # 其他: the rest of a list
    ELSEWHERE = "elsewhere"  # 建议提案, 留言: figures about something else
    UNKNOWN = "unknown"
    FIGURE = "figure"
