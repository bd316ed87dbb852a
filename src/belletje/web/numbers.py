"""Numbers in addresses and forms."""

from typing import Annotated

from pydantic import Field

LARGEST = 2**53
"""The largest whole number that a page, a script in it and the database all hold exactly."""
Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
"""A whole number as it came: a larger one is no address, and no form that can be read."""
