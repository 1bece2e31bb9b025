"""Sentences for what can be wrong with user archives, letters and premises."""

ARCHIVES: dict[str, tuple[str, str]] = {
    "identity_number": (
        "证件号码与证件类型不符，请核对。",
        "This is no number of that kind of document; please check it.",
    ),
    "identity_consent": (
        "保存证件号码须取得本人的单独同意，请确认已取得。",
        "An identity number is kept only with the person's separate consent: please confirm it.",
    ),
    "personal_key_wrong": (
        "证件号码无法解密：平台密钥已更换。请重新填写。",
        "The identity number cannot be read: the platform's key is another. Please enter it anew.",
    ),
    "line_gone": (
        "该专线已撤回或释放（{state}），不能再更改。",
        "This line was withdrawn or released ({state}): nothing can be changed.",
    ),
    "letter_changed": (
        "承诺书文本已更新为 {version}，请重新阅读后签署。",
        "The commitment letter has changed to {version}: please read it anew and sign.",
    ),
    "signer_not_representative": (
        "与用户档案中的法定代表人姓名不一致。",
        "The user archive names another legal representative.",
    ),
    "letter_not_read": (
        "请确认已阅读并同意承诺书。",
        "Please confirm that you have read the letter and agree.",
    ),
}
