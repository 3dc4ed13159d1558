import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from accounts.roles import Role
from home.models import FrontPage
from tests.pages.trees import a_front_page
from tests.people import member, sign_in


@pytest.fixture
def front_page(db) -> FrontPage:
    return a_front_page()


@pytest.fixture(params=["fi", "en"])
def publisher(request, front_page) -> Client:
    """The browser of a publisher whose editor speaks Finnish and English in turn."""
    user = member(Role.PUBLISHER)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": request.param})
    return sign_in(Client(), user)
