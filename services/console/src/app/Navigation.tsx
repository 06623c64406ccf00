import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { resourcesOf } from "../resources";
import { servicesFor } from "./roles";
import { useUser } from "./useUser";

export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <nav aria-label={t("app.navigation")} onClickCapture={(click) => isLink(click.target) && onFollow?.()}>
      <Link to="/" activeOptions={{ exact: true }} className="nav-main">
        {t("home.title")}
      </Link>
      <Link to="/journey" className="nav-main">
        {t("journey.title")}
      </Link>
      <hr />
      {servicesFor(user.roles).map((service) => (
        <ServiceLinks key={service} service={service} />
      ))}
    </nav>
  );
}

function ServiceLinks({ service }: { service: string }) {
  const { t } = useTranslation();
  const open = useLocation({ select: ({ pathname }) => pathname.startsWith(`/${service}/`) });
  const resources = resourcesOf(service);
  return (
    <div className={open ? "nav-service open" : "nav-service"}>
      <Link
        to="/$service/$resource"
        params={{ service, resource: resources[0]?.name ?? "" }}
        className="nav-main"
      >
        {t(`services.${service}`)}
      </Link>
      {open &&
        resources.length > 1 &&
        resources.map(({ name }) => (
          <Link key={name} to="/$service/$resource" params={{ service, resource: name }} className="nav-sub">
            {t(`resources.${service}.${name}`)}
          </Link>
        ))}
    </div>
  );
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest("a") !== null;
