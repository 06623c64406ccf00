import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { NotFound } from "../app/NotFound";
import { Loading } from "../components/Loading";
import { findResource } from "../resources";
import RecordPage from "./RecordPage";

const TracePage = lazy(() => import("./trace/TracePage"));

const route = getRouteApi("/shell/$service/$resource/$id");

export function DetailPage() {
  const { service, resource: name, id } = route.useParams();
  const resource = findResource(service, name);
  if (!resource || resource.records === null || resource.shape === "document") return <NotFound />;
  if (resource.shape !== "trace") return <RecordPage key={id} resource={resource} id={id} />;
  return (
    <Suspense fallback={<Loading />}>
      <TracePage code={id} />
    </Suspense>
  );
}
