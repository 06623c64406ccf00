import type { ThemeConfig } from "antd";

export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0f6674",
    colorLink: "#0f6674",
    colorSuccess: "#2c7a4b",
    colorWarning: "#a8650c",
    colorError: "#b3322b",
    colorText: "#1c2a2e",
    colorTextSecondary: "#4c5d62",
    colorTextPlaceholder: "#66767a",
    colorBorderSecondary: "#e1e7e7",
    colorBgLayout: "#f3f6f6",
    borderRadius: 4,
    fontSize: 13,
    controlHeight: 32,
    fontFamily:
      'system-ui, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  },
  components: {
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 10, headerBg: "#edf2f2", headerColor: "#33474d" },
  },
};
