"""The call as events: the scenario space, the conversation, its record and its replay."""
