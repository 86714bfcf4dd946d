"""Reports without fault in many wordings, for rules that must stay silent: text of our own with every trap we know."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.rendering.figures import balanced
from tests.rendering.specimen import HEADINGS, Specimen, specimen

AGENCIES = (
    "临江市档案局",
    "临江市人民政府",
    "临江市人民政府办公室",
    "青江市东湖区水务局",
    "云山县人民政府",
    "云山县城关镇人民政府",
    "临江市住房和城乡建设局（临江市房产管理局）",
    "临江市滨湖街道办事处",
    "临江高新技术产业开发区管理委员会",
    "临江市公安局交通警察支队",
    "国家税务总局临江市税务局",
)
LEADS = (
    "现将{agency}{year}年度政府信息公开工作情况报告如下。统计期限为{year}年1月1日至{year}年12月31日。",
    (
        "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于印发"
        "〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制，所列数据的统计期限自"
        "{year}年1月1日起至{year}年12月31日止。如有疑问，请与本机关联系（电话：0517-83605210，邮编：223001）。"
    ),
    (
        "按照《关于做好{year}年度政府信息公开工作年度报告编制发布工作的通知》（临政办〔{next}〕3号）要求，现将本机关{year}年"
        "政府信息公开工作年度报告公布如下，数据统计期限为{year}年1月1日至12月31日。"
    ),
    (
        "2019年修订的条例施行以来，原《中华人民共和国政府信息公开条例》（国务院令第492号）同时停止适用。我单位据此编制"
        "{year}年政府信息公开工作年度报告，统计期限为{year}年1月1日至{year}年12月31日。"
    ),
    "本年度报告由总体情况等六个部分组成，统计期限为{year}年1月1日至12月31日，电子版可在门户网站下载。",
)
OPENINGS = (
    "{year}年，本机关把公开写进年度计划，逐月对账。",
    "一年来，本单位认真执行条例，公开工作平稳有序。",
    "与{last}年相比，今年公开的栏目更全，更新更快。",
    "针对{last}年评估中提出的问题，本机关逐项整改。",
    "",
)
DISCLOSURE = (
    "（一）主动公开。全年发布信息{some}条，较{last}年增加12条。",
    "（一）主动公开方面。{year}年，通过网站公开信息{some}条；{last}年度部门决算和{year}年度部门预算按时公开。",
    "1.主动公开。自2021年以来累计发布信息1280条，本年新增{some}条。",
    "（一）主动公开。{last}年底上线的专栏全年发布信息{some}条，公布项目代码2024-320800-01-01-123456。",
    "一是做好主动公开。公开机构职能、规划计划等信息{some}条，其中{last}年度工作总结1条。",
)
APPLICATIONS = (
    "（二）依申请公开。全年新收申请{received}件，均在法定期限内答复，没有要求申请人提供身份证复印件。",
    "（二）依申请公开方面。{year}年，收到申请{received}件，{last}年同期的情况另见上一年度报告。",
    "2.依申请公开。本年度收到申请{received}件，收费账户为临江市财政局非税收入专户，账号6222000000000000004。",
    "二是规范依申请公开。收到申请{received}件，办理流程公布在网上，咨询电话13800001111。",
)
MANAGEMENT = (
    "（三）政府信息管理。文件起草时确定公开属性，清理失效文件。",
    "（三）政府信息管理方面。执行三审三校，统一社会信用代码11320800014321987X在栏目中公示。",
    "3.信息管理。严格保密审查，建立发布台账，备案号苏ICP备123456789012345678号。",
    "三是加强信息管理。政府信息公开目录按季更新。",
)
PLATFORMS = (
    "（四）平台建设。网站与公众号同日发布，版面格式统一用宋体。",
    "（四）政府信息公开平台建设。按照集约化要求改版网站，每页1024×768像素，保留{last}年的栏目。",
    "4.平台建设。公众号发布推文{some}篇，关注人数1.2万。",
    "四是抓好平台建设。门户网站设有年报专栏，自2008年起的报告都能查到。",
)
SUPERVISION = (
    "（五）监督保障。每半年自查一次，请群众代表参加评议，结果计入考核。",
    "（五）监督保障方面。开展培训2次，接受社会评议，未发生责任追究情形。",
    "5.监督保障。把公开工作纳入绩效考核，{last}年反映的3个问题已经解决。",
    "五是强化监督保障。主要领导听取汇报，组织业务培训，考核结果通报全系统。",
)
PROBLEMS = (
    ("存在的问题是公开目录更新不够均衡，解读材料读起来仍显生硬。", "下一步将逐季对照目录补缺，并请业务人员参与撰写。"),
    (
        "（一）{year}年存在的主要问题",
        "一是形式较为单一，二是基层力量薄弱。",
        "（二）{last}年存在问题的改进情况",
        "增设图解栏目，新聘专人。",
    ),
    ("本机关在公开的深度上仍有差距，今后要加强学习，提高答复质量。",),
    ("针对去年解读偏少的问题，今年采取了与文件同步起草解读的办法，已见成效；新的问题是检索不便，拟于明年改版。",),
    ("主要问题：部分栏目内容需进一步充实。", "改进措施：建立月查制度，明确专人负责。"),
)
OTHERS = (
    "无",
    "无。",
    "本机关无其他需要报告的事项。",
    "没有需要报告的其他事项。",
    "本年度未收取信息处理费。",
    "（一）信息处理费。依照《政府信息公开信息处理费管理办法》，{year}年收取信息处理费0元。",
    "1.{year}年发出收费通知0件，总金额0元。\n2.办理建议提案5件。",
    "按规定执行信息处理费制度，全年没有发生收费情形；{last}年的情况见上一年度报告。",
)
BARE = {key: heading.partition("、")[2] for key, heading in HEADINGS.items()}
HEADING_SETS = (
    HEADINGS,
    BARE,
    {key: f"（{digit}）{bare}" for digit, (key, bare) in zip("一二三四五六", BARE.items(), strict=True)},
    {key: f"第{digit}部分 {bare}" for digit, (key, bare) in zip("一二三四五六", BARE.items(), strict=True)},
    {key: f"{number}.{bare}" for number, (key, bare) in enumerate(BARE.items(), start=1)},
    {key: f"【{digit}】{bare}" for digit, (key, bare) in zip("一二三四五六", BARE.items(), strict=True)},
    HEADINGS | {"review": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
    HEADINGS | {"problems_and_improvements": "一、存在的主要问题及改进情况", "other_matters": "二、其他需要报告的事项"},
    {  # section one has no number, and those behind it are one too low
        key: bare if digit == "零" else f"{digit}、{bare}"
        for digit, (key, bare) in zip("零一二三四五", BARE.items(), strict=True)
    },
)


def faultless(seed: int) -> Specimen:
    """Return a report without fault: figures that add up, and text put together from the wordings above."""
    rng = Random(seed)
    form = "2019" if seed % 7 == 0 else "2021"
    year = rng.choice((2019, 2020)) if form == "2019" else rng.choice((2021, 2022, 2023, 2024, 2025))
    base = specimen(balanced(seed, form=form), agency=rng.choice(AGENCIES), year=year)
    known = {
        "agency": base.agency,
        "year": year,
        "last": year - 1,
        "next": year + 1,
        "some": rng.randint(3, 400),
        "received": base.figures.applications["received"]["total"].text,
    }
    leads = LEADS if form == "2021" else (LEADS[0], LEADS[4])
    overview = [rng.choice(pool) for pool in (OPENINGS, DISCLOSURE, APPLICATIONS, MANAGEMENT, PLATFORMS, SUPERVISION)]
    return replace(
        base,
        lead=rng.choice(leads).format(**known),
        headings=rng.choice(HEADING_SETS),
        sections=base.sections
        | {
            "overview": tuple(text.format(**known) for text in overview if text),
            "problems_and_improvements": tuple(text.format(**known) for text in rng.choice(PROBLEMS)),
            "other_matters": tuple(rng.choice(OTHERS).format(**known).split("\n")),
        },
    )
