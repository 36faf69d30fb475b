"""A believable business for demonstrations: `manage.py seed_demo`."""
