"""Alembic's entry: runs the migrations on the engine that `bot.store.migrate` hands over."""

from alembic import context

from bot.models import Base

with context.config.attributes["engine"].begin() as connection:
    if connection.dialect.name == "sqlite":
        # Readers go on while a publish writes; stored in the file, so set once.
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
