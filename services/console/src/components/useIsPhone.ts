import { useSyncExternalStore } from "react";

const narrow = window.matchMedia("(max-width: 760px)");

const watch = (changed: () => void): (() => void) => {
  narrow.addEventListener("change", changed);
  return () => narrow.removeEventListener("change", changed);
};

export const useIsPhone = (): boolean => useSyncExternalStore(watch, () => narrow.matches);
