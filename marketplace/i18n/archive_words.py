"""Words of user archives in Chinese and English: codes, and the headings of the package's PDF."""

from __future__ import annotations

Pair = tuple[str, str]
CODES: dict[str, dict[str, Pair]] = {
    "purpose": {
        "erp": ("ERP", "ERP"),
        "mail_office": ("邮件与办公", "Mail and office"),
        "research": ("研发", "Research and development"),
        "video_conference": ("视频会议", "Video conferences"),
        "headquarters_sync": ("总部数据同步", "Synchronising with headquarters"),
        "own_production": ("自有生产系统", "Own production systems"),
        "not_internal": ("非内部使用", "Not internal"),
        "other": ("其他（请说明）", "Other (say which)"),
    },
    "end_type": {
        "own_office": ("本企业办公场所", "Own office"),
        "affiliate_office": ("关联企业办公场所", "Office of an affiliate"),
        "own_rack": ("第三方机房的自有机柜", "Own rack in another's data centre"),
        "cloud_vpc": ("公有云自有专区", "Own part of a public cloud"),
        "public_platform": ("面向公众的业务平台", "Platform that serves the public"),
    },
    "voice": {
        "none": ("无", "None"),
        "internal": ("内部语音", "Internal"),
        "public_network": ("接入公用电话网", "To the public telephone network"),
    },
    "yes_no": {"true": ("是", "Yes"), "false": ("否", "No")},
    "paper": {
        "business_licence": ("营业执照（公章）", "Business licence, sealed"),
        "legal_representative_document": (
            "法定代表人证件",
            "Identity document of the legal representative",
        ),
        "contact_document": ("联系人证件", "Identity document of the contact"),
        "authorisation_letter": ("授权函", "Letter of authorisation"),
        "service_agreement": (
            "跨境专线业务服务协议（签字、公章）",
            "Service agreement, signed and sealed",
        ),
        "service_form": ("服务受理单", "Service handling form"),
        "z_evidence": ("Z 端关联关系证明", "Evidence of the far end's relation"),
        "resources_contract": ("托管或云服务合同", "Colocation or cloud contract"),
        "a_end_proof": ("A 端租约或产权证明", "Lease or deed of the A-end"),
        "internal_approval": ("内部采购审批文件", "Internal approval of the purchase"),
        "registry_evidence": ("登记状态查询结果", "What the company register showed"),
        "licence_scan": ("电信业务经营许可证", "Telecom business licence"),
        "licence_authorisation": ("总公司授权书", "Head office's letter of authority"),
        "licence_lookup": ("许可证查询结果", "What the licence look-up showed"),
    },
    "document_kind": {
        "resident_card": ("居民身份证", "Resident identity card"),
        "passport": ("护照", "Passport"),
        "hk_mo_permit": ("港澳居民来往内地通行证", "Permit of Hong Kong and Macau residents"),
        "tw_permit": ("台湾居民来往大陆通行证", "Permit of Taiwan residents"),
        "residence_permit": ("外国人永久居留身份证", "Foreign permanent resident identity card"),
    },
    "capacity": {
        "legal_representative": ("法定代表人", "Legal representative"),
        "authorised": ("授权代表", "Authorised representative"),
    },
    "outcome": {
        "pass": ("通过", "Passes"),
        "warn": ("提示", "Please note"),
        "hold": ("待补充或审核", "Missing, or for review"),
        "reject": ("不予通过", "Refused"),
    },
}
"By kind and code: (Chinese, English)"
LABELS: dict[str, Pair] = {
    "title": ("跨境专线用户档案", "User archive of a cross-border line"),
    "exported_at": ("导出时间", "Exported"),
    "page": ("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "company": ("企业", "Company"),
    "line": ("专线", "Line"),
    "ends": ("两端", "The two ends"),
    "use": ("用途", "Use"),
    "papers": ("材料", "Papers"),
    "letter": ("承诺书", "Commitment letter"),
    "unsigned": ("尚未签署。", "Not signed yet."),
    "signed": ("签署", "Signed"),
    "version": ("文本版本", "Version of the text"),
    "text_sha256": ("文本哈希 SHA-256", "SHA-256 of the text"),
    "organisation_code": ("组织机构代码", "Organisation code"),
    "label": ("专线名称", "Name of the line"),
    "corridor": ("通道", "Corridor"),
    "product": ("产品", "Product"),
    "term_months": ("合同期（月）", "Term, months"),
    "mbps_per_user": ("人均带宽（Mbps）", "Mbps per user"),
    "legal_number": ("法定代表人证件号", "Its document"),
    "contact_number": ("联系人证件号", "Its document"),
    "contact_address": ("联系地址", "Address of the contact"),
    "a_building": ("A 端楼宇", "A-end: building"),
    "a_room": ("A 端房间", "A-end: room"),
    "park_confirmed": ("园区确认", "Confirmed by the park"),
}


def code_word(kind: str, code: object, language: str) -> str:
    """The word for a code; a code without one stays as it is, None is a dash."""
    if code is None or code == "":
        return "–"
    found = CODES[kind].get(str(code).lower() if isinstance(code, bool) else str(code))
    return str(code) if found is None else found[language == "en"]


def label(name: str, language: str) -> str:
    return LABELS[name][language == "en"]
