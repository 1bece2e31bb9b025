"""Sentences for what can be wrong with group buys, joining and demand lines."""

GROUP_BUYS: dict[str, tuple[str, str]] = {
    "group_buy_not_draft": (
        "团购已开放，条款不能再改。",
        "The group buy has opened; its terms stand.",
    ),
    "group_buy_not_open": (
        "团购不在募集中（当前状态：{state}）。",
        "The group buy is not open (its state: {state}).",
    ),
    "statement_missing": (
        "尚未作组织方声明，不能开放。请先回答声明中的全部问题。",
        "The organiser's statement is missing, so this cannot open. Please answer all of it.",
    ),
    "organ_is_public": (
        "统一社会信用代码以 11 开头的是国家机关，须声明为公共机构。",
        "A credit code that begins with 11 is a state organ's: it is a public body.",
    ),
    "no_list_prices": (
        "没有持牌基础电信企业的有效价目表，无法确定目录价。",
        "No licensed carrier has a valid price book, so there are no list prices.",
    ),
    "already_joined": (
        "贵公司已参团；请更改现有专线需求。",
        "Your company has joined already; change its lines instead.",
    ),
    "draft_saved_since": (
        "{who}在 {saved_at} 另存了贵公司的草稿，您的更改未保存，也未覆盖其内容。",
        "{who} saved another draft of your company at {saved_at}; yours is not saved, and nothing "
        "of theirs is lost.",
    ),
    "cap_reached": (
        "将超过团购上限（{at_most}，{measure}），未作任何更改。",
        "The cap of the group buy ({at_most}, {measure}) would be exceeded; nothing was changed.",
    ),
    "price_rose": (
        "价格刚刚上调，未作任何更改；请确认新价格后再提交。",
        "The price has just risen; nothing was changed. Look at the new price first.",
    ),
    "price_never_shown": (
        "该价格不是本团购阶梯给出的价格，请重新查询价格。",
        "The ladder of this group buy never gives that price; ask for the price again.",
    ),
    "corridor_not_offered": (
        "本团购没有此通道的目录价。可选：{offered}。",
        "This group buy has no list price on that corridor. Offered: {offered}.",
    ),
    "no_list_price": (
        "此产品、合约期与保护方式没有目录价。",
        "There is no list price for this product, term and protection.",
    ),
    "no_list_price_above": (
        "目录价最高至 {largest} Mbps。",
        "List prices go up to {largest} Mbps.",
    ),
    "contract_signed": (
        "已有合同签署，不能再取消。",
        "A contract has been signed; it can no longer be cancelled.",
    ),
    "ladder_one_source": (
        "请手工填写阶梯，或选择一份价目表的阶梯，二者取其一。",
        "Give a ladder or name one of a price book: one of the two.",
    ),
    "ladder_greater_than": ("应大于 {bound}。", "It must be greater than {bound}."),
    "ladder_at_least": ("应不小于 {bound}。", "It must be at least {bound}."),
    "ladder_below": ("应小于 {bound}。", "It must be below {bound}."),
    "ladder_starts_at_zero": ("第一档应从 0 开始。", "The first tier must start at 0."),
    "ladder_empty": ("至少应有一个档位。", "There must be at least one tier."),
}
