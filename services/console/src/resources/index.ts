import { controlTower } from "./control-tower";
import { edgeGateway } from "./edge-gateway";
import { equipment } from "./equipment";
import { finance } from "./finance";
import { forecasting } from "./forecasting";
import { logistics } from "./logistics";
import { mes } from "./mes";
import { mrp } from "./mrp";
import { orders } from "./orders";
import { product } from "./product";
import { quality } from "./quality";
import { srm } from "./srm";
import { traceability } from "./traceability";
import type { Resource } from "./types";

/** In the order of the journey: so they stand in the navigation. */
export const resources: Resource[] = [
  ...product,
  ...forecasting,
  ...orders,
  ...mrp,
  ...srm,
  ...logistics,
  ...quality,
  ...mes,
  ...edgeGateway,
  ...equipment,
  ...controlTower,
  ...traceability,
  ...finance,
];

export const services: string[] = [...new Set(resources.map((resource) => resource.service))];

export const resourcesOf = (service: string): Resource[] =>
  resources.filter((resource) => resource.service === service);

export const findResource = (service: string, name: string): Resource | undefined =>
  resources.find((resource) => resource.service === service && resource.name === name);
