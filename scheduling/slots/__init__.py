"""Slot arithmetic: which starts are free, and which of them are best.

Pure: whole seconds since the Unix epoch (UTC) in, the same out; no Django, no clock.
"""
