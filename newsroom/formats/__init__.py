"""How dates are written, a language a folder; Django asks here before its own tables."""
