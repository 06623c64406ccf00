import { Link } from "@tanstack/react-router";
import Table, { type ColumnType, type TableProps } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { idOf, localised, pick } from "../resources/record";
import type { Field, Resource } from "../resources/types";
import { isFigure, Value } from "./Value";

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
      title: fieldWord(t, firstName(rows, key)),
      align: rows.some((row) => isFigure(key, pick(row, key).value)) ? "right" : "left",
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
  const { key, value } = pick(row, field.key);
  const text = field.kind === "title" ? localised(row, key, i18n.language) : value;
  if (!first) return <Value name={key} value={text} kind={field.kind} />;
  return (
    <Link
      to="/$service/$resource/$id"
      params={{ service: resource.service, resource: resource.name, id: idOf(row, resource) }}
      className="record-link"
    >
      <Value name={key} value={text} kind={field.kind} linked={false} />
    </Link>
  );
}

/** Columns that no row fills are left out, so a service that says less shows a calmer table. */
export function shownFields(resource: Resource, rows: Row[]): Field[] {
  if (rows.length === 0) return resource.columns;
  return resource.columns.filter(
    (field, place) => place === 0 || rows.some((row) => hasValue(row, field.key)),
  );
}

const hasValue = (row: Row, key: string): boolean => {
  const { value } = pick(row, key);
  return value !== undefined && value !== null && value !== "";
};

const firstName = (rows: Row[], key: string): string =>
  pick(rows.find((row) => hasValue(row, key)) ?? {}, key).key;

/** Stock rows of one item differ by plant and lot only. */
const rowKeyOf = (row: Row, resource: Resource): string =>
  [idOf(row, resource), row.plant, row.lot].filter(Boolean).join("/");
