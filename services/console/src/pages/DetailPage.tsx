import { getRouteApi } from "@tanstack/react-router";
import { NotFound } from "../app/NotFound";
import { findResource } from "../resources";
import RecordPage from "./RecordPage";

const route = getRouteApi("/shell/$service/$resource/$id");

export function DetailPage() {
  const { service, resource: name, id } = route.useParams();
  const resource = findResource(service, name);
  return resource ? <RecordPage key={id} resource={resource} id={id} /> : <NotFound />;
}
