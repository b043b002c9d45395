"""The paper right to the second, in real time: boundaries of all kinds in a paper of two editions,
looked at over HTTP on every public surface just before each moment and just after it.

    python -m tests.benchmarks.boundaries 1000
    python -m tests.benchmarks.boundaries 200 --zone Europe/Berlin --clock "2028-02-28 23:58:00"

On SQLite; with DATABASE_URL on that server of PostgreSQL, in a database of its own. Two servers
with two processes each answer, and between moments they are killed, renewed and restarted.

The rooms: plan (which stories change when, without a database), paper (makes them by the verbs),
expected (what stands on each surface at any moment), asking (real requests), judging.
"""
