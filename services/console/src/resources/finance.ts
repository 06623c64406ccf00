import { auto, code, state } from "./fields";
import type { Resource } from "./types";

const KEEPERS = ["finance", "auditor", "bank"];
const BOOKKEEPERS = [...KEEPERS, "platform-operator"];

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
      { key: "state", options: ["received", "matched", "disputed", "withdrawn", "refused", "open", "paid"] },
      { key: "supplier" },
      { key: "buyer" },
    ],
    next: "/srm/purchase-orders",
    readers: [...KEEPERS, "buyer", "supplier", "customer"],
  },
  {
    service: "finance",
    name: "credit-notes",
    prefix: "crn",
    columns: [
      code("number"),
      ...auto("supplier", "buyer", "amount", "issued_on", "invoice", "purchase_order", "payable", "reason"),
    ],
    filters: [{ key: "supplier" }, { key: "invoice" }],
    readers: [...KEEPERS, "buyer", "supplier"],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "payables",
    prefix: "pay",
    columns: [
      code("number"),
      ...auto("debtor", "creditor", "amount", "outstanding"),
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
    related: [
      { to: "/finance/notes?root={root}", label: "related.note_tree" },
      { to: "/finance/note-offers?note={id}", label: "related.note_offers" },
    ],
    parts: [{ path: "finance/v1/notes/{root}/lineage", name: "lineage", fields: ["notes", "balance"] }],
    readers: [...KEEPERS, "supplier"],
    next: "/finance/payables",
  },
  {
    service: "finance",
    name: "note-offers",
    prefix: "off",
    columns: [
      code("id"),
      ...auto("kind", "holder", "to", "debtor", "amount"),
      state("state"),
      ...auto("maturity", "highest_rate", "yearly_rate", "note", "payable", "reference", "successor"),
    ],
    filters: [
      { key: "kind", options: ["payment", "sale"] },
      { key: "state", options: ["offered", "accepted", "declined", "withdrawn", "lapsed"] },
      { key: "note" },
      { key: "to" },
    ],
    related: [{ to: "/finance/notes?root={root}", label: "related.note_tree" }],
    readers: [...KEEPERS, "supplier"],
    next: "/finance/notes",
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
    readers: BOOKKEEPERS,
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "journal-entries",
    columns: [code("id"), ...auto("number", "organisation", "value_date", "reason", "postings", "booked_at")],
    readers: BOOKKEEPERS,
    next: "/finance/accounts",
  },
];
