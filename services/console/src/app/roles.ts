import { resources } from "../resources";
import type { Resource } from "../resources/types";

/** Which services each role works with, of those that let it in. The gateway decides what it may do. */
export const ROLE_SERVICES: Record<string, string[]> = {
  engineer: ["product", "mes", "equipment", "edge-gateway", "control-tower", "traceability"],
  sales: ["product", "forecasting", "orders", "logistics", "mes", "control-tower", "traceability"],
  planner: [
    "product",
    "forecasting",
    "orders",
    "mrp",
    "srm",
    "logistics",
    "quality",
    "mes",
    "edge-gateway",
    "equipment",
    "control-tower",
    "traceability",
  ],
  buyer: ["product", "mrp", "srm", "logistics", "quality", "control-tower", "traceability", "finance"],
  warehouse: ["product", "srm", "logistics", "quality", "mes", "control-tower", "traceability"],
  operator: ["product", "logistics", "quality", "mes", "edge-gateway", "equipment", "control-tower"],
  maintenance: ["mes", "edge-gateway", "equipment", "control-tower"],
  inspector: ["product", "srm", "logistics", "quality", "mes", "equipment", "control-tower", "traceability"],
  finance: ["srm", "logistics", "finance", "control-tower"],
  auditor: ["srm", "logistics", "quality", "mes", "traceability", "finance"],
  supplier: ["srm", "traceability", "finance"],
  customer: ["orders", "traceability", "finance"],
  bank: ["finance"],
  "platform-operator": ["finance"],
};

/** Whether somebody with these roles is shown what `readers` (or everyone of the service) may read. */
export function mayRead(roles: string[], service: string, readers?: string[]): boolean {
  return roles.some(
    (role) =>
      role === "admin" ||
      (ROLE_SERVICES[role]?.includes(service) && (readers === undefined || readers.includes(role))),
  );
}

export const pagesFor = (roles: string[]): Resource[] =>
  resources.filter(({ service, readers }) => mayRead(roles, service, readers));

export const servicesOf = (pages: Resource[]): string[] => [...new Set(pages.map(({ service }) => service))];
