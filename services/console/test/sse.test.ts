import { expect, test } from "vitest";
import { EventStreamParser } from "../src/api/sse";

const text =
  ': heartbeat\n\nid: 7\nevent: headrace.orders.v1.OrderPlaced\ndata: {"a":\ndata: 1}\n\nid: 8\r\ndata: two\r\n\r\nevent: resync\n\n';

const messages = [
  { id: "7", event: "headrace.orders.v1.OrderPlaced", data: '{"a":\n1}' },
  { id: "8", event: "message", data: "two" },
  { id: "8", event: "resync", data: "" },
];

test("messages are read whole", () => {
  expect(new EventStreamParser().push(text)).toEqual(messages);
});

test("messages are the same wherever the network cuts the text", () => {
  for (let size = 1; size < text.length; size++) {
    const parser = new EventStreamParser();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(messages);
  }
});

test("an unfinished message is not given out", () => {
  expect(new EventStreamParser().push("id: 1\ndata: x\n")).toEqual([]);
});
