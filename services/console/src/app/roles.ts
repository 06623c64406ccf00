import { services } from "../resources";

/** Which services each role works with. The gateway decides what it may do. */
export const ROLE_SERVICES: Record<string, string[]> = {
  chain_leader: services,
  admin: services,
  customer: ["orders", "traceability"],
  sales: ["orders", "forecasting", "product", "logistics"],
  planner: ["mrp", "forecasting", "orders", "product", "mes", "logistics", "control-tower"],
  buyer: ["srm", "mrp", "logistics", "quality", "product", "finance"],
  supplier: ["srm", "logistics", "quality", "finance", "traceability"],
  engineer: ["product", "mes", "quality"],
  plant_manager: ["mes", "equipment", "quality", "logistics", "mrp", "control-tower", "edge-gateway"],
  operator: ["mes", "equipment", "quality"],
  maintenance: ["equipment", "edge-gateway", "control-tower"],
  inspector: ["quality", "traceability", "logistics", "mes"],
  warehouse: ["logistics", "quality", "traceability", "srm"],
  accountant: ["finance", "srm", "orders"],
  bank: ["finance"],
  auditor: ["finance", "traceability", "quality"],
};

/** A user with no role known here sees every service: hiding is comfort, never access control. */
export function servicesFor(roles: string[]): string[] {
  const allowed = new Set(roles.flatMap((role) => ROLE_SERVICES[role] ?? []));
  return allowed.size === 0 ? services : services.filter((service) => allowed.has(service));
}
