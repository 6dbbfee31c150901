'use client';

import { useCallback, useState } from 'react';
import type { ClientMessageType } from '../../../lib/wire/client-messages.ts';
import type { Answer, Draft } from '../../_room/connection.ts';
import { useRoom, useSend } from '../../_room/room-context.tsx';

export type Failure = Pick<Extract<Answer, { ok: false }>, 'reason' | 'params'>;

/** What the desk can do, and why the last thing did not work. */
export interface DeskTools {
  readonly names: Readonly<Record<string, string>>;
  readonly here: readonly string[];
  readonly locked: boolean;
  readonly roomCode: string | null;
  readonly pace: string;
  /** Nothing can be sent now. */
  readonly inert: boolean;
  readonly failure: Failure | null;
  readonly dismiss: () => void;
  readonly send: <T extends ClientMessageType>(type: T, draft: Draft<T>) => void;
}

export function useDesk(): DeskTools {
  const send = useSend();
  const status = useRoom((state) => state.status);
  const roster = useRoom((state) => state.roster);
  const [failure, setFailure] = useState<Failure | null>(null);
  const tell = useCallback<DeskTools['send']>(
    (type, draft) => {
      void send(type, draft).then((answer) =>
        setFailure(answer.ok ? null : { reason: answer.reason, params: answer.params }),
      );
    },
    [send],
  );
  return {
    names: roster?.names ?? {},
    here: roster?.here ?? [],
    locked: roster?.locked ?? false,
    roomCode: roster?.roomCode ?? null,
    pace: roster?.pace ?? '1x',
    inert: status !== 'connected',
    failure,
    dismiss: () => setFailure(null),
    send: tell,
  };
}
