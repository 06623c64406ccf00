import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import ConfigProvider from "antd/es/config-provider";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "../components/useIsPhone";
import { currentAntdLocale } from "../i18n";
import { csp } from "./csp";
import { queries } from "./queries";
import { router } from "./router";
import { theme } from "./theme";

export function App() {
  const { i18n } = useTranslation();
  const size = useIsPhone() ? "large" : "middle";
  return (
    <ConfigProvider
      key={i18n.language}
      csp={csp}
      theme={theme}
      locale={currentAntdLocale()}
      componentSize={size}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
