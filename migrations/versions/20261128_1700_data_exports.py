"""Keep data-export self-checks with their history and filings, and loaded negative lists.

Revision: 0026, after 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('negative_list_editions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.Column('edition', sa.Text(), nullable=False),
    sa.Column('in_force_from', sa.Date(), nullable=False),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('loaded_on', sa.Date(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('items', postgresql.JSONB(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_negative_list_editions')),
    sa.UniqueConstraint('zone', 'edition', name=op.f('uq_negative_list_editions_zone_edition'))
    )
    op.create_table('data_exports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('scenario', sa.Text(), nullable=False),
    sa.Column('line_id', sa.Uuid(), nullable=True),
    sa.Column('recipient_name', sa.Text(), server_default='', nullable=False),
    sa.Column('recipient_country', sa.Text(), server_default='', nullable=False),
    sa.Column('recipient_contact', sa.Text(), server_default='', nullable=False),
    sa.Column('draft', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('draft_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_for', sa.Date(), nullable=True),
    sa.Column('reminded_of', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['line_id'], ['lines.id'], name=op.f('fk_data_exports_line_id')),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_data_exports_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_exports'))
    )
    op.create_index(op.f('ix_data_exports_line_id'), 'data_exports', ['line_id'], unique=False)
    op.create_index('uq_data_exports_of_all', 'data_exports', ['member_id', 'scenario'], unique=True, postgresql_where=sa.text('ended_at IS NULL AND line_id IS NULL'))
    op.create_index('uq_data_exports_of_line', 'data_exports', ['member_id', 'scenario', 'line_id'], unique=True, postgresql_where=sa.text('ended_at IS NULL AND line_id IS NOT NULL'))
    op.create_table('data_export_checks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('export_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('facts', postgresql.JSONB(), nullable=False),
    sa.Column('answer', postgresql.JSONB(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('action', sa.Enum('pass', 'warn', 'hold', 'reject', name='action', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('table_version', sa.Integer(), nullable=False),
    sa.Column('ftz_list_edition', sa.Text(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_by', sa.Uuid(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pdf_zh_id', sa.Uuid(), nullable=True),
    sa.Column('pdf_en_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['export_id'], ['data_exports.id'], name=op.f('fk_data_export_checks_export_id')),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_data_export_checks_member_id')),
    sa.ForeignKeyConstraint(['pdf_en_id'], ['stored_files.id'], name=op.f('fk_data_export_checks_pdf_en_id')),
    sa.ForeignKeyConstraint(['pdf_zh_id'], ['stored_files.id'], name=op.f('fk_data_export_checks_pdf_zh_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_export_checks')),
    sa.UniqueConstraint('export_id', 'number', name=op.f('uq_data_export_checks_export_id_number'))
    )
    op.create_index(op.f('ix_data_export_checks_member_id'), 'data_export_checks', ['member_id'], unique=False)
    op.create_index('uq_data_export_checks_current', 'data_export_checks', ['export_id'], unique=True, postgresql_where=sa.text('superseded_at IS NULL'))
    op.create_table('data_export_filings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('export_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('procedure', sa.Enum('security_assessment', 'standard_contract', 'certification', 'list_filing', name='procedure', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('reference', sa.Text(), nullable=True),
    sa.Column('granted_on', sa.Date(), nullable=True),
    sa.Column('filed_on', sa.Date(), nullable=True),
    sa.Column('assessed_on', sa.Date(), nullable=True),
    sa.Column('individuals_told', sa.Boolean(), nullable=True),
    sa.Column('consent_is_basis', sa.Boolean(), nullable=True),
    sa.Column('separate_consent', sa.Boolean(), nullable=True),
    sa.Column('critical_industry', sa.Boolean(), nullable=True),
    sa.Column('ciio_answer_confirmed', sa.Boolean(), nullable=True),
    sa.Column('lingang_report', sa.Text(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(procedure IS NULL) = (reference IS NULL)', name=op.f('ck_data_export_filings_procedure_with_reference')),
    sa.ForeignKeyConstraint(['export_id'], ['data_exports.id'], name=op.f('fk_data_export_filings_export_id')),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_data_export_filings_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_export_filings')),
    sa.UniqueConstraint('export_id', 'number', name=op.f('uq_data_export_filings_export_id_number'))
    )
    op.create_index(op.f('ix_data_export_filings_member_id'), 'data_export_filings', ['member_id'], unique=False)
    op.create_index('uq_data_export_filings_current', 'data_export_filings', ['export_id'], unique=True, postgresql_where=sa.text('superseded_at IS NULL'))


def downgrade() -> None:
    op.drop_table('data_export_filings')
    op.drop_table('data_export_checks')
    op.drop_table('data_exports')
    op.drop_table('negative_list_editions')
