"""A house that keeps pictures of documents."""

import pytest

from tests.counter import Counter


@pytest.fixture
def keeping(counter: Counter) -> Counter:
    """Let the house keep pictures of documents."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="document_pictures", value="true")
    counter.sign_in("李婷")
    return counter
