import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { journeyQuery, journeysQuery } from "../../api/journeys";
import { topicOf } from "../../api/live";
import { useLiveRefresh } from "../../api/useLive";
import type { Search } from "../../app/router";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Audit } from "./Audit";
import { JourneyHead } from "./JourneyHead";
import { RecordDrawer } from "./RecordDrawer";
import { ServiceStrip } from "./ServiceStrip";
import { Timeline } from "./Timeline";
import "../../styles/journey.css";

const REFRESH_MS = 300;

export function JourneyPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const setSearch = (change: Search) =>
    void navigate({ to: "/journey", search: { ...search, ...change }, resetScroll: false });
  useLiveRefresh(topicOf("control-tower"), ["journeys"], REFRESH_MS);
  const journeys = useQuery(journeysQuery);
  const id = search.journey ?? journeys.data?.items[0]?.id;
  const journey = useQuery(journeyQuery(id));
  const broken = [journeys, journey].find((query) => query.isError && !query.data);
  if (broken) return <Failed error={broken.error} retry={() => void broken.refetch()} />;
  if (journeys.data && id === undefined) return <Waiting />;
  if (!journey.data) return <Loading />;
  const { steps, audit, state } = journey.data;
  const shown = search.service ? steps.filter((step) => step.service === search.service) : steps;
  return (
    <div className="journey">
      <JourneyHead
        journey={journey.data}
        others={journeys.data?.items ?? []}
        onChoose={(journey) => setSearch({ journey, service: "", open: "" })}
      />
      <ServiceStrip
        steps={steps}
        chosen={search.service ?? ""}
        running={state === "running"}
        onChoose={(service) => setSearch({ service })}
      />
      <Timeline
        steps={shown}
        running={state === "running" && !search.service}
        onOpen={(open) => setSearch({ open })}
      />
      {audit ? <Audit audit={audit} /> : <p className="audit-later">{t("journey.audit_later")}</p>}
      <RecordDrawer link={search.open ?? ""} onClose={() => setSearch({ open: "" })} />
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <section className="blank">
      <h1>{t("journey.none")}</h1>
      <p>{t("journey.none_hint")}</p>
      <pre>make demo</pre>
    </section>
  );
}
