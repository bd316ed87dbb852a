"""Questions that sound like a topic of which something is known, and are about something else."""

import pytest

from belletje.prospect.near_misses import load, meant
from belletje.prospect.tables import CatalogueError
from belletje.prospect.topics import OTHER


@pytest.mark.parametrize(
    ("sounds_like", "language", "question", "is_about"),
    [
        ("platform", "en", "Mitel, okay. Is it still under warranty?", OTHER),
        ("platform", "nl", "Waarnaartoe, Teams of toch weer een eigen centrale?", OTHER),
        ("platform", "nl", "Welke apparatuur hangt er bij jullie, Cisco, Aruba?", "platform"),
        ("platform", "en", "What are you running on, Cisco or something else?", "platform"),
        ("contract_until", "nl", "Hoe lang is de opzegtermijn?", OTHER),
        ("contract_until", "nl", "Kunt u tussentijds opzeggen?", "contract_until"),
        ("contract_until", "en", "When does that contract end?", "contract_until"),
        ("vacancy_why", "en", "And why did the last person in that job leave?", OTHER),
        ("vacancy_why", "en", "Why have you got that opening, did somebody leave?", "vacancy_why"),
        ("vacancy_why", "en", "Why is that role open? Did somebody leave?", "vacancy_why"),
        ("vacancy_why", "nl", "Waarom is die plek open? Is er iemand vertrokken?", "vacancy_why"),
        ("vacancy_why", "nl", "Waarom is de vorige eigenlijk vertrokken?", OTHER),
        ("vacancy_why", "nl", "Waarom heeft u die vacature, is er iemand vertrokken?", "vacancy_why"),
        ("backup_cover", "nl", "En stel dat Kabelhuis niemand kan leveren, wat doet u dan?", OTHER),
        ("backup_cover", "nl", "En als ze niemand sturen?", OTHER),
        ("backup_cover", "en", "And if they can't send anybody?", OTHER),
        ("backup_cover", "nl", "Stel dat er vannacht een storing is, wie gaat er dan uit bed?", "backup_cover"),
        ("supplier_does", "nl", "Ik wil niet storen. Wat doet uw leverancier precies voor u?", "supplier_does"),
        ("supplier_does", "en", "I'm not selling today. What does your provider do for you?", "supplier_does"),
        ("backup_cover", "en", "What if he falls ill, who steps in?", "backup_cover"),
        ("team_how", "nl", "Hoe werkt dat met VLAN's, heeft u de telefonie apart gezet?", OTHER),
        ("who_knows", "nl", "Aan wie zou u dat dan moeten vragen?", OTHER),
        ("who_knows", "nl", "Aan wie kan ik dat het beste vragen?", "who_knows"),
        ("who_knows", "en", "Who would I have to ask about that?", "who_knows"),
        ("team_size", "nl", "Welke versie is dat?", "team_size"),
        ("team_size", "nl", "Hoeveel mensen hebben jullie nu van ze zitten?", "supplier_people"),
        ("team_size", "en", "How many of theirs have you got in?", "supplier_people"),
        ("team_size", "nl", "Met hoeveel mensen zijn jullie?", "team_size"),
        (OTHER, "nl", "Komen jullie op dit moment mensen tekort?", "enough_people"),
        (OTHER, "en", "Are you short of people at the moment?", "enough_people"),
        (OTHER, "nl", "Staat er dan ook een vacature open?", "vacancy_open"),
        (OTHER, "nl", "Werken jullie met een vaste leverancier?", "supplier_who"),
        (OTHER, "nl", "Wanneer loopt die afspraak met ze af?", "contract_until"),
        (OTHER, "en", "How many sites have you got on that Meraki kit?", "locations_users"),
        (OTHER, "nl", "Hoeveel mensen hebben jullie voor het gewone werk?", "team_size"),
        (OTHER, "nl", "Hoeveel mensen moeten er over naar Teams?", OTHER),
        (OTHER, "nl", "En hoeveel mensen hebben er in die tijd gereageerd?", "vacancy_response"),
        (OTHER, "en", "How many people applied?", "vacancy_response"),
        (OTHER, "nl", "Met welke telefooncentrale werken jullie?", "platform"),
        (OTHER, "en", "Which phone system do you use?", "platform"),
        (OTHER, "nl", "Als ik iemand kan voorstellen, met wie moet die dan praten?", "decides_who"),
        (OTHER, "en", "If I've got somebody, who should she speak to?", "decides_who"),
        ("platform", "nl", "Draait dat bij jullie zelf op een server of ergens in de cloud?", "hosting"),
        ("platform", "en", "Which version is that, and is it still supported?", "hosting"),
        ("platform", "nl", "Is die Meraki niet aan vervanging toe?", "replacement"),
        ("work_who", "nl", "Hangen die allemaal aan één netwerk, of heeft elke vestiging een eigen?", "network_layout"),
        ("team_how", "en", "Are the sites all connected?", "network_layout"),
        ("supplier_since", "en", "When they put it right, how long did that take them?", OTHER),
        ("supplier_since", "en", "How long have you worked with them?", "supplier_since"),
        ("problem_cause", "en", "What went down because of it?", "stops_first"),
        ("problem_cause", "nl", "Hoe kwam dat?", "problem_cause"),
        ("what_it_takes", "en", "If that one person were off, what would grind to a halt first?", "stops_first"),
        ("small_talk_asked", "nl", "Regent het bij jullie ook zo?", "weather"),
        ("other_fact", "en", "Lovely weather out here, by the way. Is it raining with you?", "weather"),
        ("elaborate", "en", "So you're unhappy with them. What about, exactly?", "supplier_complaint"),
        ("elaborate", "nl", "Wat past er dan net niet aan?", "candidate_misfit"),
        ("why_behind", "nl", "Twee netwerken, hoe is dat zo gekomen?", "how_it_came"),
        ("did_it_happen", "nl", "Is dat ooit eerder gebeurd, dat er iemand wegging?", OTHER),
        ("did_it_happen", "nl", "Is dat ooit eerder gebeurd, zo'n storing?", "did_it_happen"),
        ("should_happen", "en", "What would need to happen for you to consider it?", "what_it_takes"),
        ("should_happen", "nl", "Wat zou er moeten gebeuren?", "should_happen"),
        (OTHER, "en", "How do you normally find your people?", "recruit_channels"),
        (OTHER, "nl", "Wat doet u zelf precies?", "your_role"),
        (OTHER, "en", "Is that something you'd be open to?", "would_consider"),
        (OTHER, "nl", "En draadloos, hoe loopt dat?", "wifi"),
        (OTHER, "nl", "En de wifi, hoe loopt die?", "wifi"),
        (OTHER, "en", "And the telephony, what are you running?", "telephony"),
        ("security", "en", "What should they know about those firewalls, which make is it?", "platform"),
        ("security", "en", "Does that make it safer?", "security"),
        ("budget", "nl", "Wat betekent dat voor u?", "problem_effect"),
        (OTHER, "en", "What does that mean for your team?", "problem_effect"),
        ("budget", "nl", "En wat kost u dat nu?", "problem_cost"),
        ("budget", "en", "What's that costing you now?", "problem_cost"),
        ("budget", "en", "What do you pay an hour for somebody like that?", "budget"),
        (OTHER, "nl", "Hoe ziet uw team eruit?", "team_how"),
        (OTHER, "en", "What does your team look like?", "team_how"),
        ("team_size", "nl", "Hoe groot is uw organisatie?", "locations_users"),
        ("team_size", "nl", "Hoe groot is uw team?", "team_size"),
        (OTHER, "en", "What happens if it goes wrong in the weekend?", "backup_cover"),
        (OTHER, "nl", "Wat zoekt u precies in zo iemand?", "profile_wanted"),
    ],
)
def test_a_word_tells_what_is_asked(sounds_like: str, language: str, question: str, is_about: str) -> None:
    assert meant(sounds_like, question, language) == is_about


@pytest.mark.parametrize(
    ("topic", "instead", "mistake"),
    [
        ("platfrom", "hosting", "there is no topic 'platfrom'"),
        ("platform", "hostign", "there is no topic 'hostign'"),
    ],
)
def test_a_mistake_in_the_file_is_told(topic: str, instead: str, mistake: str) -> None:
    text = f'[table]\ntopics = ["{topic}"]\ninstead = "{instead}"\nnl = "a"\nen = "a"'
    with pytest.raises(CatalogueError, match=mistake):
        load(text)
