export interface FieldError {
  message: string;
  where: string;
}

/** What a service answers when it refuses (RFC 9457), or what the page makes of silence (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = "",
    readonly traceId = "",
    readonly errors: FieldError[] = [],
    /** The codes of what may be meant, where a name stands for several things. */
    readonly candidates: string[] = [],
  ) {
    super(title);
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = await bodyOf(response);
  const text = (key: string) => (typeof body[key] === "string" ? (body[key] as string) : "");
  const title = text("title") || response.statusText || String(response.status);
  const errors = Array.isArray(body.errors) ? body.errors.map(fieldErrorOf) : [];
  const candidates = Array.isArray(body.candidates) ? body.candidates.map((one) => String(one?.code)) : [];
  return new Problem(response.status, title, text("detail"), text("trace_id"), errors, candidates);
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function fieldErrorOf(error: unknown): FieldError {
  if (typeof error !== "object" || error === null) return { where: "", message: String(error) };
  const fields = error as Record<string, unknown>;
  const where = fields.pointer ?? fields.field ?? fields.loc ?? "";
  return {
    where: Array.isArray(where) ? where.join(".") : String(where),
    message: String(fields.detail ?? fields.message ?? fields.msg ?? ""),
  };
}
