"""The writing page: its form, its boxes, and what it asks for while somebody writes."""
