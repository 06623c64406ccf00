import { resources } from "../resources";
import type { Resource } from "../resources/types";

/** Who reads: the session tells the roles, and all that they may do. */
export interface Reader {
  roles: string[];
  permissions: string[];
}

/** Which services each of the usual roles works with, of those that let it in; any other works with all. */
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

/** Nobody is offered what would be refused, nor what is no work of his. */
export function mayRead({ roles, permissions }: Reader, service: string, may: string): boolean {
  return permissions.includes(may) && roles.some((role) => ROLE_SERVICES[role]?.includes(service) ?? true);
}

export const pagesFor = (reader: Reader): Resource[] =>
  resources.filter(({ service, may }) => mayRead(reader, service, may));

export const servicesOf = (pages: Resource[]): string[] => [...new Set(pages.map(({ service }) => service))];
