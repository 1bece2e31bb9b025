"""The one statement by which a company joins: guard, sums, lines, deposit, audit and answer.

The row of the group buy is locked only while it runs.
"""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import Line, LineUse
from marketplace.services.change_pool import MAY_TAKE_PART, POOL_UPDATE
from marketplace.services.keep_findings import COLUMNS
from marketplace.services.reckon_deposit import COLUMNS as DEPOSIT_COLUMNS

LINE_COLUMNS = [column.name for column in Line.__table__.columns]
_COLUMNS = ", ".join(LINE_COLUMNS)
_USE_COLUMNS = ", ".join(column.name for column in LineUse.__table__.columns)

_JOIN = """
    WITH pool AS (
      {pool_update} AND {may_take_part} RETURNING market_now() AS now
    ), joined AS (
      INSERT INTO participations
        (id, group_buy_id, member_id, state, joined_at, joined_by, version)
      SELECT :participation_id, :group_buy_id, :member_id, 'joined', pool.now, :user_id, 1
      FROM pool
    ), lined AS (
      INSERT INTO lines ({columns})
      SELECT {columns} FROM jsonb_populate_recordset(NULL::lines, CAST(:rows AS jsonb)), pool
    ), used AS (
      INSERT INTO line_uses ({use_columns})
      SELECT {use_columns} FROM jsonb_populate_recordset(NULL::line_uses, CAST(:uses AS jsonb)),
             pool
    ), deposited AS (
      INSERT INTO deposits ({deposit_columns})
      SELECT {deposit_columns}
      FROM jsonb_populate_recordset(NULL::deposits, CAST(:deposits AS jsonb)), pool
      RETURNING id
    ), audited AS (
      INSERT INTO audit_entries (id, chain, at, actor_id, organisation_id, subject, subject_id,
                                 event, to_state, facts)
      SELECT gen_random_uuid(), CAST(:group_buy_id AS text), pool.now, :user_id, :member_id,
             'participation', :participation_id, 'join', 'joined',
             jsonb_build_object('lines', CAST(:lines AS integer), 'mbps', CAST(:mbps AS bigint),
                                'asked', CAST(:asked AS jsonb))
      FROM pool
      UNION ALL
      SELECT gen_random_uuid(), CAST(:group_buy_id AS text), pool.now, NULL, NULL,
             'deposit', deposited.id, 'ask', 'due', '{{}}'::jsonb
      FROM pool, deposited
    ), found AS (
      INSERT INTO findings ({finding_columns})
      SELECT {finding_columns}
      FROM jsonb_populate_recordset(NULL::findings, CAST(:findings AS jsonb)), pool
    ), kept AS (
      INSERT INTO idempotency_keys (owner_id, key, request_sha256, status, body, headers)
      SELECT :user_id, :key, :digest, 201, CAST(:body AS jsonb), CAST(:headers AS jsonb)
      FROM pool WHERE CAST(:key AS text) IS NOT NULL
    )
    SELECT now FROM pool
"""
JOINS = {
    style: sa.text(
        _JOIN.format(
            pool_update=update,
            may_take_part=MAY_TAKE_PART,
            columns=_COLUMNS,
            use_columns=_USE_COLUMNS,
            finding_columns=COLUMNS,
            deposit_columns=", ".join(DEPOSIT_COLUMNS),
        )
    )
    for style, update in POOL_UPDATE.items()
}
"By the style of the ladder"
