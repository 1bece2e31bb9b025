"""Sentences for what can be wrong with any request."""

REQUESTS: dict[str, tuple[str, str]] = {
    "bad_request": ("请求无法识别。", "The request cannot be understood."),
    "bad_json": ("请求正文不是合法的 JSON。", "The request body is not valid JSON."),
    "wrong_content_type": (
        "请求正文的类型应为 {expected}。",
        "The request body must be of type {expected}.",
    ),
    "unauthenticated": (
        "请先登录，或提供有效的 API 令牌。",
        "Sign in first, or send a valid API token.",
    ),
    "forbidden": ("您没有进行此操作的权限。", "You may not do this."),
    "not_found": ("找不到该内容。", "There is nothing here."),
    "method_not_allowed": ("此地址不支持该方法。", "This address does not take that method."),
    "conflict": ("当前状态下不能进行此操作。", "This cannot be done in the present state."),
    "stale": (
        "内容已被他人更改，请刷新后再试。",
        "Somebody changed this meanwhile; reload and try again.",
    ),
    "illegal_move": (
        "“{state}”状态下不能进行“{event}”。",
        "“{event}” is not possible in the state “{state}”.",
    ),
    "too_early": (
        "未到时间：{opens_at} 之后才可进行。",
        "Too early: possible only from {opens_at}.",
    ),
    "too_late": ("已过截止时间（{due_at}）。", "The deadline ({due_at}) has passed."),
    "precondition_failed": (
        "内容已更改：If-Match 与当前版本（{current}）不符。",
        "It has changed: If-Match does not match the present version ({current}).",
    ),
    "precondition_required": (
        "请用 If-Match 注明您所见的版本。",
        "Name the version you saw in If-Match.",
    ),
    "idempotency_mismatch": (
        "同一 Idempotency-Key 已用于另一请求。",
        "This Idempotency-Key was used for another request.",
    ),
    "idempotency_key_required": (
        "请在 Idempotency-Key 头中给出 1 至 200 个可见字符的键。",
        "Send an Idempotency-Key header of 1 to 200 visible characters.",
    ),
    "too_many_requests": ("请求过于频繁，请稍后再试。", "Too many requests; try again later."),
    "too_large": ("请求正文过大。", "The request body is too large."),
    "invalid": (
        "输入有误，未作任何更改。",
        "Something in the input is wrong; nothing was changed.",
    ),
    "server_error": (
        "系统出错，未作任何更改，已记录。",
        "Something went wrong on our side; nothing was changed and it was recorded.",
    ),
    "unavailable": (
        "数据库暂时没有应答，无法确定请求是否已执行。请稍后查看，或原样重发"
        "（使用同一 Idempotency-Key）。",
        "The database did not answer; whether the request was carried out is not known. Look "
        "again in a moment, or send the same again (under the same Idempotency-Key).",
    ),
    "csrf": ("页面已过期，请刷新后重试。", "This page has expired; reload it and try again."),
}
