import type { Locale } from "antd/es/locale";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "headrace.language";

const loaders: Record<Language, () => Promise<[{ default: object }, { default: Locale }]>> = {
  zh: () => Promise.all([import("./zh"), import("antd/es/locale/zh_CN")]),
  en: () => Promise.all([import("./en"), import("antd/es/locale/en_US")]),
};

let antdLocale: Locale;

export const currentAntdLocale = (): Locale => antdLocale;

export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({ resources: {}, interpolation: { escapeValue: false } });
  await applyLanguage(preferred());
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await applyLanguage(language);
}

async function applyLanguage(language: Language): Promise<void> {
  const [texts, locale] = await loaders[language]();
  i18next.addResourceBundle(language, "translation", texts.default, true, true);
  antdLocale = locale.default;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18next.changeLanguage(language);
}

function preferred(): Language {
  const kept = localStorage.getItem(KEY);
  const wanted = kept ?? navigator.languages.find((language) => /^(zh|en)/.test(language)) ?? "en";
  return wanted.startsWith("zh") ? "zh" : "en";
}
