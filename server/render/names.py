"""What aims and approaches are called in one language, by their ids: on pages, and where words are sought."""

from __future__ import annotations

from server.render.locale import Language


def aims(language: Language) -> dict[str, str]:
    """Every aim, in the order in which the library offers them."""
    _ = language.gettext
    return {
        "calm": _("Calm"),
        "rest": _("Rest"),
        "mood": _("Mood"),
        "thoughts": _("Thoughts"),
        "self-worth": _("Self-worth"),
        "patterns": _("Patterns"),
        "goals": _("Goals"),
        "closeness": _("Closeness"),
        "understanding": _("Understanding"),
        "gratitude": _("Gratitude"),
        "conflict": _("Conflict"),
        "trust": _("Trust"),
    }


def wishes(language: Language) -> dict[str, str]:
    """The same aims as somebody would say them."""
    _ = language.gettext
    return {
        "calm": _("I want to calm down"),
        "rest": _("I need rest"),
        "mood": _("I feel low"),
        "thoughts": _("My thoughts go round and round"),
        "self-worth": _("I want to be kinder to myself"),
        "patterns": _("The same thing happens again and again"),
        "goals": _("I want to take a step"),
        "closeness": _("I want us to feel closer"),
        "understanding": _("I want to understand, and be understood"),
        "gratitude": _("I want to see what is good"),
        "conflict": _("We argue, or something stands between us"),
        "trust": _("I want to be able to rely on us"),
    }


def approaches(language: Language) -> dict[str, str]:
    """Every approach."""
    _ = language.gettext
    return {
        "cbt": _("Thoughts and feelings (CBT)"),
        "psychodynamic": _("Old patterns (psychodynamic)"),
        "humanistic": _("Being yourself (humanistic)"),
        "mindfulness": _("Mindfulness"),
        "solution-focused": _("Small steps (solution-focused)"),
        "journaling": _("Writing (journaling)"),
        "coping": _("Getting through (coping)"),
        "resilience": _("Staying strong (resilience)"),
        "emotion-focused": _("Feelings between us (emotion-focused)"),
        "gottman": _("Everyday love (Gottman)"),
        "imago": _("Mirroring (Imago)"),
        "narrative": _("Stories (narrative)"),
        "attachment": _("Closeness and needs (attachment)"),
        "role-play": _("Role play"),
        "communication": _("Talking and listening"),
        "conflict": _("Conflict"),
        "intimacy": _("Intimacy"),
        "trust": _("Trust"),
        "transitions": _("Changes in life"),
        "goals": _("Goals"),
    }
