import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <section className="blank">
      <h1>{t("app.not_found")}</h1>
      <p>{t("app.not_found_hint")}</p>
      <Link to="/journey" className="go">
        {t("journey.title")}
      </Link>
    </section>
  );
}
