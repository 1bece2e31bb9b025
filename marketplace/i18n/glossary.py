"""The words of the marketplace, each with what it means here, in both languages (词汇表)."""

# ruff: noqa: E501  (a meaning is a line)
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word: `key` is its anchor on the page."""

    key: str
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str


@dataclass(frozen=True)
class Subject:
    """Words that belong together."""

    key: str
    zh: str
    en: str
    terms: tuple[Term, ...]


PEOPLE = Subject(
    "people",
    "谁参与",
    "Who takes part",
    (
        Term(
            "park-manager",
            "园区经理",
            "park manager",
            "代表园区发起团购、主持询比、选定方案并公布结果；开启之前看不到任何报价，也不赚取差价。",
            "Opens a park's group buy, runs the request for quotes, picks the scenario and publishes the result; sees no quote before the opening and keeps no margin.",
        ),
        Term(
            "lead-enterprise",
            "牵头企业",
            "lead enterprise",
            "由企业出面、面向其点名的几家企业组织的定向团购的组织方。",
            "The company that organises a directed group buy among companies that it names.",
        ),
        Term(
            "member",
            "参团企业",
            "member",
            "带着一条或多条专线需求加入团购的企业；可接受、放弃，或另选一家运营商。",
            "A company that joins with one or more lines; it may accept, decline, or take another carrier.",
        ),
        Term(
            "carrier",
            "基础电信企业",
            "carrier",
            "持有相应许可、与参团企业直接签约并直接计费的电信企业；本平台也简称“运营商”。",
            "A licensed operator that contracts with and bills each company directly.",
        ),
        Term(
            "reviewer",
            "合规审核员",
            "reviewer",
            "对被暂缓的核查结果作出附理由的裁定，并确认机构与许可。",
            "Decides held findings with a written reason, and confirms organisations and licences.",
        ),
        Term(
            "observer",
            "监管观察员",
            "observer",
            "可查阅公开内容、审计日志与合规记录，不能改动任何内容。",
            "Reads what is open, the audit log and the compliance record; changes nothing.",
        ),
    ),
)
DEMAND = Subject(
    "demand",
    "需求与价格",
    "Demand and prices",
    (
        Term(
            "group-buy",
            "团购",
            "group buy",
            "多家企业把跨境专线需求合在一起询价，各自与运营商签约。",
            "Companies pool their demand for cross-border lines, ask for prices together, and each contract by themselves.",
        ),
        Term(
            "line",
            "专线需求",
            "line",
            "一条专线：两端地址、产品、带宽、期限、保护方式与服务指标。",
            "One private line: both ends, product, bandwidth, term, protection and service levels.",
        ),
        Term(
            "corridor",
            "通道",
            "corridor",
            "从 A 端城市到 Z 端城市或地区的方向；其大圆距离决定时延下限。",
            "From the A-end city to the Z-end city or region; its great-circle length sets the least possible delay.",
        ),
        Term(
            "lot",
            "采购包",
            "lot",
            "同一通道、同一产品的全部专线，运营商按采购包报价。",
            "All lines of one corridor and product; carriers quote by lot.",
        ),
        Term(
            "list-price",
            "目录价",
            "list price",
            "开放募集时冻结的、各持证运营商价目表中对该专线有效的最低价。",
            "The lowest valid price for the line in the licensed carriers' price books, frozen when the group buy opens.",
        ),
        Term(
            "price-book",
            "价目表",
            "price book",
            "运营商发布的目录价与阶梯折扣，带有效期。",
            "A carrier's published list prices and ladders, with their dates of validity.",
        ),
        Term(
            "ladder",
            "阶梯折扣",
            "ladder",
            "合计量越大折扣越高的规则；募集期间是参考，对运营商没有约束。",
            "The larger the pooled volume, the larger the discount; while demand is gathered it is a reference and binds no carrier.",
        ),
        Term(
            "tier",
            "档位",
            "tier",
            "阶梯的一级：从某个合计量起适用的折扣。",
            "One step of a ladder: the discount from a certain volume on.",
        ),
        Term(
            "live-price",
            "当前价",
            "live price",
            "按此刻的合计量，这条专线的参考价；人数或带宽增加即随之变化。",
            "What the line would cost at the volume pooled just now; it moves as companies join.",
        ),
        Term(
            "ceiling",
            "封顶价",
            "ceiling",
            "您的限价、加入时所见价与锁定时价三者中最低的一个：成交价不会高于它，除非您明示同意。",
            "The least of your own limit, the price you saw when joining and the price at the lock: no award goes above it without your express consent.",
        ),
        Term(
            "lock",
            "需求锁定",
            "lock",
            "到此时为止需求定稿；之前可以自由更改或退出。",
            "From then on the demand stands; until then you may change or leave freely.",
        ),
        Term(
            "outside-option",
            "外部选择",
            "outside option",
            "不参团时的花费：目录价与现有合同成本（含解约费）中较低者。",
            "What the line costs without the group: the lower of its list price and its present contract with the exit fee.",
        ),
        Term(
            "waiting-list",
            "候补名单",
            "waiting list",
            "锁定之后来的企业可接替同类被放弃的专线名额。",
            "Companies that come after the lock may take the place of a declined line of the same kind.",
        ),
    ),
)
QUOTES = Subject(
    "quotes",
    "询比与成交",
    "Quotes and award",
    (
        Term(
            "rfq",
            "询比",
            "request for quotes (RFQ)",
            "向全部持证运营商发出的询价；不是法定采购程序。",
            "The request sent to all licensed carriers; it is no statutory procurement procedure.",
        ),
        Term(
            "sealed",
            "密封",
            "sealed",
            "截止之前报价以密文保存，任何页面、接口或人员都读不到，也数不出有几份。",
            "Until the due time a quote is kept encrypted: no page, interface or person can read it, or count how many there are.",
        ),
        Term(
            "opening",
            "开启",
            "opening",
            "截止之后同时解密全部报价；事先公布的哈希值证明内容未被改动。",
            "After the due time all quotes are decrypted together; hashes prove that nothing was changed.",
        ),
        Term(
            "scenario",
            "方案",
            "scenario",
            "一组规则下成本最低的分配，例如至多两家成交运营商；与最低成本方案对比其额外成本。",
            "The cheapest allocation under certain rules, such as at most two winners; shown with its extra cost over the cheapest.",
        ),
        Term(
            "award",
            "成交方案",
            "award",
            "选定的分配：每条专线由哪家运营商以什么价格提供。",
            "The allocation that was chosen: which carrier serves each line at which price.",
        ),
        Term(
            "proven",
            "已证明最优",
            "proven",
            "附有证书，任何人不用求解器即可逐项验算不存在更便宜的分配。",
            "A certificate comes with it by which anyone can check, without a solver, that no allocation is cheaper.",
        ),
        Term(
            "standstill",
            "公示期",
            "standstill",
            "成交公示后的 3 个工作日；可提出异议，异议期间时间停止计算。",
            "Three working days after the award notice in which it may be complained of; a complaint stops the clock.",
        ),
        Term(
            "acceptance",
            "成员确认",
            "acceptance",
            "公示期后 5 个工作日内逐条接受、放弃或另选运营商；未答复视为放弃。",
            "The five working days in which each line is accepted, declined or given to another carrier; silence declines.",
        ),
        Term(
            "firm-down-to",
            "保价下限",
            "firm down to",
            "确认量不低于成交量的这一比例时，运营商的成交价保持不变。",
            "While at least this share of the awarded volume is accepted, the carrier's prices hold.",
        ),
    ),
)
AFTER = Subject(
    "after",
    "合同、开通与资金",
    "Contract, activation and money",
    (
        Term(
            "service-contract",
            "服务合同",
            "service contract",
            "运营商与企业直接签订的合同；平台不是合同一方。",
            "The contract between carrier and company; the marketplace is no party to it.",
        ),
        Term(
            "user-archive",
            "用户档案",
            "user archive",
            "每条专线须备齐的用途、两端与证明材料，由运营商审核。",
            "What each line must have on record: its use, both ends and the evidence, decided by the carrier.",
        ),
        Term(
            "commitment-letter",
            "承诺书",
            "commitment letter",
            "企业对专线合法使用的在线签署承诺，每年续签。",
            "The company's signed word on the lawful use of its lines, renewed each year.",
        ),
        Term(
            "finding",
            "核查结果",
            "finding",
            "一条规则对一项事实的结论：通过、提示、暂缓或拒绝，附法律出处。",
            "What a rule says of a fact: pass, warn, hold or reject, with its legal source.",
        ),
        Term(
            "data-export-check",
            "数据出境自查",
            "data-export self-check",
            "判断您的数据出境应走哪条路径（申报、备案、认证或豁免）的引导页面。",
            "A guided page that says which path your data export takes: assessment, filing, certification or exemption.",
        ),
        Term(
            "activation",
            "开通",
            "activation",
            "勘察、资源、测试合格之后专线投入使用。",
            "The line goes live after survey, resources and a passed test.",
        ),
        Term(
            "due-item",
            "应付款",
            "due item",
            "专线开通后按合同逐期应付的一笔费用：一次性费用或某个月的月费。",
            "One payment of a line in service by its contract: the one-off, or a month.",
        ),
        Term(
            "line-invoice",
            "专线发票",
            "line invoice",
            "运营商就应付款向企业开具的数电票；平台只作记录，款项由企业直接对公转账。",
            "The carrier's e-invoice to the company over due items; it is only recorded here, and paid by bank transfer.",
        ),
        Term(
            "remittance",
            "汇款",
            "remittance",
            "企业登记的一笔对公转账，由运营商确认到账。",
            "A bank transfer that the company puts on record and the carrier confirms.",
        ),
        Term(
            "payee-account",
            "收款账户",
            "payee account",
            "运营商自己或其分公司名下的银行账户；变更时，有未结清发票的企业都会收到通知。",
            "A bank account in the name of the carrier or of a branch of it; a change is told to every company with an open invoice.",
        ),
        Term(
            "deposit",
            "诚意金",
            "deposit",
            "团购可要求的小额保证，按规则全额退还；由平台代存，不是专线费用。",
            "A small sum that a group buy may ask for, returned in full by rule; the platform holds it, it is no payment for a line.",
        ),
        Term(
            "service-fee",
            "平台服务费",
            "service fee",
            "平台公布费率、单独开票的服务费；专线费用从不经过平台。",
            "The platform's published fee with an invoice of its own; money for lines never passes through the platform.",
        ),
    ),
)
SUBJECTS = (PEOPLE, DEMAND, QUOTES, AFTER)
