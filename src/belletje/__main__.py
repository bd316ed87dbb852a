"""`python -m belletje` is `belletje`."""

from belletje.cli import main

main()
