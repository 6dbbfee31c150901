'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { connectRoom, type Credentials, type RoomConnection, type Send } from './connection.ts';
import { newRoomState, type RoomState } from './room-state.ts';
import { createStore } from 'zustand/vanilla';

const RoomContext = createContext<RoomConnection>({
  store: createStore<RoomState>(() => newRoomState),
  send: async () => ({ ok: false, reason: 'Offline', params: {} }),
  retry: () => undefined,
  close: () => undefined,
});

interface RoomProviderProps {
  /** Must keep its identity between renderings: a new one is a new connection. */
  readonly credentials: Credentials;
  readonly children: ReactNode;
  /** Shown for the moment before the connection exists. */
  readonly fallback: ReactNode;
}

/** Holds the page's connection to its room for as long as the page is there. */
export function RoomProvider({ credentials, children, fallback }: RoomProviderProps) {
  const [connection, setConnection] = useState<RoomConnection | null>(null);
  useEffect(() => {
    const opened = connectRoom(credentials);
    setConnection(opened);
    return () => opened.close();
  }, [credentials]);
  return connection === null ? fallback : <RoomContext value={connection}>{children}</RoomContext>;
}

/** A part of the room's state; the component is drawn anew when this part changes. */
export function useRoom<T>(select: (state: RoomState) => T): T {
  return useStore(useContext(RoomContext).store, select);
}

export function useSend(): Send {
  return useContext(RoomContext).send;
}

export function useRetry(): () => void {
  return useContext(RoomContext).retry;
}
