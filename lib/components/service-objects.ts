import type { JsonObject } from '../kernel/json.ts';
import type { EndpointSlice, Service } from '../kubernetes/types/service.ts';

/** Reads a stored value as a Service: only the key's place says that it is one. */
export function asService(object: JsonObject): Service {
  return object as unknown as Service;
}

export function asEndpointSlice(object: JsonObject): EndpointSlice {
  return object as unknown as EndpointSlice;
}
