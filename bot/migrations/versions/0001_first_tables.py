"""Create answers, withdrawals, connective texts, crisis lines, counts and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "answers",
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("bubbles", sa.JSON, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("next_topics", sa.JSON, nullable=False),
        sa.Column("reviewer", sa.String(80), nullable=False),
        sa.Column("reviewed", sa.Date, nullable=False),
        sa.Column("review_due", sa.Date, nullable=False),
    )
    op.create_table(
        "withdrawals",
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
    )
    op.create_table(
        "connective_texts",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "crisis_lines",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("details", sa.JSON, nullable=False),
    )
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("outcome", sa.String(20), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "publishes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("commit", sa.String(40), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("changed", sa.Boolean, nullable=False),
        sa.Column("summary", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop every table; the content can be published again from data/."""
    for table in (
        "publishes",
        "daily_counts",
        "crisis_lines",
        "connective_texts",
        "withdrawals",
        "answers",
    ):
        op.drop_table(table)
