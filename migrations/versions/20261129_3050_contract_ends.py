"""Keep what the parties of a contract in force propose and answer about its end.

A contract that both signed and that nothing was delivered under can end by agreement. Who proposed
it, why, and what the other side said are rows of their own: a refused proposal stays on record.

Revision: 0085, after 0084
"""

from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

TABLE = """CREATE TABLE contract_ends (
    id UUID NOT NULL,
    contract_id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    side VARCHAR(32) NOT NULL,
    state VARCHAR(32) NOT NULL,
    reason TEXT NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    proposed_by UUID NOT NULL,
    answer TEXT,
    answered_at TIMESTAMP WITH TIME ZONE,
    answered_by UUID,
    CONSTRAINT pk_contract_ends PRIMARY KEY (id),
    CONSTRAINT fk_contract_ends_contract_id_group_buy_id FOREIGN KEY(contract_id, group_buy_id)
        REFERENCES contracts (id, group_buy_id),
    CONSTRAINT fk_contract_ends_proposed_by FOREIGN KEY(proposed_by) REFERENCES users (id),
    CONSTRAINT fk_contract_ends_answered_by FOREIGN KEY(answered_by) REFERENCES users (id),
    CONSTRAINT ck_contract_ends_answered CHECK ((state IN ('agreed', 'refused')) =
        (answered_at IS NOT NULL)),
    CONSTRAINT ck_contract_ends_refused_says_why CHECK ((state = 'refused') =
        (answer IS NOT NULL)),
    CONSTRAINT ck_contract_ends_side CHECK (side IN ('member', 'carrier')),
    CONSTRAINT ck_contract_ends_state CHECK (state IN ('proposed', 'agreed', 'refused',
        'withdrawn', 'overtaken'))
)"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX ix_contract_ends_contract_id ON contract_ends (contract_id)")
    op.execute(
        "CREATE UNIQUE INDEX uq_contract_ends_proposed ON contract_ends (contract_id) "
        "WHERE state = 'proposed'"
    )


def downgrade() -> None:
    op.drop_table("contract_ends")
