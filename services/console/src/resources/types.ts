export type FieldKind = "auto" | "title" | "code" | "state";

export interface Field {
  key: string;
  kind?: FieldKind;
}

export interface Filter {
  key: string;
  /** Fixed choices, shown by their translated state; without them the reader types the whole code. */
  options?: string[];
}

export interface Related {
  /** The page to open; `{order}` stands for that field of the record. */
  to: string;
  /** Translation key of the link's words. */
  label: string;
}

export interface Part {
  /** What is read beside the record and shown below it, such as "mrp/v1/pegs?order={id}". */
  path: string;
  /** Its heading, a word of the fields. */
  name: string;
  /** What of it is shown, in this order; all when not given. */
  fields?: string[];
  /** A name under which the reader may save the answer. */
  file?: string;
  /** The permission that reading it takes. */
  may: string;
}

export interface Resource {
  service: string;
  /** Last part of the page's and the API's path, such as "purchase-orders". */
  name: string;
  /** The field by which other records name one of these, where people give its code. */
  noun?: string;
  /** How its ids begin: "po" for "po_01hz…". */
  prefix?: string;
  /** The field that names a record; `id` when not given. */
  id?: string;
  /** The API's collection of single records, where it's another than `name`; null when there are none. */
  records?: string | null;
  columns: Field[];
  filters?: Filter[];
  details?: Field[];
  related?: Related[];
  parts?: Part[];
  /** The permission that reading it takes. */
  may: string;
  /** Where the reader goes when the list is empty. */
  next?: string;
  /** A list of records, one document without an id, or the trace page. */
  shape?: "list" | "document" | "trace";
}
