import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const finance: Resource[] = [
  {
    service: "finance",
    name: "invoices",
    may: "finance.invoice.read",
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
  },
  {
    service: "finance",
    name: "credit-notes",
    may: "finance.credit-note.read",
    prefix: "crn",
    columns: [
      code("number"),
      ...auto("supplier", "buyer", "amount", "issued_on", "invoice", "purchase_order", "payable", "reason"),
    ],
    filters: [{ key: "supplier" }, { key: "invoice" }],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "payables",
    may: "finance.payable.read",
    prefix: "pay",
    columns: [
      code("number"),
      ...auto("debtor", "creditor", "amount", "outstanding"),
      state("state"),
      ...auto("due", "invoice", "purchase_order", "note"),
    ],
    filters: [{ key: "state", options: ["open", "confirmed", "covered", "paid"] }, { key: "creditor" }],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "notes",
    may: "finance.note.read",
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
    parts: [
      {
        path: "finance/v1/notes/{root}/lineage",
        may: "finance.note.read",
        name: "lineage",
        fields: ["notes", "balance"],
      },
    ],
    next: "/finance/payables",
  },
  {
    service: "finance",
    name: "note-offers",
    may: "finance.note-offer.read",
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
    next: "/finance/notes",
  },
  {
    service: "finance",
    name: "payments",
    may: "finance.payment.read",
    prefix: "pmt",
    columns: [code("id"), ...auto("customer", "seller", "amount", "paid_on", "invoice", "order")],
    filters: [{ key: "invoice" }, { key: "order" }],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "accounts",
    may: "finance.ledger.read",
    columns: [code("id"), ...auto("organisation", "kind", "debit", "credit")],
    filters: [{ key: "organisation" }],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "journal-entries",
    may: "finance.ledger.read",
    columns: [code("id"), ...auto("number", "organisation", "value_date", "reason", "postings", "booked_at")],
    next: "/finance/accounts",
  },
];
