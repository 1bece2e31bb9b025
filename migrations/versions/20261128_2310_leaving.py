"""Let an organisation leave: its state, since when users are inactive, no act of who has left.

A code is unique among the organisations that have not left: who comes back enrols anew. The
triggers refuse what a user of an organisation that has just left had begun before it did; they
wait for a leaving that is under way. Since when a user was inactive was not on record: it counts
from this migration, so that no term ends early.

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
PARTIES = {
    "participations": ["member_id"],
    "waiting_entries": ["member_id"],
    "group_buys": ["organiser_id"],
    "sealed_quotes": ["carrier_id"],
    "contracts": ["member_id", "carrier_id"],
    "award_complaints": ["complainant_id"],
    "service_complaints": ["member_id"],
    "api_tokens": ["organisation_id"],
}
"Tables whose new rows an organisation that left can be no party of"
GUARD = """
CREATE FUNCTION refuse_left_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  party text;
  standing text;
BEGIN
  FOREACH party IN ARRAY TG_ARGV LOOP
    -- Locked first and judged then: a leaving that is under way is waited for.
    SELECT o.state INTO standing FROM organisations o
      WHERE o.id = (to_jsonb(NEW) ->> party)::uuid FOR KEY SHARE;
    IF standing = 'left' THEN
      RAISE EXCEPTION 'the organisation has left'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'party_has_left';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
"""


def upgrade() -> None:
    for name in ("left_at", "anonymised_at"):
        op.add_column("organisations", sa.Column(name, INSTANT, nullable=True))
    op.add_column("organisations", sa.Column("left_by", sa.Uuid(), nullable=True))
    op.add_column("organisations", sa.Column("left_reason", sa.Text(), nullable=True))
    for name in ("deactivated_at", "anonymised_at"):
        op.add_column("users", sa.Column(name, INSTANT, nullable=True))
    op.execute("UPDATE users SET deactivated_at = market_now() WHERE NOT active")
    _states("'pending', 'confirmed', 'refused', 'left'")
    op.drop_constraint("uq_organisations_uscc", "organisations", type_="unique")
    op.create_index(
        "uq_organisations_uscc",
        "organisations",
        ["uscc"],
        unique=True,
        postgresql_where=sa.text("state <> 'left'"),
    )
    for table, name, check in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, check)
    op.execute(GUARD)
    for table, columns in PARTIES.items():
        named = ", ".join(f"'{column}'" for column in columns)
        op.execute(
            f"CREATE TRIGGER refuse_left_party BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_left_party({named})"
        )
    op.execute(
        "CREATE TRIGGER refuse_left_party BEFORE INSERT OR UPDATE OF active ON users "
        "FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION refuse_left_party('organisation_id')"
    )


CHECKS = [
    ("organisations", "left_has_time", "(state = 'left') = (left_at IS NOT NULL)"),
    ("organisations", "anonymised_if_left", "anonymised_at IS NULL OR state = 'left'"),
    ("users", "inactive_has_time", "active = (deactivated_at IS NULL)"),
    ("users", "anonymised_if_inactive", "anonymised_at IS NULL OR NOT active"),
]


def _states(named: str) -> None:
    """The CHECK of the state anew, whatever it was called."""
    op.execute(
        "DO $$ DECLARE old text; BEGIN "
        "SELECT conname INTO old FROM pg_constraint WHERE conrelid = 'organisations'::regclass "
        "AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%''refused''%'; "
        "EXECUTE format('ALTER TABLE organisations DROP CONSTRAINT %I', old); END $$"
    )
    op.create_check_constraint(op.f("ck_organisations_state"), "organisations", f"state IN ({named})")


def downgrade() -> None:
    for table in [*PARTIES, "users"]:
        op.execute(f"DROP TRIGGER refuse_left_party ON {table}")
    op.execute("DROP FUNCTION refuse_left_party()")
    for table, name, _check in CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.drop_index("uq_organisations_uscc", table_name="organisations")
    # Who left and enrolled anew stands there twice: this refuses until one of the two is gone.
    op.create_unique_constraint("uq_organisations_uscc", "organisations", ["uscc"])
    op.execute("UPDATE organisations SET state = 'refused' WHERE state = 'left'")
    _states("'pending', 'confirmed', 'refused'")
    for name in ("deactivated_at", "anonymised_at"):
        op.drop_column("users", name)
    for name in ("left_at", "left_by", "left_reason", "anonymised_at"):
        op.drop_column("organisations", name)
