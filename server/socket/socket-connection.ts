import type { Socket } from 'socket.io';

import type { Viewer } from '../../lib/session/view.ts';
import type { RoomConnection } from '../classroom/ports.ts';

/** A client that leaves more than this unread is cut off; it comes back and gets a snapshot. */
const UNREAD_BYTES_MAX = 1024 * 1024;
/** Socket.IO's packet type of an event in the default namespace. */
const EVENT_PACKET = '2';

/** A room's connection over Socket.IO. */
export class SocketConnection implements RoomConnection {
  readonly viewer: Viewer;
  readonly #socket: Socket;
  #unreadBytes = 0;

  constructor(socket: Socket, viewer: Viewer) {
    this.#socket = socket;
    this.viewer = viewer;
    socket.conn.on('drain', () => {
      this.#unreadBytes = 0;
    });
  }

  get id(): string {
    return this.#socket.id;
  }

  /**
   * The payload is JSON already, because many connections share most of one text. So the packet is put together here
   * and handed to the transport, past the encoder, which could only stringify again for each connection.
   */
  send(type: Parameters<RoomConnection['send']>[0], payload: string): void {
    if (!this.#socket.connected) return;
    this.#unreadBytes += payload.length;
    // Not a polite disconnect: that would wait for a client that reads nothing.
    if (this.#unreadBytes > UNREAD_BYTES_MAX) this.#socket.conn.close(true);
    else this.#socket.conn.write(`${EVENT_PACKET}["${type}",${payload}]`);
  }

  close(): void {
    this.#socket.disconnect(true);
  }
}
