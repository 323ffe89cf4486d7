import type { HandlerGroup } from "../handler.js";
import {
  createService,
  deleteService,
  getService,
  getServices,
  listServices,
  updateService,
} from "./services.js";

export const journalingHandlers: HandlerGroup = {
  "journaling.get-service": getServices,
  "journaling.services.list": listServices,
  "journaling.services.create": createService,
  "journaling.services.get": getService,
  "journaling.services.update": updateService,
  "journaling.services.delete": deleteService,
};
