import { renderUnicodeCompact } from 'uqr';

export interface Announcement {
  readonly port: number;
  /** Addresses in the local network, the most likely one first. */
  readonly addresses: readonly string[];
  /** The one-time token of the set-up page, while there is no teacher. */
  readonly setupToken: string | undefined;
}

/** What the person who started the server reads in the terminal: where students join, and the teacher's first link. */
export function announcement({ port, addresses, setupToken }: Announcement): string {
  const here = `http://localhost:${port}`;
  const [address] = addresses;
  const joinUrl = address === undefined ? here : `http://${address}:${port}`;
  const others = addresses.slice(1).map((other) => `                 http://${other}:${port}`);
  const setup =
    setupToken === undefined
      ? []
      : [
          '',
          '  First teacher  (this link works once, for a day)',
          `                 ${here}/setup?token=${setupToken}`,
        ];
  return [
    '',
    '  Kubecrew',
    '',
    `  This computer  ${here}`,
    `  Students join  ${joinUrl}`,
    ...others,
    '',
    ...indented(renderUnicodeCompact(joinUrl)),
    ...setup,
    '',
  ].join('\n');
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
