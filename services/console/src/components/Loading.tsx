import { useTranslation } from "react-i18next";

export function Loading() {
  const { t } = useTranslation();
  return (
    <output className="loading">
      <i aria-hidden="true" />
      <span>{t("app.loading")}</span>
    </output>
  );
}
