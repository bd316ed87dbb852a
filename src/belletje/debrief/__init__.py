"""What to improve, and what went well: measures, moments and improvement points, from the record alone."""
