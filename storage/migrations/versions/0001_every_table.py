"""Every table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('object', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.String(length=64), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_index(op.f('ix_audit_at'), 'audit', ['at'], unique=False)
    op.create_index(op.f('ix_audit_officer_id'), 'audit', ['officer_id'], unique=False)
    op.create_index(op.f('ix_audit_unit_id'), 'audit', ['unit_id'], unique=False)
    op.create_table('channel_state',
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('paused_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why', sa.String(length=120), nullable=True),
    sa.PrimaryKeyConstraint('channel', name=op.f('pk_channel_state'))
    )
    op.create_table('day_off',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('worked', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_day_off'))
    )
    op.create_table('duty',
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('form', sa.String(length=32), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('first_period', sa.String(length=16), nullable=False),
    sa.Column('rule', sa.JSON(), nullable=False),
    sa.Column('ladder', sa.JSON(), nullable=False),
    sa.Column('owed_by', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_duty'))
    )
    op.create_table('guess',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('external_id', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guess')),
    sa.UniqueConstraint('channel', 'external_id', name=op.f('uq_guess_channel_external_id'))
    )
    op.create_table('heard',
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lost_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lost_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('bot', name=op.f('pk_heard'))
    )
    op.create_table('inbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('update_id', sa.BigInteger(), nullable=False),
    sa.Column('chat', sa.String(length=80), nullable=False),
    sa.Column('raw', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox')),
    sa.UniqueConstraint('bot', 'update_id', name=op.f('uq_inbox_bot_update_id'))
    )
    op.create_index('ix_inbox_state_chat', 'inbox', ['state', 'chat', 'id'], unique=False)
    op.create_table('officer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('morning', sa.Time(), nullable=True),
    sa.Column('quiet', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consent_version', sa.String(length=16), nullable=True),
    sa.Column('consent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_officer'))
    )
    op.create_table('seal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('upto', sa.Integer(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal')),
    sa.UniqueConstraint('previous', name=op.f('uq_seal_previous')),
    sa.UniqueConstraint('upto', name=op.f('uq_seal_upto'))
    )
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=True),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.String(length=200), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('code', name=op.f('uq_unit_code'))
    )
    op.create_index(op.f('ix_unit_folded'), 'unit', ['folded'], unique=False)
    op.create_index(op.f('ix_unit_kind'), 'unit', ['kind'], unique=False)
    op.create_index(op.f('ix_unit_parent_id'), 'unit', ['parent_id'], unique=False)
    op.create_table('web_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_web_account'))
    )
    op.create_table('address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('external_id', sa.String(length=64), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('unreachable_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('unreachable_why', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_address_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_address')),
    sa.UniqueConstraint('channel', 'external_id', name=op.f('uq_address_channel_external_id'))
    )
    op.create_index(op.f('ix_address_officer_id'), 'address', ['officer_id'], unique=False)
    op.create_table('broadcast',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=40), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('root_id', sa.Integer(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=True),
    sa.Column('file_name', sa.String(length=255), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('unreached', sa.JSON(), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['officer.id'], name=op.f('fk_broadcast_by')),
    sa.ForeignKeyConstraint(['root_id'], ['unit.id'], name=op.f('fk_broadcast_root_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast')),
    sa.UniqueConstraint('token', name=op.f('uq_broadcast_token'))
    )
    op.create_index(op.f('ix_broadcast_by'), 'broadcast', ['by'], unique=False)
    op.create_table('extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=32), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(length=16), nullable=False),
    sa.Column('last_good_day', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('granted_by', sa.Integer(), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['duty'], ['duty.code'], name=op.f('fk_extension_duty')),
    sa.ForeignKeyConstraint(['granted_by'], ['officer.id'], name=op.f('fk_extension_granted_by')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_extension_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension')),
    sa.UniqueConstraint('duty', 'unit_id', 'period', name=op.f('uq_extension_duty_unit_id_period'))
    )
    op.create_table('nudge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=32), nullable=False),
    sa.Column('period', sa.String(length=16), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('unreached', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['officer.id'], name=op.f('fk_nudge_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nudge'))
    )
    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=True),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('issuer', sa.String(length=300), nullable=False),
    sa.Column('issued', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['officer.id'], name=op.f('fk_plan_made_by')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_plan_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('unit_id', 'number', name=op.f('uq_plan_unit_id_number'))
    )
    op.create_index(op.f('ix_plan_unit_id'), 'plan', ['unit_id'], unique=False)
    op.create_table('post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('away_from', sa.Date(), nullable=True),
    sa.Column('away_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_post_officer_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_post_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post'))
    )
    op.create_index(op.f('ix_post_officer_id'), 'post', ['officer_id'], unique=False)
    op.create_index(op.f('ix_post_unit_id'), 'post', ['unit_id'], unique=False)
    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('duty', sa.String(length=32), nullable=False),
    sa.Column('period', sa.String(length=16), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=16), nullable=False),
    sa.Column('to', sa.String(length=16), nullable=False),
    sa.Column('last_good_day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('outbox_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_reminder_officer_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_reminder_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('key', name=op.f('uq_reminder_key'))
    )
    op.create_index('ix_reminder_duty_period', 'reminder', ['duty', 'period', 'last_good_day', 'step'], unique=False)
    op.create_index(op.f('ix_reminder_officer_id'), 'reminder', ['officer_id'], unique=False)
    op.create_index(op.f('ix_reminder_outbox_id'), 'reminder', ['outbox_id'], unique=False)
    op.create_index('ix_reminder_state_at', 'reminder', ['state', 'at'], unique=False)
    op.create_index(op.f('ix_reminder_unit_id'), 'reminder', ['unit_id'], unique=False)
    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=32), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('unit_name', sa.String(length=200), nullable=False),
    sa.Column('period', sa.String(length=16), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('receipt', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('handed_revision', sa.Integer(), nullable=False),
    sa.Column('versions', sa.Integer(), nullable=False),
    sa.Column('started_by', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed_by', sa.Integer(), nullable=True),
    sa.Column('on_time', sa.Boolean(), nullable=True),
    sa.Column('last_good_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['duty'], ['duty.code'], name=op.f('fk_report_duty')),
    sa.ForeignKeyConstraint(['handed_by'], ['officer.id'], name=op.f('fk_report_handed_by')),
    sa.ForeignKeyConstraint(['started_by'], ['officer.id'], name=op.f('fk_report_started_by')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('duty', 'unit_id', 'period', name=op.f('uq_report_duty_unit_id_period')),
    sa.UniqueConstraint('receipt', name=op.f('uq_report_receipt'))
    )
    op.create_index('ix_report_duty_period', 'report', ['duty', 'period'], unique=False)
    op.create_index(op.f('ix_report_unit_id'), 'report', ['unit_id'], unique=False)
    op.create_table('talk',
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=32), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_talk_officer_id')),
    sa.PrimaryKeyConstraint('officer_id', name=op.f('pk_talk'))
    )
    op.create_table('unit_successor',
    sa.Column('old_id', sa.Integer(), nullable=False),
    sa.Column('new_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['new_id'], ['unit.id'], name=op.f('fk_unit_successor_new_id')),
    sa.ForeignKeyConstraint(['old_id'], ['unit.id'], name=op.f('fk_unit_successor_old_id')),
    sa.PrimaryKeyConstraint('old_id', 'new_id', name=op.f('pk_unit_successor'))
    )
    op.create_table('web_file',
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['web_account.id'], name=op.f('fk_web_file_account_id')),
    sa.PrimaryKeyConstraint('stored', name=op.f('pk_web_file'))
    )
    op.create_index(op.f('ix_web_file_account_id'), 'web_file', ['account_id'], unique=False)
    op.create_table('web_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('from_bot', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('client_key', sa.String(length=64), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['web_account.id'], name=op.f('fk_web_message_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_web_message')),
    sa.UniqueConstraint('account_id', 'client_key', name=op.f('uq_web_message_account_id_client_key'))
    )
    op.create_index(op.f('ix_web_message_account_id'), 'web_message', ['account_id'], unique=False)
    op.create_table('web_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['web_account.id'], name=op.f('fk_web_session_account_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_web_session'))
    )
    op.create_index(op.f('ix_web_session_account_id'), 'web_session', ['account_id'], unique=False)
    op.create_table('answer',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=64), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('skipped', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_answer_officer_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_answer_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'question', name=op.f('pk_answer'))
    )
    op.create_table('attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('caption', sa.String(length=1024), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_attachment_officer_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_attachment_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment')),
    sa.UniqueConstraint('stored', name=op.f('uq_attachment_stored'))
    )
    op.create_index(op.f('ix_attachment_report_id'), 'attachment', ['report_id'], unique=False)
    op.create_table('broadcast_read',
    sa.Column('broadcast_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=1000), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_broadcast_read_broadcast_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_broadcast_read_officer_id')),
    sa.PrimaryKeyConstraint('broadcast_id', 'officer_id', name=op.f('pk_broadcast_read'))
    )
    op.create_table('choice',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=64), nullable=False),
    sa.Column('option', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_choice_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'question', name=op.f('pk_choice'))
    )
    op.create_table('figure',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=48), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_figure_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'code', name=op.f('pk_figure'))
    )
    op.create_table('invite',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('link_hash', sa.String(length=64), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_by', sa.Integer(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replaces', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['officer.id'], name=op.f('fk_invite_made_by')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_invite_officer_id')),
    sa.ForeignKeyConstraint(['replaces'], ['post.id'], name=op.f('fk_invite_replaces')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_invite_unit_id')),
    sa.ForeignKeyConstraint(['used_by'], ['officer.id'], name=op.f('fk_invite_used_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invite')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_invite_code_hash')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_invite_link_hash'))
    )
    op.create_index(op.f('ix_invite_unit_id'), 'invite', ['unit_id'], unique=False)
    op.create_table('line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('list', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_line_officer_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_line_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line'))
    )
    op.create_index(op.f('ix_line_report_id'), 'line', ['report_id'], unique=False)
    op.create_table('opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=16), nullable=False),
    sa.Column('attitude', sa.String(length=16), nullable=False),
    sa.Column('level', sa.String(length=16), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('addressee', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_opinion_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion'))
    )
    op.create_index(op.f('ix_opinion_report_id'), 'opinion', ['report_id'], unique=False)
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('address_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('nudge_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('provider_id', sa.String(length=64), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['address_id'], ['address.id'], name=op.f('fk_outbox_address_id')),
    sa.ForeignKeyConstraint(['nudge_id'], ['nudge.id'], name=op.f('fk_outbox_nudge_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_outbox_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key'))
    )
    op.create_index('ix_outbox_channel_state_due', 'outbox', ['channel', 'state', 'not_before'], unique=False)
    op.create_index(op.f('ix_outbox_nudge_id'), 'outbox', ['nudge_id'], unique=False)
    op.create_index(op.f('ix_outbox_officer_id'), 'outbox', ['officer_id'], unique=False)
    op.create_table('outcome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('addressee', sa.String(length=32), nullable=True),
    sa.Column('result', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_outcome_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome'))
    )
    op.create_index(op.f('ix_outcome_report_id'), 'outcome', ['report_id'], unique=False)
    op.create_table('past_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=True),
    sa.Column('question', sa.String(length=64), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_past_answer_officer_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_past_answer_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_answer'))
    )
    op.create_index(op.f('ix_past_answer_report_id'), 'past_answer', ['report_id'], unique=False)
    op.create_table('plan_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=True),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('issuer', sa.String(length=300), nullable=False),
    sa.Column('issued', sa.Date(), nullable=True),
    sa.Column('notices', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_plan_draft_officer_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_draft_plan_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_plan_draft_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_draft'))
    )
    op.create_index(op.f('ix_plan_draft_plan_id'), 'plan_draft', ['plan_id'], unique=False)
    op.create_index(op.f('ix_plan_draft_sha256'), 'plan_draft', ['sha256'], unique=False)
    op.create_index(op.f('ix_plan_draft_state'), 'plan_draft', ['state'], unique=False)
    op.create_index(op.f('ix_plan_draft_unit_id'), 'plan_draft', ['unit_id'], unique=False)
    op.create_table('plan_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('event', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.String(length=300), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['officer.id'], name=op.f('fk_plan_event_by')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_event_plan_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_plan_event_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_event'))
    )
    op.create_index(op.f('ix_plan_event_plan_id'), 'plan_event', ['plan_id'], unique=False)
    op.create_table('recommendation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('addressee', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_recommendation_report_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation'))
    )
    op.create_index(op.f('ix_recommendation_report_id'), 'recommendation', ['report_id'], unique=False)
    op.create_table('report_version',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handed_by', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['handed_by'], ['officer.id'], name=op.f('fk_report_version_handed_by')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_version_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'number', name=op.f('pk_report_version'))
    )
    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('lead', sa.String(length=300), nullable=False),
    sa.Column('lead_key', sa.String(length=300), nullable=False),
    sa.Column('supervisor', sa.String(length=300), nullable=False),
    sa.Column('partners', sa.String(length=500), nullable=False),
    sa.Column('result', sa.String(length=500), nullable=False),
    sa.Column('start', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('time_phrase', sa.String(length=500), nullable=False),
    sa.Column('approximate', sa.Boolean(), nullable=False),
    sa.Column('recurring', sa.String(length=24), nullable=True),
    sa.Column('relative', sa.JSON(), nullable=True),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('series_id', sa.Integer(), nullable=True),
    sa.Column('turn', sa.String(length=16), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['officer.id'], name=op.f('fk_task_made_by')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_task_plan_id')),
    sa.ForeignKeyConstraint(['series_id'], ['task.id'], name=op.f('fk_task_series_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_task_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('key', name=op.f('uq_task_key'))
    )
    op.create_index(op.f('ix_task_due'), 'task', ['due'], unique=False)
    op.create_index(op.f('ix_task_lead_key'), 'task', ['lead_key'], unique=False)
    op.create_index(op.f('ix_task_made_by'), 'task', ['made_by'], unique=False)
    op.create_index(op.f('ix_task_plan_id'), 'task', ['plan_id'], unique=False)
    op.create_index(op.f('ix_task_series_id'), 'task', ['series_id'], unique=False)
    op.create_index(op.f('ix_task_state'), 'task', ['state'], unique=False)
    op.create_index(op.f('ix_task_unit_id'), 'task', ['unit_id'], unique=False)
    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['officer.id'], name=op.f('fk_assignment_by')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_assignment_task_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_assignment_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('task_id', 'unit_id', name=op.f('uq_assignment_task_id_unit_id'))
    )
    op.create_index(op.f('ix_assignment_task_id'), 'assignment', ['task_id'], unique=False)
    op.create_index(op.f('ix_assignment_unit_id'), 'assignment', ['unit_id'], unique=False)
    op.create_table('joining',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('external_id', sa.String(length=64), nullable=False),
    sa.Column('invite_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=16), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invite_id'], ['invite.id'], name=op.f('fk_joining_invite_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joining')),
    sa.UniqueConstraint('channel', 'external_id', name=op.f('uq_joining_channel_external_id'))
    )
    op.create_table('milestone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('time_phrase', sa.String(length=300), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_milestone_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone'))
    )
    op.create_index(op.f('ix_milestone_due'), 'milestone', ['due'], unique=False)
    op.create_index(op.f('ix_milestone_task_id'), 'milestone', ['task_id'], unique=False)
    op.create_table('plan_duty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('duty', sa.String(length=32), nullable=True),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['officer.id'], name=op.f('fk_plan_duty_by')),
    sa.ForeignKeyConstraint(['draft_id'], ['plan_draft.id'], name=op.f('fk_plan_duty_draft_id')),
    sa.ForeignKeyConstraint(['duty'], ['duty.code'], name=op.f('fk_plan_duty_duty')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_duty_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_duty'))
    )
    op.create_index(op.f('ix_plan_duty_draft_id'), 'plan_duty', ['draft_id'], unique=False)
    op.create_index(op.f('ix_plan_duty_plan_id'), 'plan_duty', ['plan_id'], unique=False)
    op.create_table('plan_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('maybe', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('lead', sa.String(length=300), nullable=False),
    sa.Column('supervisor', sa.String(length=300), nullable=False),
    sa.Column('partners', sa.String(length=500), nullable=False),
    sa.Column('result', sa.String(length=500), nullable=False),
    sa.Column('time_phrase', sa.String(length=500), nullable=False),
    sa.Column('start', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('approximate', sa.Boolean(), nullable=False),
    sa.Column('standing', sa.Boolean(), nullable=False),
    sa.Column('recurring', sa.String(length=24), nullable=True),
    sa.Column('relative', sa.JSON(), nullable=True),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('units', sa.JSON(), nullable=False),
    sa.Column('pending', sa.JSON(), nullable=False),
    sa.Column('read', sa.JSON(), nullable=False),
    sa.Column('dropped', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['plan_draft.id'], name=op.f('fk_plan_item_draft_id')),
    sa.ForeignKeyConstraint(['maybe'], ['task.id'], name=op.f('fk_plan_item_maybe')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_plan_item_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_item'))
    )
    op.create_index(op.f('ix_plan_item_draft_id'), 'plan_item', ['draft_id'], unique=False)
    op.create_index(op.f('ix_plan_item_task_id'), 'plan_item', ['task_id'], unique=False)
    op.create_table('mark_day',
    sa.Column('milestone_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=op.f('fk_mark_day_milestone_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_mark_day_unit_id')),
    sa.PrimaryKeyConstraint('milestone_id', 'unit_id', name=op.f('pk_mark_day'))
    )
    op.create_table('task_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_task_entry_assignment_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_task_entry_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_entry'))
    )
    op.create_index(op.f('ix_task_entry_assignment_id'), 'task_entry', ['assignment_id'], unique=False)
    op.create_table('task_status',
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=16), nullable=True),
    sa.Column('reason_text', sa.String(length=1000), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('reached', sa.JSON(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_by', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_task_status_assignment_id')),
    sa.ForeignKeyConstraint(['told_by'], ['officer.id'], name=op.f('fk_task_status_told_by')),
    sa.PrimaryKeyConstraint('assignment_id', name=op.f('pk_task_status'))
    )
    op.create_index(op.f('ix_task_status_state'), 'task_status', ['state'], unique=False)
    op.create_table('task_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('stored', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('caption', sa.String(length=1024), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_task_evidence_assignment_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['task_entry.id'], name=op.f('fk_task_evidence_entry_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_task_evidence_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_evidence')),
    sa.UniqueConstraint('stored', name=op.f('uq_task_evidence_stored'))
    )
    op.create_index(op.f('ix_task_evidence_assignment_id'), 'task_evidence', ['assignment_id'], unique=False)
    op.create_index(op.f('ix_task_evidence_entry_id'), 'task_evidence', ['entry_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_task_evidence_entry_id'), table_name='task_evidence')
    op.drop_index(op.f('ix_task_evidence_assignment_id'), table_name='task_evidence')
    op.drop_table('task_evidence')
    op.drop_index(op.f('ix_task_status_state'), table_name='task_status')
    op.drop_table('task_status')
    op.drop_index(op.f('ix_task_entry_assignment_id'), table_name='task_entry')
    op.drop_table('task_entry')
    op.drop_table('mark_day')
    op.drop_index(op.f('ix_plan_item_task_id'), table_name='plan_item')
    op.drop_index(op.f('ix_plan_item_draft_id'), table_name='plan_item')
    op.drop_table('plan_item')
    op.drop_index(op.f('ix_plan_duty_plan_id'), table_name='plan_duty')
    op.drop_index(op.f('ix_plan_duty_draft_id'), table_name='plan_duty')
    op.drop_table('plan_duty')
    op.drop_index(op.f('ix_milestone_task_id'), table_name='milestone')
    op.drop_index(op.f('ix_milestone_due'), table_name='milestone')
    op.drop_table('milestone')
    op.drop_table('joining')
    op.drop_index(op.f('ix_assignment_unit_id'), table_name='assignment')
    op.drop_index(op.f('ix_assignment_task_id'), table_name='assignment')
    op.drop_table('assignment')
    op.drop_index(op.f('ix_task_unit_id'), table_name='task')
    op.drop_index(op.f('ix_task_state'), table_name='task')
    op.drop_index(op.f('ix_task_series_id'), table_name='task')
    op.drop_index(op.f('ix_task_plan_id'), table_name='task')
    op.drop_index(op.f('ix_task_made_by'), table_name='task')
    op.drop_index(op.f('ix_task_lead_key'), table_name='task')
    op.drop_index(op.f('ix_task_due'), table_name='task')
    op.drop_table('task')
    op.drop_table('report_version')
    op.drop_index(op.f('ix_recommendation_report_id'), table_name='recommendation')
    op.drop_table('recommendation')
    op.drop_index(op.f('ix_plan_event_plan_id'), table_name='plan_event')
    op.drop_table('plan_event')
    op.drop_index(op.f('ix_plan_draft_unit_id'), table_name='plan_draft')
    op.drop_index(op.f('ix_plan_draft_state'), table_name='plan_draft')
    op.drop_index(op.f('ix_plan_draft_sha256'), table_name='plan_draft')
    op.drop_index(op.f('ix_plan_draft_plan_id'), table_name='plan_draft')
    op.drop_table('plan_draft')
    op.drop_index(op.f('ix_past_answer_report_id'), table_name='past_answer')
    op.drop_table('past_answer')
    op.drop_index(op.f('ix_outcome_report_id'), table_name='outcome')
    op.drop_table('outcome')
    op.drop_index(op.f('ix_outbox_officer_id'), table_name='outbox')
    op.drop_index(op.f('ix_outbox_nudge_id'), table_name='outbox')
    op.drop_index('ix_outbox_channel_state_due', table_name='outbox')
    op.drop_table('outbox')
    op.drop_index(op.f('ix_opinion_report_id'), table_name='opinion')
    op.drop_table('opinion')
    op.drop_index(op.f('ix_line_report_id'), table_name='line')
    op.drop_table('line')
    op.drop_index(op.f('ix_invite_unit_id'), table_name='invite')
    op.drop_table('invite')
    op.drop_table('figure')
    op.drop_table('choice')
    op.drop_table('broadcast_read')
    op.drop_index(op.f('ix_attachment_report_id'), table_name='attachment')
    op.drop_table('attachment')
    op.drop_table('answer')
    op.drop_index(op.f('ix_web_session_account_id'), table_name='web_session')
    op.drop_table('web_session')
    op.drop_index(op.f('ix_web_message_account_id'), table_name='web_message')
    op.drop_table('web_message')
    op.drop_index(op.f('ix_web_file_account_id'), table_name='web_file')
    op.drop_table('web_file')
    op.drop_table('unit_successor')
    op.drop_table('talk')
    op.drop_index(op.f('ix_report_unit_id'), table_name='report')
    op.drop_index('ix_report_duty_period', table_name='report')
    op.drop_table('report')
    op.drop_index(op.f('ix_reminder_unit_id'), table_name='reminder')
    op.drop_index('ix_reminder_state_at', table_name='reminder')
    op.drop_index(op.f('ix_reminder_outbox_id'), table_name='reminder')
    op.drop_index(op.f('ix_reminder_officer_id'), table_name='reminder')
    op.drop_index('ix_reminder_duty_period', table_name='reminder')
    op.drop_table('reminder')
    op.drop_index(op.f('ix_post_unit_id'), table_name='post')
    op.drop_index(op.f('ix_post_officer_id'), table_name='post')
    op.drop_table('post')
    op.drop_index(op.f('ix_plan_unit_id'), table_name='plan')
    op.drop_table('plan')
    op.drop_table('nudge')
    op.drop_table('extension')
    op.drop_index(op.f('ix_broadcast_by'), table_name='broadcast')
    op.drop_table('broadcast')
    op.drop_index(op.f('ix_address_officer_id'), table_name='address')
    op.drop_table('address')
    op.drop_table('web_account')
    op.drop_index(op.f('ix_unit_parent_id'), table_name='unit')
    op.drop_index(op.f('ix_unit_kind'), table_name='unit')
    op.drop_index(op.f('ix_unit_folded'), table_name='unit')
    op.drop_table('unit')
    op.drop_table('seal')
    op.drop_table('officer')
    op.drop_index('ix_inbox_state_chat', table_name='inbox')
    op.drop_table('inbox')
    op.drop_table('heard')
    op.drop_table('guess')
    op.drop_table('duty')
    op.drop_table('day_off')
    op.drop_table('channel_state')
    op.drop_index(op.f('ix_audit_unit_id'), table_name='audit')
    op.drop_index(op.f('ix_audit_officer_id'), table_name='audit')
    op.drop_index(op.f('ix_audit_at'), table_name='audit')
    op.drop_table('audit')
