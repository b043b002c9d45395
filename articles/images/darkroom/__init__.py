"""What is done to an uploaded file in a process of its own: nothing here knows Django or the paper.

The process has no settings, no secrets and no database, and bounds of memory and time; whatever it
dies of is a refusal. Its answers are taken in by `articles.images.intake`.
"""
