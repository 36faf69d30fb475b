"""A simulator of WhatsApp: Meta's Graph API on one side, customers' phones on the other.

A small server of its own that imports nothing of the product. It is for demonstrations and
tests, on loopback only.
"""
