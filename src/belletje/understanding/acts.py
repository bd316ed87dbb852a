"""The caller's dialogue acts: the vocabulary that everything after the ear speaks."""

from enum import StrEnum


class Act(StrEnum):
    """What a caller does with words. One utterance can carry several; docs/annotation.md says where each one ends."""

    GREET = "greet"
    INTRODUCE = "introduce"
    ASK_PERMISSION = "ask_permission"
    STATE_REASON = "state_reason"
    NAME_CONNECTION = "name_connection"
    ASK_OPEN = "ask_open"
    ASK_CLOSED = "ask_closed"
    PITCH = "pitch"
    PROVE = "prove"
    ANSWER_QUESTION = "answer_question"
    ADMIT_UNKNOWN = "admit_unknown"
    ACKNOWLEDGE = "acknowledge"
    PROBE = "probe"
    REFRAME = "reframe"
    PROPOSE_MEETING = "propose_meeting"
    PROPOSE_SLOT = "propose_slot"
    OFFER_MATERIAL = "offer_material"
    ASK_REFERRAL = "ask_referral"
    ASK_CALLBACK = "ask_callback"
    CONFIRM = "confirm"
    THANK = "thank"
    GOODBYE = "goodbye"
    APOLOGISE = "apologise"
    SMALL_TALK = "small_talk"
    PRESSURE = "pressure"
    DISPARAGE = "disparage"
    HONOUR_OPTOUT = "honour_optout"
    FILLER = "filler"


Acts = frozenset[Act]
