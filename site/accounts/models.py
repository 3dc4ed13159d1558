"""The people who work here: nobody who only visits has an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff. What they may do comes from their role, see `accounts.roles`."""


class DemonstrationMark(models.Model):
    """One row in a database that was filled by `set_up_demo`; such a database never serves in earnest."""
