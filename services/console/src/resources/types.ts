export type FieldKind = "auto" | "title" | "code" | "state" | "percent" | "number";

export interface Field {
  /** A key of the record; "number|id" takes the first that has a value. */
  key: string;
  kind?: FieldKind;
}

export interface Filter {
  key: string;
  /** Fixed choices, shown by their translated state; without them the reader types a text. */
  options?: string[];
}

export interface Related {
  /** The page to open; `{order}` stands for that field of the record. */
  to: string;
  /** Translation key of the link's words. */
  label: string;
}

export interface Resource {
  service: string;
  /** Last part of the page's and the API's path, such as "purchase-orders". */
  name: string;
  /** The field that names one record, after `id`; other records refer to it by the same word. */
  noun: string;
  columns: Field[];
  filters?: Filter[];
  details?: Field[];
  related?: Related[];
  /** Where the reader goes when the list is empty. */
  next?: string;
  /** A list of records, one document without an id, or the trace page. */
  shape?: "list" | "document" | "trace";
}
