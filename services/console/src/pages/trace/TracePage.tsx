import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import Button from "antd/es/button";
import Input from "antd/es/input";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { topicOf } from "../../api/live";
import { Problem } from "../../api/problem";
import { branchesOf, partsOf, type Trace } from "../../api/trace";
import { useLiveRefresh } from "../../api/useLive";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PageHead } from "../../components/PageHead";
import { targetOf } from "../../components/PathLink";
import { valueWord } from "../../i18n/words";
import { shortId, traceOf } from "../../resources/references";
import { BlockedStock } from "./BlockedStock";
import { Proofs } from "./Proofs";
import { NodeName, TraceTree } from "./TraceTree";
import "../../styles/trace.css";

const REFRESH_MS = 2000;

export default function TracePage({ code }: { code: string }) {
  const { t } = useTranslation();
  const { kind, name } = partsOf(code);
  const title = code ? `${valueWord(t, "node", kind)} ${shortId(name)}` : t("resources.traceability.trace");
  return (
    <>
      <PageHead title={title} note={code ? t("resources.traceability.trace") : t("services.traceability")} />
      <CodeForm code={code} />
      {code ? <TraceAnswer code={code} /> : <p className="blank">{t("trace.hint")}</p>}
    </>
  );
}

function CodeForm({ code }: { code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(code);
  useEffect(() => setText(code), [code]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate(targetOf(traceOf(text.trim())));
  };
  return (
    <form className="filters" onSubmit={submit}>
      <label htmlFor="trace-code" className="wide">
        <span>{t("trace.code")}</span>
        <Input
          id="trace-code"
          value={text}
          placeholder="serial:… · lot:… · (01)…(21)…"
          onChange={(typed) => setText(typed.target.value)}
          allowClear
        />
      </label>
      <Button type="primary" htmlType="submit" disabled={text.trim() === ""}>
        {t("trace.ask")}
      </Button>
    </form>
  );
}

/** A number alone may be several things: the reader says which. */
function Which({ candidates }: { candidates: string[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <p className="lead">{t("trace.which")}</p>
      <ul className="tree">
        {candidates.map((code) => (
          <li key={code}>
            <NodeName code={code} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TraceAnswer({ code }: { code: string }) {
  const { t } = useTranslation();
  useLiveRefresh(topicOf("traceability"), ["trace", code], REFRESH_MS);
  const answer = useQuery({
    queryKey: ["trace", code],
    queryFn: ({ signal }) => call<Trace>(`traceability/v1/trace/${encodeURIComponent(code)}`, { signal }),
  });
  if (answer.error instanceof Problem && answer.error.candidates.length > 0) {
    return <Which candidates={answer.error.candidates} />;
  }
  if (answer.isError) return <Failed error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading />;
  const trace = answer.data;
  return (
    <>
      {trace.blocked.length > 0 && <BlockedStock blocked={trace.blocked} />}
      {trace.edges.some(({ certainty }) => certainty === "possible") && (
        <p className="lead">{t("trace.possible_means")}</p>
      )}
      <div className="trace">
        <TraceTree
          title={t("trace.backward")}
          none={t("trace.no_origin")}
          branches={branchesOf(trace, "back")}
        />
        <TraceTree
          title={t("trace.forward")}
          none={t("trace.no_use")}
          branches={branchesOf(trace, "forward")}
        />
      </div>
      {trace.proofs.length > 0 && <Proofs proofs={trace.proofs} />}
    </>
  );
}
