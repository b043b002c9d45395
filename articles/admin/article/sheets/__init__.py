"""The sheets: one act on one story each, said in words before it is done."""
