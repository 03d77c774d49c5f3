"""Word problems and exercises solved by small programs: one module per family, listed here by name."""

from __future__ import annotations

from typing import Final

from tracepile_hf.sources.family import Family
from tracepile_hf.sources.mathematics import (
    bakery_boxes,
    burning_candles,
    cash_register,
    climbing_snail,
    currency_chain,
    electricity_bill,
    fence_posts,
    gift_card,
    income_tax,
    inheritance_ratio,
    leaking_tank,
    mixed_solutions,
    overtime_pay,
    parking_fee,
    phone_plans,
    reading_plan,
    repeated_dilution,
    savings_goal,
    shared_restaurant_bill,
    shop_bill,
    successive_percent,
    taxi_fare,
)

FAMILIES: Final[dict[str, Family]] = {
    "bakery_boxes": bakery_boxes.FAMILY,
    "burning_candles": burning_candles.FAMILY,
    "cash_register": cash_register.FAMILY,
    "climbing_snail": climbing_snail.FAMILY,
    "currency_chain": currency_chain.FAMILY,
    "electricity_bill": electricity_bill.FAMILY,
    "fence_posts": fence_posts.FAMILY,
    "gift_card": gift_card.FAMILY,
    "income_tax": income_tax.FAMILY,
    "inheritance_ratio": inheritance_ratio.FAMILY,
    "leaking_tank": leaking_tank.FAMILY,
    "mixed_solutions": mixed_solutions.FAMILY,
    "overtime_pay": overtime_pay.FAMILY,
    "parking_fee": parking_fee.FAMILY,
    "phone_plans": phone_plans.FAMILY,
    "reading_plan": reading_plan.FAMILY,
    "repeated_dilution": repeated_dilution.FAMILY,
    "savings_goal": savings_goal.FAMILY,
    "shared_restaurant_bill": shared_restaurant_bill.FAMILY,
    "shop_bill": shop_bill.FAMILY,
    "successive_percent": successive_percent.FAMILY,
    "taxi_fare": taxi_fare.FAMILY,
}
