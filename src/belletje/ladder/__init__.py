"""What to practise next: the schedule, coverage, rungs and nerves, all rebuilt from the records."""
