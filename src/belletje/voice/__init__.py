"""Speaking and listening: ears, mouth and turn taking around the same conversation that is typed in text.

Nothing about prospects is decided here: what was heard goes to the use cases of a rehearsal, and what those answer is
said aloud. Everything heavy is loaded when a call by voice begins, in processes of its own.
"""
