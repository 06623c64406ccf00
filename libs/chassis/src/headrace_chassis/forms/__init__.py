"""What is stored as JSON has a form: which fields it has, and how a body of an earlier form becomes one of today's.

`python -m headrace_chassis.forms` writes the forms of all services down anew, for review and for their tests.
"""

from headrace_chassis.forms.loading import StoredUnreadable
from headrace_chassis.forms.starting import begin_to_store
from headrace_chassis.forms.stored import Body, StoredForm, Upcast, forms_of

__all__ = ["Body", "StoredForm", "StoredUnreadable", "Upcast", "begin_to_store", "forms_of"]
