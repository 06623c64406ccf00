export interface Message {
  id: string;
  event: string;
  data: string;
}

/** Reads the text/event-stream format in whatever pieces the network cuts it; comments are dropped. */
export class EventStreamParser {
  private rest = "";
  private id = "";
  private event = "";
  private data: string[] = [];

  push(chunk: string): Message[] {
    const text = this.rest + chunk;
    // A lone CR at the end may be half of a CRLF: it waits for the next piece.
    const usable = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, usable).split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? "") + text.slice(usable);
    return lines.flatMap((line) => this.take(line) ?? []);
  }

  private take(line: string): Message | null {
    if (line === "") return this.dispatch();
    if (line.startsWith(":")) return null;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.data.push(value);
    if (field === "event") this.event = value;
    if (field === "id" && !value.includes("\0")) this.id = value;
    return null;
  }

  private dispatch(): Message | null {
    const message = { id: this.id, event: this.event || "message", data: this.data.join("\n") };
    const empty = this.data.length === 0 && this.event === "";
    this.event = "";
    this.data = [];
    return empty ? null : message;
  }
}
