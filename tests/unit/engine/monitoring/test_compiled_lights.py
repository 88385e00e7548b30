"""Which light a value has, by which band, and where none has it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from perfrules.engine.monitoring.compiled_lights import CompiledLights, ShownLight
from perfrules.policies.loader import find_policy

POLICY = find_policy("provincial.monitoring-lights")
LIGHTS = CompiledLights(POLICY)


@pytest.mark.parametrize(
    ("value", "light", "band"),
    [
        (Fraction(59, 100), "红灯", "60%（不含）以下"),
        (Fraction(60, 100), "黄灯", "60%（含）至80%（不含）"),
        (Fraction(1199, 1000), "绿灯", "80%（含）至120%（不含）"),
        (Fraction(120, 100), "蓝灯", "120%（含）以上"),
    ],
)
def test_a_rate_has_the_light_and_the_wording_of_its_band(value, light, band):
    assert LIGHTS.show("lights/progress", value) == ShownLight(light, band)


@pytest.mark.parametrize(("kept", "light"), [(True, "绿灯"), (False, "红灯")])
def test_a_target_that_is_kept_or_not_has_a_light_without_a_band(kept, light):
    assert LIGHTS.show("lights/inside", kept) == ShownLight(light)


def test_places_without_bands_have_no_light():
    assert LIGHTS.show("lights/elsewhere", Fraction(1)) == ShownLight()


@pytest.mark.parametrize(
    ("partial", "value", "facts"),
    [
        (False, Fraction(9, 10), [{"value": "90%", "place": "lights/progress"}]),
        (True, Fraction(9, 10), []),
    ],
)
def test_a_value_in_no_band_is_reported_unless_the_bands_are_partial(partial, value, facts):
    bands = POLICY.lights["progress"]
    holed = evolve(bands, rules=bands.rules[:2], partial=partial)
    lights = CompiledLights(evolve(POLICY, lights={**POLICY.lights, "progress": holed}))
    shown = lights.show("lights/progress", value)
    assert (shown.light, shown.band) == (None, "")
    assert [each.arguments for each in shown.diagnostics] == facts


@pytest.mark.parametrize(("kept", "written"), [(True, "是"), (False, "否")])
def test_a_truth_value_in_no_band_is_reported_in_words(kept, written):
    bands = POLICY.lights["inside"]
    rules = tuple(rule for rule in bands.rules if kept not in rule.when["inside"].values)
    lights = CompiledLights(evolve(POLICY, lights={**POLICY.lights, "inside": evolve(bands, rules=rules)}))
    (problem,) = lights.show("lights/inside", kept).diagnostics
    assert (problem.code, str(problem.arguments["value"])) == ("PR464", written)
