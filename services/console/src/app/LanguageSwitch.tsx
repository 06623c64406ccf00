import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGES } from "../i18n";

const NAMES = { zh: "中文", en: "English" };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className="languages">
      <legend>{t("app.language")}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}
