import { Link } from "@tanstack/react-router";
import Table, { type ColumnType, type TableProps } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { idOf, localised } from "../resources/record";
import type { Field, Resource } from "../resources/types";
import { isEmpty, isFigure, Value } from "./Value";

interface Props {
  resource: Resource;
  rows: Row[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  loading: boolean;
}

const VIRTUAL_FROM = 300;

export function RecordTable({ resource, rows, sort, onSort, loading }: Props) {
  const { t } = useTranslation();
  const fields = shownFields(resource, rows);
  const columns = fields.map((field, place): ColumnType<Row> => {
    const key = field.key;
    return {
      key,
      title: fieldWord(t, key),
      align: rows.some((row) => isFigure(key, row[key])) ? "right" : "left",
      sorter: true,
      sortOrder: sort === key ? "ascend" : sort === `-${key}` ? "descend" : null,
      render: (_, row) => <Cell field={field} row={row} resource={resource} first={place === 0} />,
    };
  });
  const change: TableProps<Row>["onChange"] = (_page, _filters, sorter) => {
    const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
    onSort(order ? `${order === "descend" ? "-" : ""}${String(columnKey)}` : undefined);
  };
  const many = rows.length > VIRTUAL_FROM;
  return (
    <Table<Row>
      className="records"
      size="small"
      sticky
      rowKey={(row) => rowKeyOf(row, resource)}
      columns={columns}
      dataSource={rows}
      onChange={change}
      loading={loading}
      pagination={false}
      showSorterTooltip={false}
      virtual={many}
      scroll={many ? { x: fields.length * 140, y: window.innerHeight - 260 } : { x: "max-content" }}
    />
  );
}

export function Cell({
  field,
  row,
  resource,
  first,
}: {
  field: Field;
  row: Row;
  resource: Resource;
  first: boolean;
}) {
  const { i18n } = useTranslation();
  const { key, kind } = field;
  const text = kind === "title" ? localised(row, key, i18n.language) : row[key];
  if (!first || resource.records === null) return <Value name={key} value={text} kind={kind} />;
  return (
    <Link
      to="/$service/$resource/$id"
      params={{ service: resource.service, resource: resource.name, id: idOf(row, resource) }}
      className="record-link"
    >
      <Value name={key} value={text} kind={kind} linked={false} />
    </Link>
  );
}

/** Columns that no row fills are left out, so a service that says less shows a calmer table. */
export function shownFields(resource: Resource, rows: Row[]): Field[] {
  if (rows.length === 0) return resource.columns;
  return resource.columns.filter(
    (field, place) => place === 0 || rows.some((row) => !isEmpty(row[field.key])),
  );
}

/** A lot may stand in several plants and hold several items. */
export const rowKeyOf = (row: Row, resource: Resource): string =>
  [idOf(row, resource), row.plant, row.item].filter(Boolean).join("/");
