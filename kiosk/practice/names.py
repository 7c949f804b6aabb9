"""Made-up names: ordinary ones by chance, difficult ones by hand, so that every room meets them early.

Difficult are: characters that no printer ROM holds, surnames that are read otherwise than usual, compound
surnames, names with a middle dot, names of other scripts, one character, and forty.
"""

import random
from dataclasses import dataclass

from kiosk.people.names import family_name

#: Surnames by how common they are: an early one is drawn more often.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
_WOMEN = (
    "静怡", "雨桐", "思琪", "梦瑶", "佳宁", "晓燕", "丽华", "秀兰", "桂英", "芳", "敏", "婷", "雪梅", "诗涵",
    "欣妍", "可馨", "美玲", "海燕", "玉珍", "春梅", "若溪", "语嫣", "紫萱", "慧敏", "文静", "晓琳", "艳红", "素芬",
    "淑贞", "婉清", "月娥", "嘉怡", "一诺", "安然", "书瑶", "念慈", "采薇", "知夏", "冰洁", "云霞",
)  # fmt: skip  # a table
_MEN = (
    "建国", "志强", "伟", "子墨", "子轩", "宇航", "文博", "修远", "明辉", "国栋", "海峰", "立新", "振华", "永刚",
    "家豪", "思远", "天佑", "博文", "承志", "晓峰", "启明", "德福", "长林", "少华", "泽宇", "瑞霖", "景行", "明远",
    "怀瑾", "仲谋", "奕辰", "梓豪", "楷", "砺", "鹏飞", "春生", "耀祖", "守信", "广平", "大勇",
)  # fmt: skip  # a table

#: A name of exactly forty characters, as registers must hold it.
FORTY = "古丽巴哈尔汗·阿布都热依木江·买买提吐尔逊尼亚孜·玉素甫艾合买提·阿不力克木伊敏"


@dataclass(frozen=True)
class Difficult:
    """A name that software stumbles over; `language` is what its slips speak, "" for the estate's own."""

    name: str
    relation: str = "owner"
    language: str = ""


DIFFICULT = (
    Difficult("王䶮"), Difficult("李𬭎"), Difficult("陈㛃", "family"), Difficult("赵龦"), Difficult("吴喆"), Difficult("许堃"),
    Difficult("林頔", "family"), Difficult("郑翀犇"), Difficult("欧阳静怡"), Difficult("司马文博"), Difficult("诸葛清越"),
    Difficult("上官婉清", "family"), Difficult("尉迟守礼"), Difficult("万俟晨", "tenant"), Difficult("澹台雨桐"),
    Difficult("令狐望舒", "family"), Difficult("单春生"), Difficult("仇文静"), Difficult("解冬梅"), Difficult("曾广平"),
    Difficult("区婉仪"), Difficult("查明辉"), Difficult("朴恩熙", "tenant", "both"), Difficult("乐思源"), Difficult("缪采薇"),
    Difficult("覃海涛"), Difficult("丁一"), Difficult("张杨紫涵", "family"), Difficult("吕绿", "family"),
    Difficult("阿依古丽·买买提"), Difficult("买买提江·吐尔逊", "family"), Difficult("达瓦扎西·次仁"), Difficult("其其格·巴特尔"),
    Difficult(FORTY), Difficult("Anna-Lena Vögele", "tenant", "en"), Difficult("Søren Brændekilde", "owner", "en"),
    Difficult("Fiadh O'Malley-Byrne", "tenant", "en"), Difficult("Nguyễn Thị Thu Cúc", "family", "both"),
    Difficult("Ольга Соколова", "tenant", "both"), Difficult("佐伯 さくら", "tenant", "both"),
    Difficult("Maximiliana Konstantinopoulou-Featherstone", "tenant", "en"), Difficult("张伟"), Difficult("张伟"),
)  # fmt: skip  # a table


def surname(chance: random.Random) -> str:
    """Return a surname, common ones oftener."""
    return _SURNAMES[min(int(chance.expovariate(1 / 28)), len(_SURNAMES) - 1)]


def shared_surname(name: str) -> str:
    """Return the surname that a family shares, "" where names are built otherwise."""
    family = family_name(name)
    return family if len(family) == 2 or family in _SURNAMES else ""


def given(chance: random.Random, *, woman: bool) -> str:
    """Return a given name."""
    return chance.choice(_WOMEN if woman else _MEN)


def phone(chance: random.Random) -> str:
    """Return a mobile number of a series (154) that no network has been given, so that nobody answers."""
    return f"154{chance.randrange(10**8):08d}"
