import { expect, test } from "vitest";
import { traceOf } from "../src/api/trace";
import { matchingRows } from "../src/components/matching";
import { plainState } from "../src/components/StateTag";
import { sortRows } from "../src/components/sorting";
import { findResource } from "../src/resources";
import { fillPath, idOf, pick, recordPathOf } from "../src/resources/record";
import { referenceOf } from "../src/resources/references";
import type { Resource } from "../src/resources/types";

const workOrders = findResource("mes", "work-orders") as Resource;

test("the first alternative with a value is shown under its own name", () => {
  expect(pick({ number: "", id: "wo_1" }, "number|id")).toEqual({ key: "id", value: "wo_1" });
  expect(idOf({ work_order: "wo_1" }, workOrders)).toBe("wo_1");
});

test("a field that names a record opens it, another opens nothing", () => {
  expect(referenceOf("purchase_order", "po/7")).toBe("/srm/purchase-orders/po%2F7");
  expect(referenceOf("component", "BK-1")).toBe("/product/items/BK-1");
  expect(referenceOf("serial", "SN 1")).toBe("/traceability/trace?code=SN%201");
  expect(referenceOf("carrier", "Canal Freight")).toBeNull();
});

test("a journey link is read as a record only when it names one", () => {
  expect(recordPathOf("/mes/work-orders/wo%201")).toEqual({ resource: workOrders, id: "wo 1" });
  expect(recordPathOf("/mes/work-orders")).toBeNull();
  expect(recordPathOf("/traceability/trace?code=SN-1")).toBeNull();
  expect(recordPathOf("/unknown/things/1")).toBeNull();
});

test("a related link is left out when the record lacks its field", () => {
  expect(fillPath("/finance/notes?root={root}", { root: "n 1" })).toBe("/finance/notes?root=n%201");
  expect(fillPath("/finance/notes?root={root}", {})).toBeNull();
});

test("filters look into the lines of a record and pass fields that are not shown", () => {
  const rows = [
    { id: "a", status: "released", pegs: [{ order: "ord_1" }] },
    { id: "b", status: "closed", pegs: [{ order: "ord_2" }] },
  ];
  expect(matchingRows(rows, workOrders, { status: "released" })).toEqual([rows[0]]);
  expect(matchingRows(rows, workOrders, { order: "ord_2" })).toEqual([rows[1]]);
  expect(matchingRows(rows, workOrders, { shift: "night" })).toEqual(rows);
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

test("a trace is read both ways from edges, and a ring ends", () => {
  const edges = [
    { source: "lot", target: "serial" },
    { source: "serial", target: "shipment" },
    { source: "shipment", target: "lot" },
  ];
  const trace = traceOf({ edges, nodes: [{ id: "lot", item: "tube" }] }, "serial");
  expect(trace.backward[0]).toMatchObject({ code: "lot", facts: { item: "tube" } });
  expect(trace.forward[0]?.children[0]?.children[0]).toMatchObject({ code: "serial", children: [] });
});

test("a trace is read from nested nodes", () => {
  const trace = traceOf(
    { backward: [{ code: "lot", children: [{ code: "melt" }] }], proofs: [{ index: 1 }] },
    "serial",
  );
  expect(trace.backward[0]?.children[0]?.code).toBe("melt");
  expect(trace.proofs).toEqual([{ index: 1 }]);
});
