"""Questions that sound like a topic of which something is known, and are about something else."""

import pytest

from belletje.prospect.near_misses import is_near_miss, load
from belletje.prospect.tables import CatalogueError


@pytest.mark.parametrize(
    ("topic", "language", "question", "is_near"),
    [
        ("platform", "en", "Mitel, okay. Which version, and is it still under support?", True),
        ("platform", "nl", "Waarnaartoe, Teams of toch weer een eigen centrale?", True),
        ("platform", "nl", "Welke apparatuur hangt er bij jullie, Cisco, Aruba?", False),
        ("platform", "en", "What are you running on, Cisco or something else?", False),
        ("contract_until", "nl", "Hoe lang is de opzegtermijn?", True),
        ("contract_until", "nl", "Kunt u tussentijds opzeggen?", False),
        ("contract_until", "en", "When does that contract end?", False),
        ("vacancy_why", "en", "And why did the last person in that job leave?", True),
        ("vacancy_why", "en", "Why have you got that opening, did somebody leave?", False),
        ("vacancy_why", "en", "Why is that role open? Did somebody leave?", False),
        ("vacancy_why", "nl", "Waarom is die plek open? Is er iemand vertrokken?", False),
        ("vacancy_why", "nl", "Waarom is de vorige eigenlijk vertrokken?", True),
        ("vacancy_why", "nl", "Waarom heeft u die vacature, is er iemand vertrokken?", False),
        ("backup_cover", "nl", "En stel dat Kabelhuis niemand kan leveren, wat doet u dan?", True),
        ("backup_cover", "nl", "En als ze niemand sturen?", True),
        ("backup_cover", "en", "And if they can't send anybody?", True),
        ("supplier_does", "nl", "Ik wil niet storen. Wat doet uw leverancier precies voor u?", False),
        ("supplier_does", "en", "I'm not selling today. What does your provider do for you?", False),
        ("backup_cover", "en", "What if he falls ill, who steps in?", False),
        ("team_how", "nl", "Hoe werkt dat met VLAN's, heeft u de telefonie apart gezet?", True),
        ("who_knows", "nl", "Aan wie zou u dat dan moeten vragen?", True),
        ("who_knows", "nl", "Aan wie kan ik dat het beste vragen?", False),
        ("who_knows", "en", "Who would I have to ask about that?", False),
        ("team_size", "nl", "Welke versie is dat?", False),
        ("team_size", "nl", "Hoeveel mensen hebben jullie nu van ze zitten?", True),
        ("team_size", "en", "How many of theirs have you got in?", True),
        ("team_size", "nl", "Met hoeveel mensen zijn jullie?", False),
        ("platform", "nl", "Draait dat bij jullie zelf op een server of ergens in de cloud?", True),
        ("platform", "en", "Is that in-house or hosted?", True),
        ("work_who", "nl", "Hangen die allemaal aan één netwerk, of heeft elke vestiging een eigen?", True),
        ("supplier_since", "en", "When they put it right, how long did that take them?", True),
        ("supplier_since", "en", "How long have you worked with them?", False),
        ("problem_cause", "en", "What went down because of it?", True),
        ("problem_cause", "nl", "Hoe kwam dat?", False),
        ("what_it_takes", "en", "If that one person were off, what would grind to a halt first?", True),
    ],
)
def test_a_word_tells_that_something_else_is_asked(topic: str, language: str, question: str, is_near: bool) -> None:
    assert is_near_miss(topic, question, language) is is_near


@pytest.mark.parametrize(
    ("topics", "mistake"),
    [(["platfrom"], "there is no topic 'platfrom'"), (["platform", "platform"], "'platform' stands in another table")],
)
def test_a_mistake_in_the_file_is_told(topics: list[str], mistake: str) -> None:
    text = "\n".join(f'[table{n}]\ntopics = ["{topic}"]\nnl = "a"\nen = "a"' for n, topic in enumerate(topics))
    with pytest.raises(CatalogueError, match=mistake):
        load(text)
