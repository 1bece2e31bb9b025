"""Keep user archives, the use of each line, and companies' premises in the park.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('company_profiles',
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('customer_name', sa.Text(), nullable=False),
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('issuing_authority', sa.Text(), server_default='', nullable=False),
    sa.Column('business_scope', sa.Text(), server_default='', nullable=False),
    sa.Column('business_address', sa.Text(), server_default='', nullable=False),
    sa.Column('post_code', sa.Text(), server_default='', nullable=False),
    sa.Column('staff', sa.Integer(), nullable=True),
    sa.Column('telecom_seller', sa.Boolean(), nullable=True),
    sa.Column('legal_representative', sa.Text(), server_default='', nullable=False),
    sa.Column('legal_document_kind', sa.Enum('resident_card', 'passport', 'hk_mo_permit', 'tw_permit', 'residence_permit', name='legal_document_kind', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('legal_number_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('legal_number_masked', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_name', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_phone', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_email', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_address', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_document_kind', sa.Enum('resident_card', 'passport', 'hk_mo_permit', 'tw_permit', 'residence_permit', name='contact_document_kind', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('contact_number_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('contact_number_masked', sa.Text(), server_default='', nullable=False),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('consented_by', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f('ck_company_profiles_country')),
    sa.CheckConstraint('(legal_number_sealed IS NULL AND contact_number_sealed IS NULL) OR consented_at IS NOT NULL', name=op.f('ck_company_profiles_numbers_with_consent')),
    sa.CheckConstraint('staff BETWEEN 1 AND 10000000', name=op.f('ck_company_profiles_staff')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_company_profiles_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_company_profiles'))
    )
    op.create_table('premises',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('building', sa.Text(), nullable=False),
    sa.Column('room', sa.Text(), nullable=False),
    sa.Column('proof_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('pending', 'confirmed', 'refused', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('stated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stated_by', sa.Uuid(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decision_reason', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_premises_member_id')),
    sa.ForeignKeyConstraint(['proof_id'], ['stored_files.id'], name=op.f('fk_premises_proof_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_premises')),
    sa.UniqueConstraint('member_id', 'building', 'room', name=op.f('uq_premises_member_id_building_room'))
    )
    op.create_index('ix_premises_state', 'premises', ['state'], unique=False)
    op.create_table('archive_papers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('group_buy_id', sa.Uuid(), nullable=True),
    sa.Column('line_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('business_licence', 'legal_representative_document', 'contact_document', 'authorisation_letter', 'service_agreement', 'service_form', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kept_by', sa.Uuid(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(line_id IS NULL) = (group_buy_id IS NULL)', name=op.f('ck_archive_papers_line_with_buy')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_archive_papers_file_id')),
    sa.ForeignKeyConstraint(['line_id', 'group_buy_id'], ['lines.id', 'lines.group_buy_id'], name=op.f('fk_archive_papers_line_id_group_buy_id')),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_archive_papers_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archive_papers'))
    )
    op.create_index('uq_archive_papers_company', 'archive_papers', ['member_id', 'kind'], unique=True, postgresql_where=sa.text('replaced_at IS NULL AND line_id IS NULL'))
    op.create_index('uq_archive_papers_line', 'archive_papers', ['line_id', 'kind'], unique=True, postgresql_where=sa.text('replaced_at IS NULL AND line_id IS NOT NULL'))
    op.create_table('commitments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('group_buy_id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.Text(), nullable=False),
    sa.Column('customer_name', sa.Text(), nullable=False),
    sa.Column('signer_id', sa.Uuid(), nullable=False),
    sa.Column('signer_name', sa.Text(), nullable=False),
    sa.Column('capacity', sa.Enum('legal_representative', 'authorised', name='capacity', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("text_sha256 ~ '^[0-9a-f]{64}$'", name=op.f('ck_commitments_sha256_shape')),
    sa.ForeignKeyConstraint(['line_id', 'group_buy_id'], ['lines.id', 'lines.group_buy_id'], name=op.f('fk_commitments_line_id_group_buy_id')),
    sa.ForeignKeyConstraint(['member_id'], ['organisations.id'], name=op.f('fk_commitments_member_id')),
    sa.ForeignKeyConstraint(['signer_id'], ['users.id'], name=op.f('fk_commitments_signer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitments'))
    )
    op.create_index('ix_commitments_line_id_signed_at', 'commitments', ['line_id', 'signed_at'], unique=False)
    op.create_table('line_uses',
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('group_buy_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.Enum('erp', 'mail_office', 'research', 'video_conference', 'headquarters_sync', 'own_production', 'not_internal', 'other', name='purpose', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('purpose_text', sa.Text(), server_default='', nullable=False),
    sa.Column('users', sa.Integer(), nullable=True),
    sa.Column('a_end', sa.Enum('own_office', 'affiliate_office', 'own_rack', 'cloud_vpc', 'public_platform', name='a_end', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('z_end', sa.Enum('own_office', 'affiliate_office', 'own_rack', 'cloud_vpc', 'public_platform', name='z_end', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('resale', sa.Boolean(), nullable=True),
    sa.Column('shared', sa.Boolean(), nullable=True),
    sa.Column('proxy_for_others', sa.Boolean(), nullable=True),
    sa.Column('third_party_access', sa.Boolean(), nullable=True),
    sa.Column('public_acceleration', sa.Boolean(), nullable=True),
    sa.Column('internet_breakout', sa.Boolean(), nullable=True),
    sa.Column('voice', sa.Enum('none', 'internal', 'public_network', name='voice', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('z_registration_number', sa.Text(), server_default='', nullable=False),
    sa.Column('z_share_bps', sa.Integer(), nullable=True),
    sa.Column('z_evidence_id', sa.Uuid(), nullable=True),
    sa.Column('resources_contract_id', sa.Uuid(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.CheckConstraint('users BETWEEN 1 AND 1000000', name=op.f('ck_line_uses_users')),
    sa.CheckConstraint('z_share_bps BETWEEN 0 AND 10000', name=op.f('ck_line_uses_share')),
    sa.ForeignKeyConstraint(['line_id', 'group_buy_id'], ['lines.id', 'lines.group_buy_id'], name=op.f('fk_line_uses_line_id_group_buy_id')),
    sa.ForeignKeyConstraint(['resources_contract_id'], ['stored_files.id'], name=op.f('fk_line_uses_resources_contract_id')),
    sa.ForeignKeyConstraint(['z_evidence_id'], ['stored_files.id'], name=op.f('fk_line_uses_z_evidence_id')),
    sa.PrimaryKeyConstraint('line_id', name=op.f('pk_line_uses'))
    )


def downgrade() -> None:
    op.drop_table("line_uses")
    op.drop_table("commitments")
    op.drop_table("archive_papers")
    op.drop_table("premises")
    op.drop_table("company_profiles")
