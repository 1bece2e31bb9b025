"""Sentences for what can be wrong with corridors, demand lines, CSV sheets and price books."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "licence_held": (
        "该许可证不属于名单内集团，缺少：{missing}。补齐扫描件与查询记录（分支机构还须授权书）后方可核验。",
        "This licence is held; missing: {missing}. Scan and look-up come first, of a branch its "
        "letter too.",
    ),
    "licence_refused": (
        "该许可证已被退回，不能再补充；请提交新的许可证。",
        "This licence was refused: nothing can be added to it. Submit another one.",
    ),
    "legal_person_quotes": (
        "同一法人（{uscc}）已有另一机构持有已核验的许可证，同一法人只能由一个机构报价。",
        "Another carrier of the same legal person ({uscc}) has a verified licence: one legal "
        "person quotes once.",
    ),
    "day_to_come": ("不能是将来的日期。", "The day may not lie in the future."),
    "corridor_code": (
        "应为通道代码，如 SHA-HKG。",
        "A corridor code is expected, such as SHA-HKG.",
    ),
    "corridor_exists": ("通道 {corridor} 已存在。", "The corridor {corridor} exists already."),
    "corridor_too_short": ("两端坐标相同或过近。", "The two ends are the same place."),
    "degrees": (
        "应为以度为单位的数字，如 121.93。",
        "A number of degrees is expected, such as 121.93.",
    ),
    "region_code": (
        "应为两位国家或地区代码，如 HK。",
        "A two-letter country or region code is expected, such as HK.",
    ),
    "region_not_abroad": ("Z 端须在境外或港澳台。", "The Z-end must lie across the border."),
    "present_price": (
        "填写现有合同的到期日或退出费用时，须填写其月费。",
        "State the monthly price of the present contract with its end or exit fee.",
    ),
    "decimal_text": (
        "应为普通数字，如 12000.50；不带符号、千分位或科学计数。",
        "A plain number is expected, such as 12000.50; no separators or exponent.",
    ),
    "decimal_places": ("最多 {places} 位小数。", "At most {places} decimals."),
    "sheet_empty": ("表格没有数据行。", "The sheet has no rows."),
    "sheet_size": ("文件不得超过 {most} MiB。", "The file may have at most {most} MiB."),
    "sheet_rows": ("最多 {most} 行。", "There may be at most {most} rows."),
    "sheet_encoding": (
        "文件编码应为 UTF-8 或 GB18030。",
        "The file must be encoded in UTF-8 or GB18030.",
    ),
    "sheet_quoting": (
        "第 {row} 行的引号不成对，或单元格过长，无法读取。",
        "Row {row} cannot be read: its quotes do not match or a cell is too long.",
    ),
    "sheet_unreadable": (
        "无法读取：不是完好的 CSV 或 XLSX 文件，或已加密。",
        "The file cannot be read: it is no sound CSV or XLSX file, or it is locked.",
    ),
    "sheet_too_large_unpacked": (
        "工作簿解压后过大（上限 {most} MiB），或内含过多部件。",
        "The workbook is too large when unpacked (at most {most} MiB) or has too many parts.",
    ),
    "cell_formula": (
        "单元格是公式；请粘贴为数值后再上传。",
        "The cell is a formula; paste its value instead.",
    ),
    "cell_error": ("单元格是错误值。", "The cell holds an error value."),
    "column_unknown": ("没有名为“{column}”的列。", "There is no column called “{column}”."),
    "column_repeated": ("列“{column}”出现多次。", "The column “{column}” occurs more than once."),
    "column_missing": ("缺少列“{column}”。", "The column “{column}” is missing."),
    "cells_surplus": ("第 {row} 行的单元格多于表头。", "Row {row} has more cells than the header."),
    "more_faults": ("另有 {more} 处错误未列出。", "There are {more} more faults."),
    "rtt_below_floor": (
        "低于光速下限：此通道往返时延不可能小于 {floor_ms} ms。",
        "Faster than light: no round trip here is below {floor_ms} ms.",
    ),
    "total_too_large": ("合同期总价超过上限。", "The total over the term is too large."),
    "row_exists": ("价目表中已有此行。", "The price book has this row already."),
    "tier_cliff": (
        "{mbps} Mbps 的总价低于 {smaller} Mbps，请核对。",
        "{mbps} Mbps costs less in total than {smaller} Mbps; is that meant?",
    ),
    "price_book_not_draft": (
        "价目表已发布或撤回，不能再改；请另建一份。",
        "The price book is no longer a draft; make a new one to change it.",
    ),
    "price_book_empty": (
        "价目表没有价格行，不能发布。",
        "The price book has no rows; it cannot be published.",
    ),
    "price_book_over": (
        "有效期已于 {valid_to} 结束，不能发布。",
        "Its validity ended on {valid_to}; it cannot be published.",
    ),
    "one_way_only": (
        "每项价格只能以一种方式调整。",
        "Change a price in one way only.",
    ),
    "nothing_to_change": ("请至少填写一项更改。", "Say at least one thing to change."),
    "no_row_selected": ("没有符合条件的价格行。", "No row matches the selection."),
    "price_below_zero": (
        "{corridor} {mbps} Mbps（{months} 个月）的价格将低于零，未作任何更改。",
        "{corridor} {mbps} Mbps, {months} months would cost less than nothing.",
    ),
    "name_taken": ("名称已被使用。", "The name is taken."),
}
