"""A page that was served in traditional characters, turned back into the simplified ones that the form is printed in.

Sites with a switch between both answer a crawler in either. Character by character, so that every place stays valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reports.model import Document, Grid, TextBlock
from reports.title_words import TRADITIONAL

# each character with its simplified one behind it: those of the form and of what reports usually say
_PAIRS: Final = (
    "處处開开報报務务區区縣县鎮镇鄉乡廳厅辦办會会財财稅税訊讯況况編编製制總总結结圖图讀读歷历學学業业統统計计單单"
    "傳传發发佈布關关於于國国際际東东廣广濟济衛卫醫医療疗電电視视觀观環环護护產产規规劃划銀银險险標标準准與与門门"
    "現现數数據据請请應应條条項项體体級级實实圍围時时間间責责評评價价議议訴诉訟讼復复複复許许罰罚強强費费廢废萬万"
    "轉转屬属機机內内類类過过執执詢询無无沒没舉举補补確确認认獲获頁页維维糾纠審审經经後后構构團团組组織织個个網网"
    "號号來来員员隊队領领導导監监檢检備备庫库檔档歸归籌筹設设節节點点線线給给聯联絡络係系長长風风貫贯徹彻這这將将"
    "擬拟採采為为還还夠够較较參参創创豐丰優优細细雜杂戶户欄栏專专訓训壓压順顺齊齐證证質质適适選选擇择範范約约覽览"
    "隨随聞闻輿舆幾几億亿兩两舊旧論论調调樣样從从滿满權权積积極极續续擴扩寬宽達达車车張张陳陈劉刘楊杨趙赵黃黄吳吴"
    "鄭郑師师裝装貨货貿贸購购賣卖買买賬账貸贷資资負负貼贴獻献養养餘余館馆駐驻驗验鐵铁錄录雙双離离靈灵響响頂顶須须"
    "預预頒颁頻频願愿顯显顧顾飛飞黨党儀仪償偿兒儿冊册凍冻減减別别則则剛刚劇剧動动勝胜勞劳勢势勵励協协厲厉問问啟启"
    "園园圓圆場场塊块壞坏壽寿夢梦奪夺奮奋婦妇孫孙寫写寶宝尋寻對对層层屢屡島岛峽峡嶺岭幣币帥帅帶带幫帮廠厂彈弹彙汇"
    "徑径徵征恆恒惡恶愛爱態态慣惯慶庆憂忧懷怀懸悬戰战戲戏掛挂揀拣揚扬換换揮挥損损搶抢撥拨擁拥擊击擔担擺摆擾扰攔拦"
    "攝摄敗败敵敌斷断暢畅暫暂曆历曉晓書书桿杆棄弃棟栋槍枪樂乐樓楼樞枢樹树橋桥橫横櫃柜歐欧歡欢歲岁殘残殺杀毀毁氣气"
    "決决淨净淺浅測测湯汤溝沟溫温滅灭滯滞滾滚漁渔漢汉漸渐潔洁潛潜潤润澤泽濃浓濕湿濱滨灣湾災灾煉炼煙烟煩烦熱热燈灯"
    "營营爐炉爭争牆墙獎奖獨独畝亩畢毕畫画異异當当盜盗盡尽盤盘眾众矯矫碼码磚砖礙碍礦矿禍祸禮礼種种稱称穀谷穩稳窮穷"
    "競竞筆笔築筑簡简簽签籃篮糧粮紀纪紅红納纳純纯紙纸紛纷終终絕绝絲丝綜综綠绿綱纲緊紧緒绪締缔緩缓練练績绩繪绘繼继"
    "罷罢羅罗義义習习聖圣聰聪聲声職职聽听肅肃膽胆臉脸臨临艦舰艱艰莊庄華华葉叶藍蓝藝艺藥药蘇苏蘭兰虛虚虧亏蟲虫術术"
    "衝冲見见親亲覺觉觸触訂订討讨託托記记訪访診诊詐诈詞词試试詩诗話话該该詳详誇夸誌志誘诱語语誠诚誤误說说誰谁課课"
    "談谈諒谅諮咨識识譯译譽誉變变讓让貢贡貧贫販贩貴贵賀贺賓宾賜赐賠赔賢贤賭赌贈赠趕赶趨趋跡迹踐践軍军軟软軸轴載载"
    "輔辅輕轻輛辆輝辉輩辈輪轮輯辑輸输轄辖農农連连週周進进運运違违遙遥遞递遠远遲迟遷迁遺遗邊边鄰邻醬酱釀酿釋释針针"
    "釣钓鈔钞鈴铃銅铜銷销鋪铺鋼钢錢钱錦锦錯错鍋锅鍵键鎖锁鏈链鏡镜鐘钟閃闪閉闭閣阁閱阅闊阔陣阵陰阴陸陆陽阳階阶隱隐"
    "隸隶難难霧雾靜静鞏巩頭头題题額额顏颜飯饭飲饮飾饰餅饼駁驳駛驶駕驾騎骑騰腾驅驱驚惊髒脏鬥斗魚鱼鮮鲜鳥鸟麗丽麥麦"
    "齡龄龍龙寧宁雲云臺台佔占僅仅儘尽併并傑杰傷伤債债傾倾側侧偵侦偉伟倫伦倉仓們们佇伫倆俩衹只甯宁牽牵羣群裏里裡里"
    "淚泪澱淀滬沪濰潍瀋沈瀘泸瓊琼甌瓯粵粤贛赣遼辽閩闽隴陇蕪芜郵邮"
)
_SIMPLIFIED: Final = TRADITIONAL | {ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_MARKS_TRADITIONAL: Final = "開總況請處辦務關機規報項結標"
_MARKS_SIMPLIFIED: Final = "开总况请处办务关机规报项结标"


def in_simplified(document: Document) -> Document:
    """Return the document itself, or in simplified characters where its text is in traditional ones throughout."""
    text = "".join(_texts(document))
    traditional = sum(map(text.count, _MARKS_TRADITIONAL))
    if traditional == 0 or traditional <= sum(map(text.count, _MARKS_SIMPLIFIED)):
        return document
    return replace(
        document,
        blocks=tuple(_turned(block) for block in document.blocks),
        metas={name: text.translate(_SIMPLIFIED) for name, text in document.metas.items()},
        links=tuple(replace(link, text=link.text.translate(_SIMPLIFIED)) for link in document.links),
    )


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case TextBlock():
                yield block.text
            case Grid():
                for row in block.rows:
                    yield from [cell.text for cell in row]


def _turned(block: TextBlock | Grid) -> TextBlock | Grid:
    match block:
        case TextBlock():
            return replace(block, text=block.text.translate(_SIMPLIFIED))
        case Grid():
            rows = tuple(
                tuple(replace(cell, text=cell.text.translate(_SIMPLIFIED)) for cell in row) for row in block.rows
            )
            return replace(block, rows=rows)
