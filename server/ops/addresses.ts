import { hostname, networkInterfaces } from 'node:os';

/** This machine's IPv4 addresses in its networks, in the order the system gives them. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/** Names this machine is called by. */
export function machineNames(): string[] {
  const name = hostname().toLowerCase();
  return ['localhost', name, `${name}.local`];
}
