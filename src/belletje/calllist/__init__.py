"""Who to call, and why: reading what people have, merging people, the law as a gate, the ranked call list.

Nothing in this room knows a clock, a database or a network: `today` is an argument everywhere.
"""
