"""PLT-9: what is for developers answers nobody, in any service."""

from __future__ import annotations

import pytest

from .services import NAMES, application, service_named


@pytest.mark.parametrize("name", NAMES)
def test_no_service_has_a_debugger_or_pages_of_documentation(name):
    app = application(service_named(name))
    assert (app.debug, app.docs_url, app.redoc_url) == (False, None, None)
