"""A loan paid back month by month."""

from __future__ import annotations

from tracepile_hf.families.mathematics import loan_payoff
from tracepile_hf.families.telling import retold

FAMILY = retold(
    loan_payoff,
    {
        "debt *= monthly_growth": ("With interest the debt is {debt}.", "Interest brings {was debt} to {debt}."),
        "debt -= min(payment, debt)": ("After the payment {debt} are left.", "The payment leaves {debt}."),
        "months += 1": ("That was payment {months}.", "Payments so far: {months}."),
        "return months": ("So there are {months} payments.", "It takes {months} payments."),
    },
    default_size=3,
    max_size=4,
)
