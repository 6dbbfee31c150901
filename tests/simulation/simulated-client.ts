import type { z } from 'zod';
import type { Viewer } from '../../lib/session/view.ts';
import { type ClientMessage, clientMessages, type ClientMessageType } from '../../lib/wire/client-messages.ts';
import type { Acknowledgement, ServerMessages } from '../../lib/wire/server-messages.ts';
import type { PolicyActor } from '../../server/auth/policy.ts';
import type { RoomActor } from '../../server/classroom/room-actor.ts';
import { dispatch } from '../../server/socket/dispatch.ts';
import { parsePayload } from '../../server/socket/payload.ts';
import { TestClient } from '../classroom/test-client.ts';

/** A connection whose every byte is looked at, and which speaks only through the parser and the policy. */
export class SimulatedClient extends TestClient {
  readonly actor: RoomActor;
  readonly classroom: string;
  readonly #look: (text: string, client: SimulatedClient) => void;

  constructor(
    viewer: Viewer,
    classroom: string,
    room: RoomActor,
    look: (text: string, client: SimulatedClient) => void,
  ) {
    super(viewer);
    this.classroom = classroom;
    this.actor = room;
    this.#look = look;
  }

  override send(type: keyof ServerMessages, payload: string): void {
    this.#look(payload, this);
    super.send(type, payload);
  }

  /** What the socket's edge does with a message, without the socket. */
  async say(type: ClientMessageType, message: unknown): Promise<Acknowledgement> {
    const schema: z.ZodType<ClientMessage<ClientMessageType>> = clientMessages[type];
    const parsed = parsePayload(schema, JSON.parse(JSON.stringify(message)));
    if (!parsed.ok) return { ok: false, reason: parsed.reason, params: {} };
    const person = {
      viewer: this.viewer,
      actor: this.#identity(),
      classroom: { id: this.classroom, teacherId: 'teacher-1' },
      room: this.actor,
      since: undefined,
    };
    return dispatch(type, { person, connectionId: this.id, message: parsed.value } as Parameters<typeof dispatch>[1]);
  }

  #identity(): PolicyActor {
    switch (this.viewer.kind) {
      case 'participant':
        return { kind: 'student', participantId: this.viewer.participant, classroomId: this.classroom };
      case 'teacher':
        return { kind: 'teacher', teacherId: 'teacher-1' };
      case 'projector':
        return { kind: 'projector', classroomId: this.classroom };
    }
  }
}
