"""Row-level security for tables whose rows belong to an organisation.

What the roles that a service works in may do on a table follows from the table's policies (grants.py): one that may
only be appended to has none for changes. Each role has policies of its own, so that those of a tenant name nothing but
columns: an index on the tenant serves them. Where rows belong to a plant, a policy more leaves out those of the plants
that the one who asks does not work for.
"""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.grants import FOR_A_TENANT, FOR_THE_PLATFORM, OF_PLANTS

TENANT = "nullif(current_setting('app.tenant', true), '')"
EVERYONE = f"{TENANT} = '*'"
OWNER = "CURRENT_USER"
PLANTS = "coalesce(current_setting('app.plants', true), '')"
IN_THEM = f"""
    {PLANTS} = '' OR tenant IS DISTINCT FROM {TENANT} OR plant IS NULL
    OR plant = ANY (string_to_array({PLANTS}, E'\\n'))
"""
GUARD_PLANTS = f"""
    DO $do$ BEGIN
        IF EXISTS (SELECT FROM pg_attribute
                    WHERE attrelid = '{{0}}'::regclass AND attname = 'plant' AND NOT attisdropped)
           AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = '{{0}}'::regclass AND polname = '{OF_PLANTS}')
        THEN CREATE POLICY {OF_PLANTS} ON {{0}} AS RESTRICTIVE TO {FOR_A_TENANT} USING ({IN_THEM});
        END IF;
    END $do$
"""


def tenant_rows(table: str, shared_with: Sequence[str] = ()) -> None:
    """Show and take rows of the transaction's tenant only.

    `shared_with` names columns that hold another organisation which sees and changes the row too, such as the
    supplier of a purchase order. Without a tenant there are no rows; the platform's own work sees all.
    """
    _execute([*guarded(table), *all_acts(table, of_tenant(shared_with)), of_plants(table)])


def append_only_rows(table: str, shared_with: Sequence[str] = ()) -> None:
    """As `tenant_rows`, and what was written stays: a table that had those gets these in their place."""
    append_only(table, of_tenant(shared_with))
    _execute([of_plants(table)])


def append_only(table: str, whose: str = "") -> None:
    """Rows for which `whose` holds can be added and read, and neither changed nor taken away.

    Without it they are the platform's alone.
    """
    without = [f"DROP POLICY IF EXISTS {name}_rows ON {table}" for name, _, _ in _roles(whose)]
    _execute([*guarded(table), *without, *adding(table, whose), *reading(table, whose)])


def of_plants(table: str) -> str:
    """Where the table has a column `plant`: of one's own organisation, the rows of the plants that one works for, and
    of none. Nothing where it has none, or has the policy already."""
    return GUARD_PLANTS.format(table)


def of_tenant(shared_with: Sequence[str] = ()) -> str:
    return " OR ".join(f"{column} = {TENANT}" for column in ("tenant", *shared_with))


def guarded(table: str) -> list[str]:
    return [f"ALTER TABLE {table} {act} ROW LEVEL SECURITY" for act in ("ENABLE", "FORCE")]


def all_acts(table: str, whose: str) -> list[str]:
    return [f"CREATE POLICY {name}_rows ON {table} TO {role} USING ({rows})" for name, role, rows in _roles(whose)]


def adding(table: str, whose: str) -> list[str]:
    return [
        f"CREATE POLICY {name}_adds ON {table} FOR INSERT TO {role} WITH CHECK ({rows})"
        for name, role, rows in _roles(whose)
    ]


def reading(table: str, whose: str) -> list[str]:
    return [
        f"CREATE POLICY {name}_reads ON {table} FOR SELECT TO {role} USING ({rows})"
        for name, role, rows in _roles(whose)
    ]


def _roles(whose: str) -> list[tuple[str, str, str]]:
    """The beginning of each policy's name, its role and its rows. The owner, who saves all, says whose it wants."""
    owners = f"{whose} OR {EVERYONE}" if whose else EVERYONE
    others = [("platform", FOR_THE_PLATFORM, "true"), ("owner", OWNER, owners)]
    return [("tenant", FOR_A_TENANT, whose), *others] if whose else others


def _execute(statements: Sequence[str]) -> None:
    from alembic import op

    for statement in statements:
        op.execute(statement)
