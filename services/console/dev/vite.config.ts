import { mergeConfig } from "vite";
import base from "../vite.config";
import { mockGateway } from "./mock/gateway";

export default mergeConfig(
  { ...base, server: {} },
  { root: new URL("..", import.meta.url).pathname, plugins: [mockGateway()] },
);
