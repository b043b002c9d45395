"""A story's past as pages: any two of its texts side by side, and one of them to be read.

sides finds the texts that an address names, fields and body
say what differs, choosing offers others, page and reading put it together.
"""
