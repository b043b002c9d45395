"""Text from agencies: read into plain values (formats), then into drafts, and written out again.

A wire import never publishes.
"""
