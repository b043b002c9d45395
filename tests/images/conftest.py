"""Stores of pictures."""

from tests.hiding.conftest import in_memory

__all__ = ["in_memory"]
