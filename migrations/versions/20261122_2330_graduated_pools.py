"""Let group buys have graduated ladders: settled sums in the row, a needed volume per line.

The function finds the largest content group (formats.md, group/1) of a graduated ladder: the
greatest sum of lines that all need no more than that sum. It looks only at lines with a limit; the
others are in the row's sums. With `hold` it first locks the group buy's row, so that what it reads
afterwards is what the last change left.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SETTLE = """
CREATE FUNCTION settle_graduated(
  group_buy uuid, without_stay uuid, free_volume bigint, free_list bigint,
  needs bigint[], need_volumes bigint[], need_lists bigint[], hold boolean
) RETURNS TABLE (volume bigint, list_minor bigint, at timestamptz) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  g group_buys%ROWTYPE;
BEGIN
  IF hold THEN
    SELECT * INTO g FROM group_buys WHERE id = group_buy FOR UPDATE;
  ELSE
    SELECT * INTO g FROM group_buys WHERE id = group_buy;
  END IF;
  RETURN QUERY
  WITH wanted AS (
    SELECT l.need_volume AS need, l.list_minor AS listed,
           CASE g.ladder ->> 'measure' WHEN 'lines' THEN 1 WHEN 'mbps' THEN l.mbps
             ELSE l.list_minor END AS counted
    FROM lines l
    WHERE l.group_buy_id = group_buy AND l.state = 'pooled' AND l.need_volume IS NOT NULL
      AND l.participation_id IS DISTINCT FROM without_stay
    UNION ALL
    SELECT t.need, t.listed, t.counted FROM unnest(needs, need_lists, need_volumes)
      AS t (need, listed, counted)
  ), reached AS (
    SELECT 0::bigint AS need, g.volume_by_need[1] + free_volume AS counted,
           g.list_by_need[1] + free_list AS listed
    UNION ALL
    SELECT w.need,
           g.volume_by_need[1] + free_volume + (sum(w.counted) OVER (ORDER BY w.need))::bigint,
           g.list_by_need[1] + free_list + (sum(w.listed) OVER (ORDER BY w.need))::bigint
    FROM wanted w
  )
  SELECT r.counted, r.listed, market_now() FROM reached r
  WHERE r.counted >= r.need ORDER BY r.need DESC LIMIT 1;
END $$;
"""


def upgrade() -> None:
    op.add_column("group_buys", sa.Column("settled_volume", sa.BigInteger(), nullable=True))
    op.add_column("group_buys", sa.Column("settled_list_minor", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_group_buys_settled_if_graduated"),
        "group_buys",
        "(ladder ->> 'style' = 'graduated') = (settled_volume IS NOT NULL) "
        "AND (settled_volume IS NULL) = (settled_list_minor IS NULL)",
    )
    op.add_column("lines", sa.Column("need_volume", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_lines_need_volume",
        "lines",
        ["group_buy_id", "need_volume"],
        postgresql_where=sa.text("need_volume IS NOT NULL AND state = 'pooled'"),
    )
    op.get_bind().exec_driver_sql(SETTLE.replace("%", "%%"))


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP FUNCTION settle_graduated")
    op.drop_index("ix_lines_need_volume", table_name="lines")
    op.drop_column("lines", "need_volume")
    op.drop_constraint(op.f("ck_group_buys_settled_if_graduated"), "group_buys", type_="check")
    op.drop_column("group_buys", "settled_list_minor")
    op.drop_column("group_buys", "settled_volume")
