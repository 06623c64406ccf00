import { createContext, useContext } from "react";

const RolesContext = createContext<string[]>([]);

export const RolesProvider = RolesContext.Provider;
export const useRoles = (): string[] => useContext(RolesContext);
