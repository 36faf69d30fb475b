"""The local command: embedded services, supervisor, worker watch, test plumbing."""
