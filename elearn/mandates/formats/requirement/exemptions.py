"""Who is excused from a requirement, and with what effect."""

from __future__ import annotations

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement.limits import (
    LONGEST_DAYS,
)
from elearn.mandates.rules import (
    EFFECTS,
    REASONS,
    ExemptionRule,
)


def read_exemptions(fields: Fields) -> tuple[ExemptionRule, ...]:
    """Return who is excused, each reason once."""
    found: list[ExemptionRule] = []
    for each in fields.each("exemptions"):
        each.only(
            (
                "reason_code",
                "effect",
                "max_days",
                "approver",
                "evidence",
                "sensitive",
                "short_form",
            ),
            required=("reason_code", "effect"),
        )
        rule = ExemptionRule(
            reason=each.word("reason_code", REASONS) or "other",
            effect=each.word("effect", EFFECTS) or "pause",
            max_days=each.whole("max_days", least=1, most=LONGEST_DAYS),
            approver=each.word("approver", ("manager", "administrator")) or "administrator",
            evidence=each.text("evidence"),
            sensitive=each.flag("sensitive") or False,
            short_form=each.flag("short_form") or False,
        )
        if any(rule.reason == other.reason for other in found):
            each.fault(
                ("reason_code",),
                N_("“%(value)s” is there twice"),
                N_("give each its own"),
                value=rule.reason,
            )
        if rule.reason == "short_contract" and rule.max_days is None:
            each.fault(
                (),
                N_("“max_days” is missing"),
                N_("say up to how many days a contract is short"),
            )
        found.append(rule)
    return tuple(found)
