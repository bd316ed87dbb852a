"""The only place with SQL. Use cases call these functions inside one transaction each."""
