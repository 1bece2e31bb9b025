"""Sentences for what can be wrong with catalogue."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "corridor_code": ("应为通道代码，如 SHA-HKG。", "A corridor code is expected, such as SHA-HKG."),
    "present_price": ("填写现有合同的到期日或退出费用时，须填写其月费。",
                      "State the monthly price of the present contract with its end or exit fee."),
}
