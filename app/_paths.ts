/** Every address of the product in one place. Values are put in percent-encoded. */
export const paths = {
  home: () => '/',
  /** The landing page with what was typed, to be put right there. */
  homeWithCode: (typed: string) => `/?code=${encodeURIComponent(typed)}`,
  /** Where the code form goes before JavaScript has loaded. */
  joinForm: () => '/j',
  join: (code: string) => `/j/${encodeURIComponent(code)}`,
  play: (classroom: string) => `/play/${encodeURIComponent(classroom)}`,
  /** Where to choose a lesson, or the seats of that lesson. */
  solo: (lesson?: string) => (lesson === undefined ? '/solo' : `/solo?lesson=${encodeURIComponent(lesson)}`),
  login: (next?: string) => (next === undefined ? '/login' : `/login?next=${encodeURIComponent(next)}`),
  /** The sign-in page right after signing out. */
  signedOut: () => '/login?out',
  setup: (token: string) => `/setup?token=${encodeURIComponent(token)}`,
  rooms: () => '/rooms',
  newRoom: () => '/rooms/new',
  room: (classroom: string) => `/rooms/${encodeURIComponent(classroom)}`,
  debrief: (classroom: string) => `/rooms/${encodeURIComponent(classroom)}/debrief`,
  screen: (token: string) => `/screen/${encodeURIComponent(token)}`,
  /** A recording, at the entry of that position if given. */
  replay: (session: string, position?: number) =>
    position === undefined
      ? `/replay/${encodeURIComponent(session)}`
      : `/replay/${encodeURIComponent(session)}?e=${position}`,
  privacy: () => '/privacy',
} as const;

/** Addresses that answer JSON. */
export const api = {
  join: () => '/api/join',
  solo: () => '/api/solo',
  rooms: () => '/api/rooms',
  /** Makes a link for the projector. */
  screen: (classroom: string) => `/api/rooms/${encodeURIComponent(classroom)}/screen`,
  /** Opens a room that an error has closed once more. */
  reopen: (classroom: string) => `/api/rooms/${encodeURIComponent(classroom)}/reopen`,
  replay: (session: string) => `/api/replay/${encodeURIComponent(session)}`,
} as const;
