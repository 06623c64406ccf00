import { auto, code, state } from "./fields";
import type { Resource } from "./types";

const KEEPERS = ["finance", "auditor", "bank"];

export const finance: Resource[] = [
  {
    service: "finance",
    name: "invoices",
    prefix: "inv",
    columns: [
      code("number"),
      ...auto("kind", "supplier", "buyer", "amount"),
      state("state"),
      ...auto("issued_on", "due", "purchase_order", "order", "differences"),
    ],
    filters: [
      { key: "kind", options: ["supplier", "customer"] },
      { key: "state", options: ["received", "matched", "disputed", "open", "paid"] },
      { key: "supplier" },
      { key: "buyer" },
    ],
    next: "/srm/purchase-orders",
  },
  {
    service: "finance",
    name: "payables",
    prefix: "pay",
    columns: [
      code("number"),
      ...auto("debtor", "creditor", "amount"),
      state("state"),
      ...auto("due", "invoice", "purchase_order", "note"),
    ],
    filters: [{ key: "state", options: ["open", "confirmed", "covered", "paid"] }, { key: "creditor" }],
    readers: [...KEEPERS, "buyer", "supplier"],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "notes",
    prefix: "note",
    columns: [
      code("id"),
      ...auto("debtor", "holder", "amount"),
      state("state"),
      ...auto("maturity", "root", "parent", "payable"),
    ],
    filters: [
      { key: "state", options: ["offered", "live", "financed", "spent", "redeemed", "voided"] },
      { key: "holder" },
      { key: "root" },
    ],
    related: [{ to: "/finance/notes?root={root}", label: "related.note_tree" }],
    parts: [{ path: "finance/v1/notes/{root}/lineage", name: "lineage", fields: ["notes", "balance"] }],
    readers: [...KEEPERS, "supplier"],
    next: "/finance/payables",
  },
  {
    service: "finance",
    name: "payments",
    prefix: "pmt",
    columns: [code("id"), ...auto("customer", "seller", "amount", "paid_on", "invoice", "order")],
    filters: [{ key: "invoice" }, { key: "order" }],
    readers: ["finance", "auditor", "customer"],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "accounts",
    columns: [code("id"), ...auto("organisation", "kind", "debit", "credit")],
    filters: [{ key: "organisation" }],
    readers: KEEPERS,
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "journal-entries",
    columns: [code("id"), ...auto("number", "organisation", "value_date", "reason", "postings", "booked_at")],
    readers: KEEPERS,
    next: "/finance/accounts",
  },
];
