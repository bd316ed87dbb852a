"""Who may pick up: the catalogue of reactions, the person, the state of mind, and how it answers."""
