import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { comeBack, identityProvider, leaveFor, type Provider } from "../api/provider";
import { demoUsers, signIn, type User } from "../api/session";
import { Brand } from "../app/Brand";
import { LanguageSwitch } from "../app/LanguageSwitch";
import type { Search } from "../app/router";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { notifyProblem } from "../components/notifyProblem";
import { targetOf } from "../components/PathLink";
import { positionOf } from "../i18n/words";
import "../styles/login.css";

/** A world that is still being loaded brings its people one firm after the other. */
const REFRESH_MS = 3000;

export function Login() {
  const { t } = useTranslation();
  const { code, state } = useSearch({ strict: false }) as Search;
  const provider = useQuery({
    queryKey: ["provider"],
    queryFn: identityProvider,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="login">
      <header>
        <Brand />
        <LanguageSwitch />
      </header>
      <main>
        {provider.isPending && <Loading />}
        {provider.isError && <Failed error={provider.error} retry={() => void provider.refetch()} />}
        {provider.data === null && <DemoUsers />}
        {provider.data && code && state && <ComingBack code={code} state={state} />}
        {provider.data && !code && (
          <>
            <h1>{t("login.enter")}</h1>
            <Entrance provider={provider.data} />
          </>
        )}
      </main>
    </div>
  );
}

function Entrance({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  const { next = "/journey" } = useSearch({ strict: false }) as Search;
  return (
    <ul>
      <li>
        <button type="button" onClick={() => void leaveFor(provider, next).catch(notifyProblem)}>
          <strong>{t("login.with_provider")}</strong>
          <span>{new URL(provider.issuer).host}</span>
        </button>
      </li>
    </ul>
  );
}

function ComingBack({ code, state }: { code: string; state: string }) {
  const navigate = useNavigate();
  const entered = useQuery({
    queryKey: ["coming-back", state],
    queryFn: () => comeBack(code, state),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: next, isError } = entered;
  useEffect(() => {
    if (next) void navigate({ ...targetOf(next), replace: true });
    else if (isError) void navigate({ to: "/login", replace: true });
  }, [next, isError, navigate]);
  return <Loading />;
}

function DemoUsers() {
  const { t } = useTranslation();
  const users = useQuery({ queryKey: ["demo-users"], queryFn: demoUsers, refetchInterval: REFRESH_MS });
  return (
    <>
      <h1>{t("login.title")}</h1>
      <p>{t("login.lead")}</p>
      {users.isPending && <Loading />}
      {users.isError && <Failed error={users.error} retry={() => void users.refetch()} />}
      {users.data && <Organisations users={users.data} />}
    </>
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
              <strong>{positionOf(t, user)}</strong>
              <span>{user.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  ));
}
