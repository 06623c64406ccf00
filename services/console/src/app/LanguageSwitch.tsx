import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGES, type Language } from "../i18n";

const NAMES = { zh: "中文", en: "English" };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  /** What the services said is asked for anew: they answer in the language of the page. */
  const choose = (language: Language) =>
    void changeLanguage(language).then(() => queries.invalidateQueries());
  return (
    <fieldset className="languages">
      <legend>{t("app.language")}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => choose(language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}
