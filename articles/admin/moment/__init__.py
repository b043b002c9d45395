"""The paper at another moment: any public page as it stood or will stand, for who may see it.

The rooms: moments (how a moment is written in an address, and those at hand), paper (what readers'
code answers at a moment), leading (its links led on within the moment), door (the page with its
banner), choosing (the form that leads there). Nothing of it is kept, and the look of one request is
its own (models/timed).
"""
