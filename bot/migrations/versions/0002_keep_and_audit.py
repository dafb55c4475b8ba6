"""Keep what each publish showed, audit what staff do, and add the stop switch."""

import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables; keep what is on the air now, and take the publishes into the audit."""
    op.create_table(
        "kept_contents",
        sa.Column("publish_id", sa.Integer, sa.ForeignKey("publishes.id"), primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("approver", sa.String(80), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("commit", sa.String(40), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
    )
    connection = op.get_bind()
    tables = sa.MetaData()
    tables.reflect(connection)
    _audit_publishes(connection, tables)
    _keep_the_newest(connection, tables)


def downgrade() -> None:
    """Drop them; earlier contents can no longer be put back on the air."""
    for table in ("switches", "audit", "kept_contents"):
        op.drop_table(table)


def _audit_publishes(connection: sa.engine.Connection, tables: sa.MetaData) -> None:
    publishes, audit = tables.tables["publishes"], tables.tables["audit"]
    for row in connection.execute(sa.select(publishes).order_by(publishes.c.id)):
        connection.execute(
            audit.insert().values(
                at=row.at,
                action="publish",
                who=row.who,
                approver="",
                about=str(row.id),
                commit=row.commit,
                details={},
            )
        )


def _keep_the_newest(connection: sa.engine.Connection, tables: sa.MetaData) -> None:
    publishes = tables.tables["publishes"]
    newest = connection.execute(sa.select(sa.func.max(publishes.c.id))).scalar()
    if newest is None:
        return
    answers, texts, lines = (
        connection.execute(sa.select(tables.tables[name])).mappings().all()
        for name in ("answers", "connective_texts", "crisis_lines")
    )
    shown = {
        "answers": [{k: v for k, v in row.items() if k != "version"} for row in answers],
        "texts": [[row["key"], row["language"], row["text"]] for row in texts],
        "lines": [row["details"] for row in lines],
        "files": {},
    }
    packed = zlib.compress(json.dumps(shown, default=str).encode())
    kept = tables.tables["kept_contents"]
    connection.execute(kept.insert().values(publish_id=newest, packed=packed))
