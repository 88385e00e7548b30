"""How many examples a law is tried on, by Hypothesis profile.

`ci` tries what each law declares and draws the same examples in every run. `dev`, the default, also repeats
itself and tries a tenth, but not fewer than twenty. `thorough` tries a hundred times as many, at random:

    HYPOTHESIS_PROFILE=thorough pytest tests/properties
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
FACTORS = {"ci": 1.0, "dev": 0.1, "thorough": 100.0}
FEWEST = 20
"""Even `dev` tries a law on this many examples, unless the law declares fewer."""

USUAL = 100
"""The budget of a law that declares none."""


def budget(declared: int, profile: str = PROFILE) -> int:
    """The number of examples of a law under a profile."""
    return max(min(declared, FEWEST), round(declared * FACTORS[profile]))


def law(declared: int = USUAL) -> settings:
    """The settings of a law that declares a number of examples."""
    return settings(max_examples=budget(declared), deadline=None)


def load_profile() -> None:
    """Make the profile of this run the default of all laws.

    `dev` does not explain failing examples: that repeats them, and each `find`, hundreds of times.
    """
    for name in FACTORS:
        settings.register_profile(
            name,
            max_examples=budget(USUAL, name),
            deadline=None,
            derandomize=name != "thorough",
            suppress_health_check=[HealthCheck.too_slow],
            phases=[each for each in Phase if each is not Phase.explain or name != "dev"],
        )
    settings.load_profile(PROFILE)
