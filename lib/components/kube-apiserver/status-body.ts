import type { JsonObject } from '../../kernel/json.ts';
import type { Status } from '../../kubernetes/types/meta.ts';

/** A Status as the body of an answer. */
export function statusBody(status: Status): JsonObject {
  const { metadata: _metadata, details, ...rest } = status;
  return {
    ...rest,
    ...(details !== undefined && { details: { ...details, causes: details.causes?.map((cause) => ({ ...cause })) } }),
  };
}
