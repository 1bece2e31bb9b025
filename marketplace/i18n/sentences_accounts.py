"""Sentences for what can be wrong with accounts, organisations, licences and tokens."""

ACCOUNTS: dict[str, tuple[str, str]] = {
    "uscc_taken": (
        "该统一社会信用代码已注册。",
        "An organisation with this credit code has signed up.",
    ),
    "email_taken": ("该邮箱已注册。", "This e-mail address has an account already."),
    "uscc_not_enterprise": (
        "企业的统一社会信用代码应以 9 开头。",
        "The credit code of an enterprise begins with 9.",
    ),
    "park_by_one_name": (
        "请用 park_id 或 park_uscc 之一指明所在园区。",
        "Name the park by one of park_id and park_uscc.",
    ),
    "park_not_confirmed": ("没有这个已确认的园区。", "There is no confirmed park of that name."),
    "park_of_enterprises_only": (
        "只有企业需要指明所在园区。",
        "Only an enterprise names the park it sits in.",
    ),
    "wrong_credentials": ("邮箱或密码不正确。", "The e-mail address or the password is wrong."),
    "token_already_issued": (
        "此请求的令牌已经给出，不会再次显示；如已遗失，请注销后另发请求。",
        (
            "The token of this request has been given and is not shown again; "
            "if it is lost, revoke it and send a new request."
        ),
    ),
    "reset_token_not_good": (
        "链接已失效：可能已超过一小时或已使用过。",
        "The link is no longer good: it is over an hour old or was used before.",
    ),
    "organisation_not_confirmed": (
        "贵机构尚未通过审核。",
        "Your organisation has not been confirmed yet.",
    ),
    "role_not_of_kind": (
        "该类机构（{kind}）的用户不能有此角色。",
        "Users of this kind of organisation ({kind}) cannot have that role.",
    ),
    "role_not_yours": (
        "您不能授予自己没有的角色。",
        "You cannot give a role that you do not have.",
    ),
    "own_account_stays_active": (
        "不能停用自己的账户，请由同事操作。",
        "You cannot shut yourself out; let a colleague do it.",
    ),
    "licence_known": ("该许可证已提交。", "This licence has been submitted already."),
    "licence_expired": ("许可证已过期。", "The licence has expired."),
    "licence_number_shape": (
        "许可证编号的格式少见，请核对。",
        "The licence number has an unusual form; compare it.",
    ),
    "licence_number_without_a1": (
        "许可证编号不含 A1：国际专线属第一类基础电信业务，请核对证书。",
        (
            "The licence number has no A1: international lines are first-class basic business; "
            "compare the certificate."
        ),
    ),
}
