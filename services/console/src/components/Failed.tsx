import Button from "antd/es/button";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { whatToDo } from "./notifyProblem";

interface Props {
  error: unknown;
  retry: () => void;
  /** The way back, where there is one. */
  children?: ReactNode;
}

export function Failed({ error, retry, children }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  return (
    <section className="blank" role="alert">
      {children}
      <h2>{problem?.title || t("problem.not_loaded")}</h2>
      <p>{whatToDo(problem?.status ?? -1)}</p>
      <Button onClick={retry}>{t("problem.retry")}</Button>
    </section>
  );
}
