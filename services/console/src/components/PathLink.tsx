import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { recordPathOf } from "../resources/record";

/** What the router needs to open a console path with its query, such as "/mrp/proposals?plan=p_1". */
export function targetOf(path: string) {
  const [pathname = "/", query = ""] = path.split("?");
  const search = Object.fromEntries(new URLSearchParams(query));
  const record = recordPathOf(pathname);
  if (!record) return { to: pathname, search };
  const params = { service: record.resource.service, resource: record.resource.name, id: record.id };
  return { to: "/$service/$resource/$id", params, search };
}

export function PathLink({
  to,
  className,
  children,
}: {
  to: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link {...targetOf(to)} className={className}>
      {children}
    </Link>
  );
}
