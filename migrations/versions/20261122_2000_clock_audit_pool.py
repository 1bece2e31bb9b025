"""Add the clock, the chained audit log and the pool's guards as database functions.

The clock row is (null, 0) in production: market_now() is the database's time. The audit trigger
makes each entry carry the hash of the one before it in its chain, refuses updates and deletes,
and names every new chain in the platform's chain, so that a whole chain cannot vanish unseen.

Revision: 0002, after 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CLOCK = """
INSERT INTO clock (one) VALUES (true);

CREATE FUNCTION market_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT coalesce(frozen_at, clock_timestamp() + shift) FROM clock);
END $$;
"""

AUDIT = """
CREATE FUNCTION audit_payload(entry audit_entries) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_array(
    entry.chain, entry.seq, entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint,
    entry.actor_id, entry.organisation_id, entry.subject, entry.subject_id, entry.event,
    entry.from_state, entry.to_state, entry.reason, entry.facts,
    (extract(epoch FROM entry.visible_at) * 1000000)::bigint
  )::text
$$;

CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head audit_chains%ROWTYPE;
BEGIN
  INSERT INTO audit_chains AS c (chain, length, head_hash) VALUES (NEW.chain, 1, ''::bytea)
    ON CONFLICT (chain) DO UPDATE SET length = c.length + 1
    RETURNING * INTO head;
  NEW.seq := head.length;
  NEW.previous_hash := head.head_hash;
  NEW.hash := sha256(NEW.previous_hash || convert_to(audit_payload(NEW), 'UTF8'));
  UPDATE audit_chains SET head_hash = NEW.hash WHERE chain = NEW.chain;
  IF head.length = 1 AND NEW.chain <> 'platform' THEN
    INSERT INTO audit_entries (id, chain, at, subject, subject_id, event)
      VALUES (gen_random_uuid(), 'platform', NEW.at, 'audit_chain', NEW.chain::uuid, 'chain_started');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER chain_audit_entry BEFORE INSERT ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;

CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""

POOL = """
CREATE FUNCTION vector_sum(a bigint[], b bigint[]) RETURNS bigint[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(x + y ORDER BY i) FROM unnest(a, b) WITH ORDINALITY AS t(x, y, i)
$$;

CREATE FUNCTION settled_tier(volume_by_need bigint[], tier_froms bigint[]) RETURNS integer
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  volume bigint := 0;
  settled integer := 0;
BEGIN
  FOR k IN 1 .. cardinality(tier_froms) LOOP
    volume := volume + volume_by_need[k];
    IF volume >= tier_froms[k] THEN
      settled := k - 1;
    END IF;
  END LOOP;
  RETURN settled;
END $$;
"""


def upgrade() -> None:
    for block in (CLOCK, AUDIT, POOL):
        op.get_bind().exec_driver_sql(block.replace("%", "%%"))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(
        """
        DROP FUNCTION settled_tier; DROP FUNCTION vector_sum;
        DROP TRIGGER refuse_audit_change ON audit_entries;
        DROP TRIGGER chain_audit_entry ON audit_entries;
        DROP FUNCTION refuse_audit_change; DROP FUNCTION chain_audit_entry;
        DROP FUNCTION audit_payload; DROP FUNCTION market_now; DELETE FROM clock;
        """
    )
