import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';

/**
 * What kubectl prints of a Status that refuses. A 401 and a 422 have words of their own; an error that the API server
 * does not know has no reason; `source` is the file of a manifest that was to be created. Models checkErr,
 * StandardErrorMessage and AddSourceToErr of staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go.
 */
export function errorLines(status: JsonObject, source?: string): string[] {
  const said = text(status['message']);
  const message = source === undefined ? said : `error when creating "${source}": ${said}`;
  const reason = text(status['reason']);
  if (reason === 'Unauthorized') return [`error: You must be logged in to the server (${message})`];
  if (reason === 'Invalid') return invalidLines(status['details']);
  return [reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`];
}

/** What `kubectl apply --server-side` says of conflicts. Models staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go. */
const CONFLICT_ADVICE = [
  'Please review the fields above--they currently have other managers. Here',
  'are the ways you can resolve this warning:',
  '* If you intend to manage all of these fields, please re-run the apply',
  '  command with the `--force-conflicts` flag.',
  '* If you do not intend to manage all of the fields, please edit your',
  '  manifest to remove references to the fields that should keep their',
  '  current managers.',
  '* You may co-own fields by updating your manifest to match the existing',
  "  value; in this case, you'll become the manager if the other manager(s)",
  '  stop managing the field (remove it from their configuration).',
  'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
];

/** What kubectl prints when an apply is refused: of conflicts all of them, and what can be done. */
export function applyErrorLines(status: JsonObject): string[] {
  if (text(status['reason']) !== 'Conflict') return errorLines(status);
  return [...`error: ${text(status['message'])}`.split('\n'), ...CONFLICT_ADVICE];
}

/** One fault stands on the line itself, several each on a line of its own. */
function invalidLines(details: JsonValue | undefined): string[] {
  const { kind, name, causes } = isJsonObject(details) ? details : {};
  const subject = `The ${text(kind)} "${text(name)}" is invalid`;
  const all = (Array.isArray(causes) ? causes : []).filter(isJsonObject);
  const faults = [...new Set(all.map(({ field, message }) => `${text(field)}: ${text(message)}`))];
  const [first, ...others] = faults;
  if (first === undefined) return [subject];
  return others.length === 0 ? [`${subject}: ${first}`] : [`${subject}: `, ...faults.map((fault) => `* ${fault}`)];
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
