"""A visitor without scripts: opens pages and sends forms with the token that their pages hold."""

import re
from dataclasses import dataclass

from fastapi.testclient import TestClient
from httpx import Response


@dataclass(frozen=True)
class Visitor:
    """One browser with its cookies."""

    client: TestClient

    def get(self, address: str, **headers: str) -> Response:
        """Opens a page."""
        return self.client.get(address, headers=headers)

    def post(self, address: str, headers: dict[str, str] | None = None, **fields: str) -> Response:
        """Sends a form; follows to the page that comes after."""
        token = re.search(r'name="csrf" value="([^"]+)"', self.get("/settings").text)
        assert token, "a page with a form holds the token"
        return self.client.post(address, data={"csrf": token[1], **fields}, headers=headers)

    def dial(self, scenario: str = "manner=friendly", **fields: str) -> str:
        """Dials a rehearsal; gives the address of the call."""
        rung = self.post("/rehearse", scenario=scenario, **{"language": "nl", "seed": "1", **fields})
        assert rung.status_code == 200, rung.text
        return str(rung.url.path)
