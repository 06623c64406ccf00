import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Resource } from "../resources/types";
import { pagesFor, servicesOf } from "./roles";
import { useReader } from "./useReader";

export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation();
  const pages = pagesFor(useReader());
  return (
    <nav aria-label={t("app.navigation")} onClickCapture={(click) => isLink(click.target) && onFollow?.()}>
      <Link to="/" activeOptions={{ exact: true }} className="nav-main">
        {t("home.title")}
      </Link>
      <Link to="/journey" className="nav-main">
        {t("journey.title")}
      </Link>
      <hr />
      {servicesOf(pages).map((service) => (
        <ServiceLinks
          key={service}
          service={service}
          pages={pages.filter((page) => page.service === service)}
        />
      ))}
    </nav>
  );
}

function ServiceLinks({ service, pages }: { service: string; pages: Resource[] }) {
  const { t } = useTranslation();
  const open = useLocation({ select: ({ pathname }) => pathname.startsWith(`/${service}/`) });
  return (
    <div className={open ? "nav-service open" : "nav-service"}>
      <Link
        to="/$service/$resource"
        params={{ service, resource: pages[0]?.name ?? "" }}
        className="nav-main"
      >
        {t(`services.${service}`)}
      </Link>
      {open &&
        pages.length > 1 &&
        pages.map(({ name }) => (
          <Link key={name} to="/$service/$resource" params={{ service, resource: name }} className="nav-sub">
            {t(`resources.${service}.${name}`)}
          </Link>
        ))}
    </div>
  );
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest("a") !== null;
