"""Days and moments that requests name: those in which a machine can have told something."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from headrace_equipment.model.points import FIRST_MOMENT, LAST_MOMENT

Moment = Annotated[AwareDatetime, Field(ge=FIRST_MOMENT, le=LAST_MOMENT)]
Day = Annotated[date, Field(ge=FIRST_MOMENT.date(), le=LAST_MOMENT.date())]
