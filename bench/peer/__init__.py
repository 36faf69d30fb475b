"""The peer: what many would build for the same door (FastAPI, SQLAlchemy, Celery)."""
