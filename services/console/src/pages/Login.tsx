import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { demoUsers, signIn, type User } from "../api/session";
import { Brand } from "../app/Brand";
import { LanguageSwitch } from "../app/LanguageSwitch";
import type { Search } from "../app/router";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { notifyProblem } from "../components/notifyProblem";
import { targetOf } from "../components/PathLink";
import { roleWord } from "../i18n/words";
import "../styles/login.css";

/** A world that is still being loaded brings its people one firm after the other. */
const REFRESH_MS = 3000;

export function Login() {
  const { t } = useTranslation();
  const users = useQuery({ queryKey: ["demo-users"], queryFn: demoUsers, refetchInterval: REFRESH_MS });
  return (
    <div className="login">
      <header>
        <Brand />
        <LanguageSwitch />
      </header>
      <main>
        <h1>{t("login.title")}</h1>
        <p>{t("login.lead")}</p>
        {users.isPending && <Loading />}
        {users.isError && <Failed error={users.error} retry={() => void users.refetch()} />}
        {users.data && <Organisations users={users.data} />}
      </main>
    </div>
  );
}

function Organisations({ users }: { users: User[] }) {
  const { t } = useTranslation();
  const { next = "/journey" } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [entering, setEntering] = useState("");
  const enter = async (user: User) => {
    setEntering(user.id);
    try {
      await signIn(user.id);
      await navigate(targetOf(next));
    } catch (error) {
      notifyProblem(error);
      setEntering("");
    }
  };
  if (users.length === 0) return <p className="blank">{t("login.none")}</p>;
  const firms = [...Map.groupBy(users, (user) => user.organisation)];
  const byMembers = firms.toSorted(([, some], [, others]) => others.length - some.length);
  return byMembers.map(([organisation, members]) => (
    <section key={organisation}>
      <h2>{members[0]?.organisation_name ?? organisation}</h2>
      <ul>
        {members.map((user) => (
          <li key={user.id}>
            <button type="button" disabled={entering !== ""} onClick={() => void enter(user)}>
              <strong>{user.roles.map((role) => roleWord(t, role)).join(" · ")}</strong>
              <span>{user.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  ));
}
