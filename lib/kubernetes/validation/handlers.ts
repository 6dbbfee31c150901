import { forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import type { Handler, Lifecycle, Probe } from '../types/container.ts';
import { validatePort } from './container-parts.ts';
import { validateNonNegative } from './metadata.ts';

const SCHEMES = ['HTTP', 'HTTPS'];
const WINDOWS_SIGNALS = ['SIGKILL', 'SIGTERM'];

/** What hooks and probes depend on beside themselves. */
export interface HookContext {
  /** The pod's terminationGracePeriodSeconds; undefined when that is missing and has been reported. */
  readonly gracePeriod: number | undefined;
  readonly os: string | undefined;
}

/** Exactly one way to act. Models validateHandler. */
function validateHandler(
  handler: Handler,
  kinds: readonly (keyof Handler)[],
  context: HookContext,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  let found = 0;
  for (const kind of kinds) {
    if (handler[kind] === undefined) continue;
    found += 1;
    if (found > 1) errors.push(forbiddenField(`${field}.${kind}`, 'may not specify more than 1 handler type'));
    else errors.push(...validateAction(handler, kind, context, `${field}.${kind}`));
  }
  return found === 0 ? [required(field, 'must specify a handler type')] : errors;
}

function validateAction(handler: Handler, kind: keyof Handler, context: HookContext, field: string): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  switch (kind) {
    case 'exec':
      return (exec?.command ?? []).length === 0 ? [required(`${field}.command`)] : [];
    case 'httpGet':
      return validateHttpGet(httpGet, field);
    case 'tcpSocket':
      return validatePort(tcpSocket?.port, `${field}.port`);
    case 'grpc':
      return validatePort(grpc?.port, `${field}.port`);
    case 'sleep':
      return validateSleep(sleep?.seconds ?? 0, context, field);
  }
}

function validateHttpGet(action: Handler['httpGet'], field: string): FieldError[] {
  const { path = '', scheme = '', port, httpHeaders = [] } = action ?? {};
  const errors: FieldError[] = path === '' ? [required(`${field}.path`)] : [];
  errors.push(...validatePort(port, `${field}.port`));
  if (!SCHEMES.includes(scheme)) errors.push(notSupported(`${field}.scheme`, scheme, SCHEMES));
  for (const { name } of httpHeaders) {
    if (/^[-A-Za-z0-9]+$/.test(name)) continue;
    const shape =
      "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
    errors.push(invalidValue(`${field}.httpHeaders`, name, shape));
  }
  return errors;
}

function validateSleep(seconds: number, { gracePeriod }: HookContext, field: string): FieldError[] {
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return [];
  const why = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  return [invalidValue(field, seconds, why)];
}

export function validateLifecycle(lifecycle: Lifecycle, context: HookContext, field: string): FieldError[] {
  const kinds = ['exec', 'httpGet', 'tcpSocket', 'sleep'] as const;
  const { postStart, preStop, stopSignal } = lifecycle;
  const errors: FieldError[] = [];
  if (postStart !== undefined) errors.push(...validateHandler(postStart, kinds, context, `${field}.postStart`));
  if (preStop !== undefined) errors.push(...validateHandler(preStop, kinds, context, `${field}.preStop`));
  if (stopSignal === undefined) return errors;
  const own = `${field}.stopSignal`;
  if (context.os === undefined) {
    errors.push(forbiddenField(own, 'may not be set for containers with empty `spec.os.name`'));
  } else if (context.os === 'windows') {
    if (!WINDOWS_SIGNALS.includes(stopSignal)) errors.push(notSupported(own, stopSignal, WINDOWS_SIGNALS));
  } else if (!/^SIG[A-Z0-9]+([+-]\d+)?$/.test(stopSignal)) {
    errors.push(notSupported(own, stopSignal, []));
  }
  return errors;
}

function validateProbe(probe: Probe, context: HookContext, field: string): FieldError[] {
  const errors = validateHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], context, field);
  const counts = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const;
  for (const count of counts) errors.push(...validateNonNegative(probe[count], `${field}.${count}`));
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    errors.push(invalidValue(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
  return errors;
}

/** Liveness and startup probes succeed at once or not at all. */
export function validateSingleSuccessProbe(
  probe: Probe | undefined,
  context: HookContext,
  field: string,
): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateProbe(probe, context, field);
  const threshold = probe.successThreshold ?? 0;
  if (threshold !== 1) errors.push(invalidValue(`${field}.successThreshold`, threshold, 'must be 1'));
  return errors;
}

export function validateReadinessProbe(probe: Probe | undefined, context: HookContext, field: string): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateProbe(probe, context, field);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined) {
    errors.push(invalidValue(`${field}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  }
  return errors;
}
