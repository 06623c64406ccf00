import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Resource } from "../resources/types";

/** An empty list says what would fill it and leads there. */
export function Empty({ resource }: { resource: Resource }) {
  const { t } = useTranslation();
  const next = resource.next ?? "/journey";
  const [, service = "", name = ""] = next.split("/");
  const target = name ? t(`resources.${service}.${name}`) : t("journey.title");
  return (
    <section className="blank">
      <h2>{t("list.empty", { things: t(`resources.${resource.service}.${resource.name}`) })}</h2>
      <p>{t(`empty.${resource.service}.${resource.name}`)}</p>
      <Link to={next} className="go">
        {t("list.go_to", { page: target })}
      </Link>
    </section>
  );
}
