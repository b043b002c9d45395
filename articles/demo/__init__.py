"""The demo: a small believable paper, its accounts, and as many generated stories as one wants."""
