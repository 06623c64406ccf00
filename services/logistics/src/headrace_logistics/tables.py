"""All tables of the logistics service; each is defined by the store of the area that writes it."""

from sqlalchemy import MetaData

metadata = MetaData()
