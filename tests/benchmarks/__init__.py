"""Measurements and proofs that take longer than a test may: each is run by hand, as a module."""
