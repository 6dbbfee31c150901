import type { ProbeKind } from '../../cluster/state.ts';
import type { Container, Probe } from '../../kubernetes/types/container.ts';
import type { ProbeFailure } from './probe-times.ts';

const KINDS: Readonly<Record<ProbeKind, string>> = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' };

/** The kubelet's words for a probe that failed. Models pkg/kubelet/prober/prober.go and pkg/probe. */
export function unhealthyMessage(
  kind: ProbeKind,
  container: Container,
  probe: Probe,
  { how, podIP }: Pick<ProbeFailure, 'how'> & { readonly podIP: string },
): string {
  return `${KINDS[kind]} probe failed: ${outputOf(container, probe, how, podIP)}`;
}

function outputOf(container: Container, probe: Probe, how: ProbeFailure['how'], podIP: string): string {
  const { httpGet, tcpSocket, grpc, exec, timeoutSeconds = 1 } = probe;
  if (httpGet !== undefined) {
    const address = addressOf(container, httpGet.host ?? podIP, httpGet.port);
    const path = (httpGet.path ?? '/').replace(/^\/?/, '/');
    const url = `${(httpGet.scheme ?? 'HTTP').toLowerCase()}://${address}${path}`;
    const cause =
      how === 'timeout'
        ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
        : `dial tcp ${address}: connect: connection refused`;
    return `Get "${url}": ${cause}`;
  }
  if (tcpSocket !== undefined) {
    return `dial tcp ${addressOf(container, tcpSocket.host ?? podIP, tcpSocket.port)}: connect: connection refused`;
  }
  if (grpc !== undefined) {
    const address = `${podIP}:${grpc.port}`;
    return how === 'timeout'
      ? `timeout: health rpc did not complete within ${timeoutSeconds}s`
      : `timeout: failed to connect service "${address}" within ${timeoutSeconds}s: context deadline exceeded`;
  }
  const command = (exec?.command ?? []).join(' ');
  return how === 'timeout' ? `command timed out: "${command}" timed out after ${timeoutSeconds}s` : '';
}

/** A port may be named: then it is one of the container's. */
function addressOf({ ports = [] }: Container, host: string, port: number | string): string {
  return `${host}:${ports.find(({ name }) => name === port)?.containerPort ?? port}`;
}
