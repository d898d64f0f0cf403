"""The fixture `region`: one embedded region for the run, which the environment names meanwhile.

Options of your own: define a fixture `region_options` in conftest.py that returns EmbeddedRegion's arguments.
"""

import pytest

from resilient_service import EmbeddedRegion


@pytest.fixture(scope="session")
def region_options():
    return {}


@pytest.fixture(scope="session")
def region(region_options):
    with EmbeddedRegion(**region_options) as running, pytest.MonkeyPatch.context() as surroundings:
        for name, value in running.environment.items():
            if value is None:
                surroundings.delenv(name, raising=False)
            else:
                surroundings.setenv(name, value)
        yield running
