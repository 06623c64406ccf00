import { expect, test } from "vitest";
import { branchesOf, type Edge, partsOf, type Trace } from "../src/api/trace";
import { plainState } from "../src/components/StateTag";
import { sortRows } from "../src/components/sorting";
import { findResource } from "../src/resources";
import { fillPath, idOf, listedPathOf, nameOf, recordPathOf } from "../src/resources/record";
import { referenceOf, shortId } from "../src/resources/references";
import type { Resource } from "../src/resources/types";

const workOrders = findResource("mes", "work-orders") as Resource;
const stock = findResource("logistics", "stock") as Resource;
const ORDER = "ord_01m7z21ynvsrkt0qv2ngp5trr9";

test("a record is named by its number and opened by its id", () => {
  expect(nameOf({ number: "WO-7", id: "wo_1" }, workOrders)).toBe("WO-7");
  expect(nameOf({ number: "", id: "wo_1" }, workOrders)).toBe("wo_1");
  expect(idOf({ lot: "L-1", item: "BK-1" }, stock)).toBe("L-1");
});

test("a field that names a record opens it, another opens nothing", () => {
  expect(referenceOf("became", ORDER)).toBe(`/orders/orders/${ORDER}`);
  expect(referenceOf("reference", `${ORDER}/1`)).toBe(`/orders/orders/${ORDER}`);
  expect(referenceOf("component", "BK/1")).toBe("/product/items/BK%2F1");
  expect(referenceOf("serial", "SN 1")).toBe("/traceability/trace/serial%3ASN%201");
  expect(referenceOf("from", "lot:L-1")).toBe("/traceability/trace/lot%3AL-1");
  expect(referenceOf("order", "SO-000001")).toBeNull();
  expect(referenceOf("carrier", "Canal Freight")).toBeNull();
});

test("an id that was drawn is shown short, a code is shown whole", () => {
  expect(shortId(ORDER)).toBe("ord…p5trr9");
  expect(shortId(`${ORDER}/1`)).toBe("ord…p5trr9/1");
  expect(shortId("PO-000002-1-casting-house")).toBe("PO-000002-1-casting-house");
});

test("a journey link is read as a record only when it names one", () => {
  expect(recordPathOf("/mes/work-orders/wo%201")).toEqual({ resource: workOrders, id: "wo 1" });
  expect(recordPathOf("/mes/work-orders")).toBeNull();
  expect(recordPathOf("/unknown/things/1")).toBeNull();
  expect(listedPathOf("/mes/work-orders/wo_1")).not.toBeNull();
  expect(listedPathOf("/traceability/trace/serial:SN-1")).toBeNull();
});

test("a related link is left out when the record lacks its field", () => {
  expect(fillPath("/finance/notes?root={root}", { root: "n 1" })).toBe("/finance/notes?root=n%201");
  expect(fillPath("/finance/notes?root={root}", {})).toBeNull();
});

test("quantities are sorted as numbers and a minus turns the order", () => {
  const rows = [10, 9, 100].map((value) => ({ quantity: { value: String(value), unit: "pcs" } }));
  expect(sortRows(rows, "quantity").map((row) => row.quantity)).toEqual(
    [rows[1], rows[0], rows[2]].map((row) => row?.quantity),
  );
  expect(sortRows(rows, "-quantity")[0]).toBe(rows[2]);
});

test("states are plain whether from a record or straight from an event", () => {
  expect(plainState("MACHINE_STATE_RUN")).toBe("run");
  expect(plainState("in_progress")).toBe("in_progress");
});

test("a trace is read both ways from its edges, and a ring ends", () => {
  const edges = [
    { source: "lot:a", target: "serial:b", certainty: "possible", ended_at: null },
    { source: "serial:b", target: "shipment:c", certainty: "recorded", ended_at: null },
    { source: "shipment:c", target: "lot:a", certainty: "recorded", ended_at: null },
  ] satisfies Edge[];
  const trace: Trace = { code: "serial:b", nodes: [], edges, proofs: [], blocked: [] };
  expect(branchesOf(trace, "back")[0]).toMatchObject({ code: "lot:a", edge: edges[0] });
  expect(branchesOf(trace, "forward")[0]?.branches[0]?.branches[0]).toMatchObject({
    code: "serial:b",
    branches: [],
  });
});

test("the kind of a thing stands before its name, which may have colons too", () => {
  expect(partsOf("lot:2026:7")).toEqual({ kind: "lot", name: "2026:7", item: "", maker: "" });
});

test("a whole code says number, item and maker, whatever signs they have", () => {
  expect(partsOf("lot:50%25?item=A%26B&maker=s1")).toEqual({
    kind: "lot",
    name: "50%",
    item: "A&B",
    maker: "s1",
  });
  expect(partsOf("lot:50%25?")).toEqual({ kind: "lot", name: "50%", item: "", maker: "" });
});

test("a lot in tens of thousands of things is read in one pass", () => {
  const edges: Edge[] = Array.from({ length: 50_000 }, (_, n) => ({
    source: "lot:a",
    target: `serial:${n}`,
    certainty: "possible",
    ended_at: null,
  }));
  const branches = branchesOf({ code: "lot:a", nodes: [], edges, proofs: [], blocked: [] }, "forward");
  expect(branches).toHaveLength(50_000);
});
