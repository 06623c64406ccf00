import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { NotFound } from "../app/NotFound";
import { Loading } from "../components/Loading";
import { findResource } from "../resources";

const ListPage = lazy(() => import("./ListPage"));
const RecordPage = lazy(() => import("./RecordPage"));
const TracePage = lazy(() => import("./trace/TracePage"));

const route = getRouteApi("/shell/$service/$resource");

export function ResourcePage() {
  const { service, resource: name } = route.useParams();
  const resource = findResource(service, name);
  if (!resource) return <NotFound />;
  return (
    <Suspense fallback={<Loading />}>
      {resource.shape === "trace" && <TracePage code="" />}
      {resource.shape === "document" && <RecordPage resource={resource} />}
      {(resource.shape ?? "list") === "list" && <ListPage key={`${service}/${name}`} resource={resource} />}
    </Suspense>
  );
}
