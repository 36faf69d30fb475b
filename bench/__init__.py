"""Benches: what the product does per second, beside a peer and the machine's own limit.

`make bench` prints tables and writes bench/results/latest.json. Machines are shared and
noisy: compare the rows of one run with each other, never with another day's.
"""
