import { createContext, useContext } from "react";
import type { Reader } from "./roles";

const ReaderContext = createContext<Reader>({ roles: [], permissions: [] });

export const ReaderProvider = ReaderContext.Provider;
export const useReader = (): Reader => useContext(ReaderContext);
