"""Questions that sound like a topic of which something is known, and are about something else."""

import pytest

from belletje.prospect.near_misses import is_near_miss


@pytest.mark.parametrize(
    ("topic", "language", "question", "is_near"),
    [
        ("platform", "en", "Mitel, okay. Which version, and is it still under support?", True),
        ("platform", "nl", "Waarnaartoe, Teams of toch weer een eigen centrale?", True),
        ("platform", "nl", "Welke apparatuur hangt er bij jullie, Cisco, Aruba?", False),
        ("platform", "en", "What are you running on, Cisco or something else?", False),
        ("contract_until", "nl", "En voor wanneer moet u dat opzeggen?", True),
        ("contract_until", "en", "When does that contract end?", False),
        ("vacancy_why", "en", "And why did the last person in that job leave?", True),
        ("vacancy_why", "en", "Why have you got that opening, did somebody leave?", False),
        ("vacancy_why", "nl", "Waarom is de vorige eigenlijk vertrokken?", True),
        ("vacancy_why", "nl", "Waarom heeft u die vacature, is er iemand vertrokken?", False),
        ("backup_cover", "nl", "En stel dat Kabelhuis niemand kan leveren, wat doet u dan?", True),
        ("backup_cover", "en", "What if he falls ill, who steps in?", False),
        ("team_how", "nl", "Hoe werkt dat met VLAN's, heeft u de telefonie apart gezet?", True),
        ("who_knows", "nl", "Aan wie zou u dat dan moeten vragen?", True),
        ("team_size", "nl", "Welke versie is dat?", False),
    ],
)
def test_a_word_tells_that_something_else_is_asked(topic: str, language: str, question: str, is_near: bool) -> None:
    assert is_near_miss(topic, question, language) is is_near
