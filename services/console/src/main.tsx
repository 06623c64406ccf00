import { createRoot } from "react-dom/client";
import { goOnStaying } from "./api/provider";
import { App } from "./app/App";
import { startLanguage } from "./i18n";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/record.css";

goOnStaying();
await startLanguage();
createRoot(document.getElementById("root") as HTMLElement).render(<App />);
