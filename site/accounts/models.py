"""The people who work here: nobody who only visits has an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from accounts.approval import ApprovalByAnother

__all__ = ["ApprovalByAnother", "DemonstrationMark", "User"]


class User(AbstractUser):
    """A member of staff. What they may do comes from their role, see `accounts.roles`."""

    class Meta(AbstractUser.Meta):
        # Sign-in does not tell Anna from anna, so there is only one of them.
        constraints = [models.UniqueConstraint(Lower("username"), name="one_account_per_name")]
        permissions = [("manage_staff", "Can manage the accounts of the editor")]


class DemonstrationMark(models.Model):
    """One row in a database that was filled by `set_up_demo`; such a database never serves in earnest."""

    def __str__(self) -> str:
        return "demonstration"
