import { apiUrl } from "./client";
import { EventStreamParser, type Message } from "./sse";
import { authorization, currentToken } from "./token";

export interface LiveEvent {
  id: string;
  type: string;
  source: string;
  subject?: string;
  time: string;
  data: Record<string, unknown>;
}

export interface Listener {
  topics: string[];
  onEvent: (event: LiveEvent) => void;
  /** Events may have been missed: what is shown must be read again. */
  onResync: () => void;
}

const RETRY_MS = [500, 1000, 2000, 5000, 10000];

/** The page's one stream: its topics are those of all listeners together. */
class LiveStream {
  private listeners = new Set<Listener>();
  private statusListeners = new Set<() => void>();
  private running: AbortController | null = null;
  private topics = "";
  private lastId = "";
  private scheduled = false;
  connected = false;

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    this.schedule();
    return () => {
      this.listeners.delete(listener);
      this.schedule();
    };
  }

  readonly watchStatus = (changed: () => void): (() => void) => {
    this.statusListeners.add(changed);
    return () => this.statusListeners.delete(changed);
  };

  readonly isConnected = (): boolean => this.connected;

  /** A page change drops and adds listeners in one go: the stream is reopened once, after both. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.scheduled = false;
      this.reopen();
    }, 0);
  }

  private reopen(): void {
    const topics = [...new Set([...this.listeners].flatMap((listener) => listener.topics))].sort().join(",");
    if (topics === this.topics && this.running) return;
    this.running?.abort();
    this.running = null;
    this.topics = topics;
    this.lastId = "";
    if (topics === "" || !currentToken()) {
      this.setConnected(false);
      return;
    }
    this.running = new AbortController();
    void this.run(topics, this.running.signal);
  }

  private async run(topics: string, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const opened = await this.readOnce(topics, signal).catch(() => false);
      if (signal.aborted) return;
      this.setConnected(false);
      if (opened) attempt = 0;
      await pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 0, signal);
    }
  }

  private async readOnce(topics: string, signal: AbortSignal): Promise<boolean> {
    const url = apiUrl("stream");
    url.searchParams.set("topics", topics);
    const headers = { Accept: "text/event-stream", ...authorization(), ...this.resumeHeader() };
    const response = await fetch(url, { headers, signal, cache: "no-store" });
    if (!response.ok || !response.body) return false;
    this.setConnected(true);
    if (this.lastId === "") this.resync();
    await this.readAll(response.body, signal);
    return true;
  }

  private async readAll(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      for (const message of parser.push(decoder.decode(value, { stream: true }))) this.deliver(message);
    }
  }

  private deliver(message: Message): void {
    if (message.id) this.lastId = message.id;
    // A message that cannot be read is an event missed, as after a resync.
    const event = message.event === "resync" ? null : parseEvent(message.data);
    if (!event) {
      this.resync();
      return;
    }
    for (const listener of this.listeners) {
      if (listener.topics.some((topic) => event.type.startsWith(`${topic}.`))) listener.onEvent(event);
    }
  }

  private resync(): void {
    for (const listener of this.listeners) listener.onResync();
  }

  private resumeHeader(): Record<string, string> {
    return this.lastId ? { "Last-Event-ID": this.lastId } : {};
  }

  private setConnected(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    for (const changed of this.statusListeners) changed();
  }
}

function parseEvent(data: string): LiveEvent | null {
  try {
    return JSON.parse(data) as LiveEvent;
  } catch {
    return null;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export const live = new LiveStream();

export const topicOf = (service: string): string => `headrace.${service.replaceAll("-", "_")}.v1`;

export const serviceOfType = (type: string): string => (type.split(".")[1] ?? "").replaceAll("_", "-");

export const nameOfType = (type: string): string => type.split(".").at(-1) ?? type;
