"""The call list: intake, people, the law, matching and ranking."""
