import notification from "antd/es/notification";
import i18next from "i18next";
import { Problem } from "../api/problem";

const SECONDS = 8;

/** Says what went wrong, the detail, and what the reader can do; the same problem is shown once. */
export function notifyProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : new Problem(-1, "");
  const title = problem.title || i18next.t(problem.status === 0 ? "problem.offline" : "problem.unknown");
  notification.error({
    key: `${problem.status} ${title} ${problem.detail}`,
    title,
    placement: "bottomRight",
    duration: SECONDS,
    description: <ProblemText problem={problem} />,
  });
}

function ProblemText({ problem }: { problem: Problem }) {
  return (
    <>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ where, message }) => (
            <li key={`${where} ${message}`}>{[where, message].filter(Boolean).join(": ")}</li>
          ))}
        </ul>
      )}
      <p>{whatToDo(problem.status)}</p>
      {problem.traceId && (
        <small>
          {i18next.t("problem.trace")} <code>{problem.traceId}</code>
        </small>
      )}
    </>
  );
}

export function whatToDo(status: number): string {
  const general = status >= 500 ? "problem.do.500" : "problem.do.other";
  return i18next.t([`problem.do.${status}`, general]);
}
