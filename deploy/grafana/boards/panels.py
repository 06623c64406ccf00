"""Panels, rows and boards, and how they become Grafana's JSON (schema 39: Grafana 11 and 12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

DATASOURCE = {"type": "prometheus", "uid": "prometheus"}
COLUMNS = 24
HEIGHTS = {"stat": 4, "timeseries": 8, "table": 8}

Json = dict[str, Any]


@dataclass(frozen=True)
class Query:
    """`legend` names a series by its labels: `{{service}}`."""

    expr: str
    legend: str = ""


@dataclass(frozen=True)
class Panel:
    """`warn` and `bad` are the values from which it turns yellow and red; `below` turns that round."""

    title: str
    about: str
    unit: str
    queries: Sequence[Query]
    kind: str = "timeseries"
    width: int = 8
    warn: float | None = None
    bad: float | None = None
    below: bool = False
    stacked: bool = False
    nothing: str = "no data"

    def to_json(self, number: int, x: int, y: int) -> Json:
        return {
            "id": number,
            "type": self.kind,
            "title": self.title,
            "description": self.about,
            "datasource": DATASOURCE,
            "gridPos": {"x": x, "y": y, "w": self.width, "h": HEIGHTS[self.kind]},
            "fieldConfig": {"defaults": self._field(), "overrides": []},
            "options": OPTIONS[self.kind],
            "targets": [self._target(chr(ord("A") + place), query) for place, query in enumerate(self.queries)],
            **({"transformations": LAST_OF_EACH} if self.kind == "table" else {}),
        }

    def _field(self) -> Json:
        drawn: Json = {"lineWidth": 1, "fillOpacity": 30 if self.stacked else 8, "showPoints": "never"}
        drawn["stacking"] = {"mode": "normal" if self.stacked else "none", "group": "A"}
        drawn["thresholdsStyle"] = {"mode": "line" if self.bad is not None else "off"}
        return {
            "unit": self.unit,
            "min": 0,
            "noValue": self.nothing,
            "color": {"mode": "thresholds" if self.kind == "stat" else "palette-classic"},
            "thresholds": {"mode": "absolute", "steps": self._steps()},
            "custom": drawn if self.kind == "timeseries" else {},
        }

    def _steps(self) -> list[Json]:
        if self.below:
            above = [("red", None), ("yellow", self.bad), ("green", self.warn)]
        else:
            above = [("green", None), ("yellow", self.warn), ("red", self.bad)]
        return [
            {"color": color, "value": value}
            for place, (color, value) in enumerate(above)
            if place == 0 or value is not None
        ]

    def _target(self, letter: str, query: Query) -> Json:
        once = self.kind != "timeseries"
        return {
            "refId": letter,
            "expr": query.expr,
            "legendFormat": query.legend or "__auto",
            "instant": once,
            "range": not once,
            "format": "table" if self.kind == "table" else "time_series",
        }


def lines(title: str, about: str, unit: str, *queries: tuple[str, str], **looks: Any) -> Panel:
    """How something went over time; each query is (PromQL, legend)."""
    return Panel(title, about, unit, [Query(*query) for query in queries], **looks)


def number(title: str, about: str, unit: str, expr: str, **looks: Any) -> Panel:
    """What something is now."""
    return Panel(title, about, unit, [Query(expr)], **{"kind": "stat", "width": 4, **looks})


def table(title: str, about: str, unit: str, expr: str, **looks: Any) -> Panel:
    """What each of several is now, a line for each."""
    return Panel(title, about, unit, [Query(expr)], **{"kind": "table", **looks})


@dataclass(frozen=True)
class Row:
    title: str
    panels: Sequence[Panel]


@dataclass(frozen=True)
class Variable:
    """A choice above the board: the values of a label, one, several or all of them."""

    name: str
    label: str
    values: str

    def to_json(self) -> Json:
        return {
            "name": self.name,
            "label": self.label,
            "type": "query",
            "datasource": DATASOURCE,
            "query": {"query": self.values, "refId": "values", "qryType": 1},
            "definition": self.values,
            "refresh": 2,
            "sort": 1,
            "multi": True,
            "includeAll": True,
            "allValue": ".*",
            "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        }


@dataclass(frozen=True)
class Board:
    name: str
    title: str
    about: str
    rows: Sequence[Row]
    variables: Sequence[Variable] = field(default_factory=tuple)

    def to_json(self) -> Json:
        return {
            "uid": f"headrace-{self.name}",
            "title": self.title,
            "description": self.about,
            "tags": ["headrace"],
            "schemaVersion": 39,
            "version": 1,
            "editable": True,
            "graphTooltip": 1,
            "refresh": "15s",
            "time": {"from": "now-1h", "to": "now"},
            "timezone": "browser",
            "links": [LINKS],
            "templating": {"list": [variable.to_json() for variable in self.variables]},
            "annotations": {"list": [FIRING]},
            "panels": list(_placed(self.rows)),
        }


def _placed(rows: Sequence[Row]) -> Iterator[Json]:
    """Panels stand side by side until the row is full, each row under its title."""
    number, y = 0, 0
    for row in rows:
        number += 1
        yield _heading(row.title, number, y)
        x, y, deepest = 0, y + 1, 0
        for panel in row.panels:
            if x + panel.width > COLUMNS or (x and HEIGHTS[panel.kind] != deepest):
                x, y = 0, y + deepest
            number, deepest = number + 1, HEIGHTS[panel.kind]
            yield panel.to_json(number, x, y)
            x += panel.width
        y += deepest


def _heading(title: str, number: int, y: int) -> Json:
    place = {"x": 0, "y": y, "w": COLUMNS, "h": 1}
    return {"id": number, "type": "row", "title": title, "collapsed": False, "gridPos": place, "panels": []}


LINKS = {
    "type": "dashboards",
    "title": "Headrace",
    "tags": ["headrace"],
    "asDropdown": True,
    "includeVars": False,
    "keepTime": True,
    "icon": "external link",
    "targetBlank": False,
    "tooltip": "",
    "url": "",
}
FIRING = {
    "name": "Alerts",
    "enable": True,
    "iconColor": "red",
    "datasource": DATASOURCE,
    "expr": 'ALERTS{alertstate="firing", severity="critical"}',
    "titleFormat": "{{alertname}} {{service}}",
    "step": "60s",
}
LAST_OF_EACH = [{"id": "organize", "options": {"excludeByName": {"Time": True, "__name__": True}}}]
OPTIONS: dict[str, Json] = {
    "timeseries": {
        "legend": {"displayMode": "table", "placement": "bottom", "showLegend": True, "calcs": ["lastNotNull", "max"]},
        "tooltip": {"mode": "multi", "sort": "desc"},
    },
    "stat": {
        "colorMode": "value",
        "graphMode": "none",
        "justifyMode": "auto",
        "textMode": "auto",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
    },
    "table": {"showHeader": True, "cellHeight": "sm"},
}
