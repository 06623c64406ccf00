import { Outlet } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Brand } from "./Brand";
import { LanguageSwitch } from "./LanguageSwitch";
import { LiveLight } from "./LiveLight";
import { Navigation } from "./Navigation";
import { UserBox } from "./UserBox";
import { ReaderProvider } from "./useReader";
import { useUser } from "./useUser";

export function Shell() {
  const { t } = useTranslation();
  const user = useUser();
  const menu = useRef<HTMLDialogElement>(null);
  const close = () => menu.current?.close();
  return (
    <ReaderProvider value={user}>
      <div className="shell">
        <a className="skip" href="#main">
          {t("app.skip")}
        </a>
        <aside className="side">
          <Brand />
          <Navigation />
          <UserBox />
        </aside>
        <header className="top">
          <button type="button" className="menu" onClick={() => menu.current?.showModal()}>
            <span aria-hidden="true">☰</span> {t("app.menu")}
          </button>
          <LiveLight />
          <LanguageSwitch />
        </header>
        <dialog ref={menu} className="side sheet" aria-label={t("app.menu")}>
          <div className="sheet-head">
            <Brand />
            <button type="button" className="menu" onClick={close}>
              {t("app.close")}
            </button>
          </div>
          <Navigation onFollow={close} />
          <UserBox />
        </dialog>
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </ReaderProvider>
  );
}
