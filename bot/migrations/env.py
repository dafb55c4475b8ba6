"""Alembic's entry: runs the migrations on the engine that `bot.store.migrate` hands over."""

from alembic import context

from bot.models import Base

with context.config.attributes["engine"].begin() as connection:
    if connection.dialect.name == "sqlite":
        # Not WAL: whoever reads would have to write beside the file, which a full disk forbids.
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
