import type { JoinAnswer } from '../../lib/wire/http.ts';

/**
 * What a student's browser keeps of a room. The tab's own copy (sessionStorage) wins, so that several tabs can be
 * several students; the device's copy (localStorage) finds the seat again after the browser was closed.
 */
export type ParticipantPass = JoinAnswer & {
  /** The code it was joined by, digits only; absent in solo rooms. */
  readonly code?: string;
};

const passKey = (classroom: string) => `pass:${classroom}`;
const codeKey = (code: string) => `pass-by-code:${code}`;

export function savePass(pass: ParticipantPass): void {
  const text = JSON.stringify(pass);
  for (const storage of storages()) {
    storage.setItem(passKey(pass.classroom), text);
    if (pass.code !== undefined) storage.setItem(codeKey(pass.code), pass.classroom);
  }
}

/** The pass of this tab for a room, else the one that this device had last. */
export function readPass(classroom: string): ParticipantPass | null {
  for (const storage of storages()) {
    const pass = parsePass(storage.getItem(passKey(classroom)));
    if (pass !== null) return pass;
  }
  return null;
}

/** True when this very tab joined: then nobody needs to be asked whether to continue. */
export function holdsPassInTab(classroom: string): boolean {
  const [tab] = storages();
  return tab !== undefined && parsePass(tab.getItem(passKey(classroom))) !== null;
}

/** The pass this device got when it last joined by a code. */
export function passForCode(code: string): ParticipantPass | null {
  for (const storage of storages()) {
    const classroom = storage.getItem(codeKey(code));
    if (classroom !== null) return readPass(classroom);
  }
  return null;
}

/** Every pass this browser holds, the tab's own first. */
export function allPasses(): readonly ParticipantPass[] {
  return storages().flatMap((storage) =>
    Object.keys(storage).flatMap((key) => {
      const pass = key.startsWith(passKey('')) ? parsePass(storage.getItem(key)) : null;
      return pass === null ? [] : [pass];
    }),
  );
}

/** After a removal, or when the server does not know the token any more. */
export function forgetPass(classroom: string): void {
  for (const storage of storages()) storage.removeItem(passKey(classroom));
}

function parsePass(text: string | null): ParticipantPass | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJoinAnswer(value) ? value : null;
  } catch {
    return null;
  }
}

/** Checks an answer of the join call by hand: the schema library would be most of a student page's own weight. */
export function isJoinAnswer(value: unknown): value is JoinAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const fields = ['classroom', 'participant', 'token', 'nickname'];
  return fields.every((field) => typeof Reflect.get(value, field) === 'string');
}

/** The tab's storage, then the device's; none where the browser forbids them. */
function storages(): Storage[] {
  try {
    return [window.sessionStorage, window.localStorage];
  } catch {
    return [];
  }
}
