"""The plan: from a goal to calls a day, with honest intervals."""
