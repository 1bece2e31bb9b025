"""Sentences for what can be wrong with directed group buys, invitations and the waiting list."""

INVITATIONS: dict[str, tuple[str, str]] = {
    "mode_of_organiser": (
        "贵机构组织的团购方式为“{mode}”。",
        "A group buy of your organisation is of the mode “{mode}”.",
    ),
    "group_buy_not_directed": (
        "园区团购面向园区全部企业，无需邀请。",
        "A park's group buy is open to all its companies; nobody is invited.",
    ),
    "inviting_over": (
        "需求已锁定或团购已结束，不能再邀请。",
        "The demand is locked or the group buy has ended; nobody can be invited any more.",
    ),
    "invitation_one_way": (
        "请填写统一社会信用代码或邮箱，二者取其一。",
        "Give a credit code or an e-mail address: one of the two.",
    ),
    "already_invited": (
        "已邀请过该企业或邮箱。",
        "This company or address has been invited already.",
    ),
    "too_many_invitations": (
        "每个团购最多 {most} 份邀请。",
        "A group buy can have at most {most} invitations.",
    ),
    "invitee_not_enterprise": (
        "该代码不属于企业，只能邀请企业。",
        "This code is not an enterprise's; only enterprises can be invited.",
    ),
    "invitee_is_organiser": (
        "这是贵公司自己的代码；牵头企业无需邀请即可参团。",
        "This is your own code; the lead enterprise may join without an invitation.",
    ),
    "invitation_link_made": (
        "该链接已生成并显示过一次，不再显示；请撤销后另建。",
        "This link was made and shown once and is not shown again; revoke it and make another.",
    ),
    "invitation_revoked": (
        "该邀请已被组织方撤回。",
        "The organiser has taken this invitation back.",
    ),
    "invitation_used_up": (
        "该邀请的使用次数已用完。",
        "This invitation has been used as often as it may be.",
    ),
    "invitation_late": (
        "需求已锁定或团购已结束，该邀请已失效。",
        "The demand is locked or the group buy has ended; the invitation has lapsed.",
    ),
    "invitation_own": (
        "这是贵公司发出的邀请。",
        "This is your own invitation.",
    ),
    "invitation_for_enterprises": (
        "该邀请面向企业，请用企业账号登录。",
        "The invitation is for enterprises; sign in with an enterprise's account.",
    ),
    "company_takes_part": (
        "该企业已参团、曾参团或在候补，不能撤回其邀请。",
        "The company has joined, or waits for a place; its invitation stands.",
    ),
    "waiting_not_open": (
        "候补名单在需求锁定后开放，至团购结束为止（当前状态：{state}）。",
        "One can wait for a place from the lock to the end of the group buy (its state: {state}).",
    ),
    "joined_do_not_wait": (
        "贵公司已参团，候补名单面向未能及时参团的企业。",
        "Your company has joined; the waiting list is for those who came late.",
    ),
    "waiting_full": (
        "每家企业最多候补 {most} 条专线。",
        "A company can wait for at most {most} lines.",
    ),
    "waiting_no_pair": (
        "双运营商保护由两条专线组成，不能候补；请分别候补。",
        "Two carriers are two lines and cannot wait together; let each wait by itself.",
    ),
}
