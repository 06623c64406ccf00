import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "../api/session";
import { positionOf } from "../i18n/words";
import { useUser } from "./useUser";

export function UserBox() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut();
    queries.clear();
    await navigate({ to: "/login" });
  };
  return (
    <div className="user">
      <strong>{positionOf(t, user)}</strong>
      <span>{user.organisation_name}</span>
      <button type="button" onClick={() => void leave()}>
        {t("app.sign_out")}
      </button>
    </div>
  );
}
