import { auto, code, state, title } from "./fields";
import type { Resource } from "./types";

export const finance: Resource[] = [
  {
    service: "finance",
    name: "invoices",
    noun: "invoice",
    columns: [
      code("number|invoice|id"),
      ...auto("kind", "buyer|customer", "supplier", "purchase_order|order", "amount"),
      state(),
      ...auto("due", "differences"),
    ],
    filters: [{ key: "state", options: ["received", "matched", "disputed", "paid"] }, { key: "supplier" }],
    next: "/srm/purchase-orders",
  },
  {
    service: "finance",
    name: "payables",
    noun: "payable",
    columns: [
      code("payable|id"),
      ...auto("debtor", "creditor", "amount"),
      state(),
      ...auto("due", "invoice"),
    ],
    filters: [{ key: "state", options: ["open", "confirmed", "covered", "paid"] }],
    next: "/finance/invoices",
  },
  {
    service: "finance",
    name: "notes",
    noun: "note",
    columns: [
      code("note|id"),
      ...auto("root", "debtor", "holder", "amount"),
      state(),
      ...auto("maturity|due", "payable"),
    ],
    filters: [
      { key: "state", options: ["offered", "live", "financed", "spent", "redeemed", "voided"] },
      { key: "holder" },
    ],
    related: [{ to: "/finance/notes?root={root}", label: "related.note_tree" }],
    next: "/finance/payables",
  },
  {
    service: "finance",
    name: "accounts",
    noun: "account",
    columns: [
      code("code|account|id"),
      title("name"),
      ...auto("organisation|owner", "kind", "debit", "credit", "balance"),
    ],
    filters: [{ key: "organisation" }],
    next: "/finance/invoices",
  },
];
