"""Contrast, names and headings, as axe-core sees them; light, dark, and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import App
from visitor import visiting

pytestmark = pytest.mark.xdist_group("space")
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {**PHONE, "color_scheme": "dark"}], ids=["light", "dark", "phone"]
)
def test_axe_finds_no_violation(app: App, browser: Any, options: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visiting(browser, app.address, reduced_motion="reduce", **options) as visitor:
        visitor.open().opening()
        for part in ("#player .tp-view-theirs", "#player .tp-view-true", "#player .tp-view-side"):
            visitor.page.click(part)
            found = axe.run(visitor.page)
            assert found.violations_count == 0, found.generate_report()


def test_a_phone_has_the_live_line_and_its_variables_on_one_screen(app: App, browser: Any) -> None:
    with visiting(browser, app.address, reduced_motion="reduce", **PHONE) as visitor:
        visitor.open().opening()
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
        visitor.page.locator("#code").scroll_into_view_if_needed()
        visitor.page.locator("#code").evaluate("(code) => code.scrollIntoView({ block: 'start', behavior: 'instant' })")
        for part in ("#code .tp-live-now", "#player .tp-vars tr"):
            box = visitor.page.locator(part).first.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 844 - box["height"], part
