/** What every page needs: names, the header, connection and theme, errors. */
export const common = {
  product: 'Kubecrew',
  tagline: 'A Kubernetes cluster played by a class',
  skip: 'Skip to content',
  nav: {
    label: 'Main',
    home: 'Kubecrew home',
    signIn: 'Teacher sign-in',
    signOut: 'Sign out',
    rooms: 'My rooms',
    solo: 'Play alone',
    privacy: 'What we keep',
  },
  language: {
    switchTo: '한국어',
    label: 'Read this page in Korean',
  },
  theme: {
    toLight: 'Use light colours',
    toDark: 'Use dark colours',
  },
  connection: {
    connecting: 'Connecting…',
    connected: 'Connected',
    reconnecting: 'Connecting again…',
    offline: 'Offline',
    lost: 'Connection lost. Trying again…',
    readOnly: 'You are offline. You can read, but not send.',
    back: '{count, plural, =0 {You are back. Nothing happened meanwhile.} one {You are back. One thing happened meanwhile.} other {You are back. # things happened meanwhile.}}',
  },
  action: {
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    retry: 'Try again',
  },
  state: {
    loading: 'Loading…',
  },
  course: {
    minutes: 'About {minutes} min',
    part: {
      basics: 'Basics',
      workloads: 'Workloads',
      network: 'Network',
      controlPlane: 'Control plane',
      together: 'All together',
    },
  },
  error: {
    title: 'Something went wrong on this page',
    body: 'Your class is not affected: everything that happened is saved. Try again, or go back to the start.',
    missingTitle: 'There is no such page',
    missingBody: 'The address may be mistyped, or the room or recording is gone.',
    home: 'Go to the start',
    offline: 'Your device is offline. Check the connection and try again.',
    unexpected: 'That did not work. Please try again in a moment.',
    tooMany: 'Too many tries. Wait a minute, then try again.',
  },
};
