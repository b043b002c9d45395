"""Hiding: pictures of withdrawn stories have no address that readers know."""
