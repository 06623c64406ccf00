import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Button from "antd/es/button";
import Input from "antd/es/input";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { topicOf } from "../../api/live";
import { traceOf } from "../../api/trace";
import { useLiveRefresh } from "../../api/useLive";
import type { Search } from "../../app/router";
import { Failed } from "../../components/Failed";
import { LinesTable } from "../../components/LinesTable";
import { Loading } from "../../components/Loading";
import { PageHead } from "../../components/PageHead";
import type { Row } from "../../format/values";
import { TraceTree } from "./TraceTree";
import "../../styles/trace.css";

const REFRESH_MS = 2000;

export default function TracePage() {
  const { t } = useTranslation();
  const { code = "" } = useSearch({ strict: false }) as Search;
  return (
    <>
      <PageHead title={t("resources.traceability.trace")} note={t("services.traceability")} />
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
    void navigate({ to: ".", search: { code: text.trim() } });
  };
  return (
    <form className="filters" onSubmit={submit}>
      <label htmlFor="trace-code">
        <span>{t("trace.code")}</span>
        <Input id="trace-code" value={text} onChange={(typed) => setText(typed.target.value)} allowClear />
      </label>
      <Button type="primary" htmlType="submit" disabled={text.trim() === ""}>
        {t("trace.ask")}
      </Button>
    </form>
  );
}

function TraceAnswer({ code }: { code: string }) {
  const { t } = useTranslation();
  const path = `traceability/v1/trace/${encodeURIComponent(code)}`;
  useLiveRefresh(topicOf("traceability"), ["trace", code], REFRESH_MS);
  const answer = useQuery({
    queryKey: ["trace", code],
    queryFn: ({ signal }) => call<Row>(path, { signal }),
  });
  if (answer.isError) return <Failed error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading />;
  const trace = traceOf(answer.data, code);
  return (
    <>
      <div className="trace">
        <TraceTree title={t("trace.backward")} none={t("trace.no_origin")} nodes={trace.backward} />
        <TraceTree title={t("trace.forward")} none={t("trace.no_use")} nodes={trace.forward} />
      </div>
      {trace.proofs.length > 0 && (
        <section>
          <h2>{t("trace.proofs")}</h2>
          <LinesTable rows={trace.proofs} name={t("trace.proofs")} />
        </section>
      )}
    </>
  );
}
