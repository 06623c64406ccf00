import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { journeysQuery } from "../api/journeys";
import { type LiveEvent, nameOfType, serviceOfType, topicOf } from "../api/live";
import { useLiveEvents } from "../api/useLive";
import { pagesFor, servicesOf } from "../app/roles";
import { useUser } from "../app/useUser";
import { PageHead } from "../components/PageHead";
import { StateTag } from "../components/StateTag";
import { formatTime } from "../format/format";
import { eventWord, positionOf, serviceWord } from "../i18n/words";
import type { Resource } from "../resources/types";
import "../styles/home.css";

const KEPT_EVENTS = 40;

export function Home() {
  const { t } = useTranslation();
  const user = useUser();
  const pages = pagesFor(user);
  const services = servicesOf(pages);
  return (
    <>
      <PageHead title={t("home.welcome", { name: positionOf(t, user) })} note={user.organisation_name} />
      <div className="home">
        <div className="home-services">
          {services.map((service) => (
            <section key={service}>
              <h2>{t(`services.${service}`)}</h2>
              <p>{t(`purpose.${service}`)}</p>
              <PageLinks pages={pages.filter((page) => page.service === service)} />
            </section>
          ))}
        </div>
        <div className="home-side">
          <LatestJourney />
          <NewestEvents services={services} />
        </div>
      </div>
    </>
  );
}

function PageLinks({ pages }: { pages: Resource[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {pages.map(({ service, name }) => (
        <li key={name}>
          <Link to="/$service/$resource" params={{ service, resource: name }}>
            {t(`resources.${service}.${name}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function LatestJourney() {
  const { t } = useTranslation();
  const latest = useQuery(journeysQuery).data?.items[0];
  return (
    <section>
      <h2>{t("journey.title")}</h2>
      {latest && (
        <p>
          {t("journey.world", latest)} <StateTag value={latest.state} />
        </p>
      )}
      <Link to="/journey" className="go">
        {t("home.see_journey")}
      </Link>
    </section>
  );
}

function NewestEvents({ services }: { services: string[] }) {
  const { t, i18n } = useTranslation();
  const [events, setEvents] = useState<LiveEvent[]>([]);
  useLiveEvents(services.map(topicOf), (event) =>
    setEvents((kept) => [event, ...kept].slice(0, KEPT_EVENTS)),
  );
  return (
    <section>
      <h2>{t("home.newest")}</h2>
      {events.length === 0 && <p>{t("home.no_events")}</p>}
      <ol className="events">
        {events.map((event) => (
          <li key={event.id}>
            <span>{serviceWord(t, serviceOfType(event.type))}</span>
            <b>{eventWord(t, nameOfType(event.type))}</b>
            <time dateTime={event.time}>{formatTime(event.time, i18n.language)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
