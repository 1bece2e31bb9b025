"""Add directed group buys, invitations, waiting lists, stored files and line pairs.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_users_roles"), "users", type_="check")

    op.create_table(
        "stored_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_stored_files_sha256_shape")),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_stored_files_not_empty")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisations.id"], name="fk_stored_files_owner_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stored_files"),
    )
    op.create_index("ix_stored_files_owner_id", "stored_files", ["owner_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "claimed",
                "revoked",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("uses_at_most", sa.Integer(), server_default="1", nullable=False),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'email') = (email IS NOT NULL)", name=op.f("ck_invitations_email_of_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'uscc') = (uscc IS NOT NULL)", name=op.f("ck_invitations_uscc_of_kind")
        ),
        sa.CheckConstraint("kind IN ('uscc', 'email', 'link')", name=op.f("ck_invitations_kind")),
        sa.CheckConstraint("uses BETWEEN 0 AND uses_at_most", name=op.f("ck_invitations_uses")),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["organisations.id"], name="fk_invitations_claimed_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_invitations_group_buy_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.create_index("ix_invitations_group_buy_id", "invitations", ["group_buy_id"], unique=False)
    op.create_index("ix_invitations_uscc", "invitations", ["uscc"], unique=False)
    op.create_index(
        "uq_invitations_addressee",
        "invitations",
        ["group_buy_id", sa.literal_column("coalesce(uscc, email)")],
        unique=True,
        postgresql_where=sa.text("state <> 'revoked' AND kind <> 'link'"),
    )
    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "placed",
                "withdrawn",
                "ended",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("corridor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "product",
            sa.Enum(
                "IPLC",
                "IEPL",
                "INTL_MPLS_VPN",
                "INTL_WAVE",
                "INTL_SDWAN",
                "INTL_DIA",
                name="product",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column(
            "protection",
            sa.Enum(
                "none",
                "dual_route",
                name="protection",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("mbps", sa.Integer(), nullable=False),
        sa.Column("row_mbps", sa.Integer(), nullable=False),
        sa.Column("line", postgresql.JSONB(), nullable=False),
        sa.Column("waiting_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_by", sa.Uuid(), nullable=False),
        sa.Column("placed_line_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'placed') = (placed_line_id IS NOT NULL)",
            name=op.f("ck_waiting_entries_placed_has_line"),
        ),
        sa.ForeignKeyConstraint(
            ["corridor_id"], ["corridors.id"], name="fk_waiting_entries_corridor_id"
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_waiting_entries_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisations.id"], name="fk_waiting_entries_member_id"
        ),
        sa.ForeignKeyConstraint(
            ["placed_line_id"], ["lines.id"], name="fk_waiting_entries_placed_line_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_entries"),
    )
    op.create_index(
        "ix_waiting_entries_group_buy_id_state",
        "waiting_entries",
        ["group_buy_id", "state"],
        unique=False,
    )
    op.create_index("ix_waiting_entries_member_id", "waiting_entries", ["member_id"], unique=False)
    op.add_column(
        "group_buys",
        sa.Column("invited_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
    )
    op.create_index(
        "ix_group_buys_invited_ids",
        "group_buys",
        ["invited_ids"],
        unique=False,
        postgresql_using="gin",
    )
    op.add_column("lines", sa.Column("a_building", sa.Text(), server_default="", nullable=False))
    op.add_column("lines", sa.Column("a_room", sa.Text(), server_default="", nullable=False))
    op.add_column("lines", sa.Column("diverse_from_id", sa.Uuid(), nullable=True))
    op.add_column("lines", sa.Column("present_evidence_id", sa.Uuid(), nullable=True))
    op.create_index("uq_lines_diverse_from_id", "lines", ["diverse_from_id"], unique=True)
    op.create_foreign_key(
        "fk_lines_present_evidence_id", "lines", "stored_files", ["present_evidence_id"], ["id"]
    )
    op.create_foreign_key("fk_lines_diverse_from_id", "lines", "lines", ["diverse_from_id"], ["id"])

    op.create_check_constraint(
        op.f("ck_group_buys_invited_if_directed"),
        "group_buys",
        ("mode = 'directed' OR invited_ids = '{}'"),
    )
    op.create_check_constraint(op.f("ck_lines_diverse_from_another"), "lines", ("diverse_from_id <> id"))
    op.create_check_constraint(
        op.f("ck_users_roles"),
        "users",
        (
            "roles <@ "
            "ARRAY['park_manager','lead_enterprise','member','carrier','reviewer','observer','operator']"
        ),
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_group_buys_invited_if_directed"), "group_buys", type_="check")
    op.drop_constraint(op.f("ck_lines_diverse_from_another"), "lines", type_="check")
    op.drop_constraint(op.f("ck_users_roles"), "users", type_="check")

    op.drop_constraint("fk_lines_diverse_from_id", "lines", type_="foreignkey")
    op.drop_constraint("fk_lines_present_evidence_id", "lines", type_="foreignkey")
    op.drop_index("uq_lines_diverse_from_id", table_name="lines")
    op.drop_column("lines", "present_evidence_id")
    op.drop_column("lines", "diverse_from_id")
    op.drop_column("lines", "a_room")
    op.drop_column("lines", "a_building")
    op.drop_index("ix_group_buys_invited_ids", table_name="group_buys", postgresql_using="gin")
    op.drop_column("group_buys", "invited_ids")
    op.drop_index("ix_waiting_entries_member_id", table_name="waiting_entries")
    op.drop_index("ix_waiting_entries_group_buy_id_state", table_name="waiting_entries")
    op.drop_table("waiting_entries")
    op.drop_index(
        "uq_invitations_addressee",
        table_name="invitations",
        postgresql_where=sa.text("state <> 'revoked' AND kind <> 'link'"),
    )
    op.drop_index("ix_invitations_uscc", table_name="invitations")
    op.drop_index("ix_invitations_group_buy_id", table_name="invitations")
    op.drop_table("invitations")
    op.drop_index("ix_stored_files_owner_id", table_name="stored_files")
    op.drop_table("stored_files")

    op.create_check_constraint(
        op.f("ck_users_roles"),
        "users",
        (
            "(roles <@ ARRAY['park_manager'::text, 'member'::text, 'carrier'::text, "
            "'reviewer'::text, 'observer'::text, 'operator'::text])"
        ),
    )
