"""The bodies that issue instruments, and short ways to write an instrument down."""

from __future__ import annotations

from marketplace.domain.compliance.source import LAWS, Instrument, K, Marked, S, T
from marketplace.domain.compliance.words import Text

CONGRESS = Text(
    "全国人民代表大会常务委员会", "Standing Committee of the National People's Congress"
)
STATE_COUNCIL = Text("国务院", "State Council")
MIIT = Text("工业和信息化部", "Ministry of Industry and Information Technology")
MII = Text("信息产业部", "Ministry of Information Industry")
MPS = Text("公安部", "Ministry of Public Security")
CAC = Text("国家互联网信息办公室", "Cyberspace Administration of China")
SAMR = Text("国家市场监督管理总局", "State Administration for Market Regulation")
SHANGHAI = Text(
    "上海市人民代表大会常务委员会", "Standing Committee of the Shanghai Municipal People's Congress"
)
SCA = Text("上海市通信管理局", "Shanghai Communications Administration")
STA = Text("国家税务总局", "State Taxation Administration")
NDRC = Text("国家发展和改革委员会", "National Development and Reform Commission")
MOF = Text("财政部", "Ministry of Finance")
COURT = Text("最高人民法院", "Supreme People's Court")


def shown(text: str) -> Marked:
    """Read in the instrument itself."""
    return Marked(text, T)


def told(text: str) -> Marked:
    """Shown by a second-hand source."""
    return Marked(text, S)


def unchecked(text: str) -> Marked:
    """Recorded, not verified, never printed."""
    return Marked(text, K)


def law(
    zh: str, en: str, issued: Marked | None = None, in_force: Marked | None = None
) -> Instrument:
    """A law; laws carry no number."""
    return Instrument(Text(zh, en), CONGRESS, None, issued, in_force)


def regulation(
    zh: str, en: str, number: Marked, issued: Marked | None = None, in_force: Marked | None = None
) -> Instrument:
    """An administrative regulation of the State Council."""
    return Instrument(Text(zh, en), STATE_COUNCIL, number, issued, in_force, LAWS)
