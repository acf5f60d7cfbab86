"""Certificates that are badges as well and can be replaced; the way to the confirmation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Spelled out rather than taken from bot.store.tables: a migration stays what it was.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add what badges need, a number for each certificate there is, and the new tables."""
    op.create_table(
        "badge_slot",
        sa.Column("id", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_badge_slot"),
    )
    op.add_column(
        "certificate",
        sa.Column("replaces", sa.String(19), nullable=False, server_default=""),
    )
    op.add_column("certificate", sa.Column("criteria", sa.JSON(none_as_null=True)))
    op.add_column("certificate", sa.Column("slot_id", _NUMBER))
    _number_certificates(op.get_bind())
    with op.batch_alter_table("certificate") as table:
        table.alter_column("replaces", server_default=None)
        table.alter_column("slot_id", nullable=False)
        table.create_foreign_key("fk_certificate_slot_id", "badge_slot", ["slot_id"], ["id"])
        table.create_unique_constraint("uq_certificate_slot_id", ["slot_id"])
        table.drop_constraint("uq_certificate_exam_id", type_="unique")
        table.create_unique_constraint("uq_certificate_exam_id_replaces", ["exam_id", "replaces"])
    op.create_table(
        "confirmation",
        sa.Column("learner_id", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("asked_by", sa.Text),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_confirmation"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_confirmation_learner_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Remove all of it, and certificates that were issued in the place of others."""
    op.drop_table("confirmation")
    op.execute(sa.text("DELETE FROM certificate WHERE replaces <> ''"))
    with op.batch_alter_table("certificate") as table:
        table.drop_constraint("uq_certificate_exam_id_replaces", type_="unique")
        table.create_unique_constraint("uq_certificate_exam_id", ["exam_id"])
        table.drop_constraint("uq_certificate_slot_id", type_="unique")
        table.drop_constraint("fk_certificate_slot_id", type_="foreignkey")
        table.drop_column("slot_id")
        table.drop_column("criteria")
        table.drop_column("replaces")
    op.drop_table("badge_slot")


def _number_certificates(connection: sa.engine.Connection) -> None:
    certificate = sa.table("certificate", sa.column("code"), sa.column("slot_id"))
    slot = sa.table("badge_slot", sa.column("id"))
    codes = connection.execute(sa.select(certificate.c.code).order_by(certificate.c.code))
    for number, code in enumerate(codes.scalars().all(), 1):
        connection.execute(sa.insert(slot).values(id=number))
        own = sa.update(certificate).where(certificate.c.code == code)
        connection.execute(own.values(slot_id=number))
    if connection.dialect.name == "postgresql":
        # The numbers were given by hand: the sequence goes on after them.
        connection.execute(
            sa.text(
                "SELECT setval(pg_get_serial_sequence('badge_slot', 'id'),"
                " (SELECT max(id) FROM badge_slot))"
                " WHERE EXISTS (SELECT 1 FROM badge_slot)"
            )
        )
