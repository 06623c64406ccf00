import { useTranslation } from "react-i18next";
import { useLiveStatus } from "../api/useLive";

export function LiveLight() {
  const { t } = useTranslation();
  const connected = useLiveStatus();
  return (
    <output className={connected ? "live on" : "live"}>
      <i aria-hidden="true" />
      {t(connected ? "app.live" : "app.not_live")}
    </output>
  );
}
