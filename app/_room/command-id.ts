/** An id for one intention of a person: sent again with the same id, a command is carried out once. */
export function newCommandId(): string {
  // randomUUID exists on secure origins only; classrooms run on plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
