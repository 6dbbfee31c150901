export const join = {
  title: 'Join the room',
  room: 'Room',
  wrongRoom: 'Not this room?',
  otherCode: 'Type another code',
  notice: {
    title: 'Good to know',
    name: 'You get a made-up nickname. Nobody asks for your real name.',
    record: 'What your component does is recorded, so that the class can look back at it.',
    leave: 'You can leave at any time. Come back with the same device and your seat is still yours.',
    more: 'What we keep, in full',
  },
  enter: 'Join',
  entering: 'Joining…',
  welcome: {
    title: 'You are in!',
    name: 'Your nickname in this room',
    go: 'Go to the classroom',
    note: 'Your teacher sees this name too, and can give you another one.',
  },
  again: {
    title: 'Welcome back',
    body: 'On this device you were here as:',
    go: 'Continue',
    fresh: 'Join as somebody new',
  },
  refused: {
    NotFound: 'No room has this code. Check the six digits.',
    locked: 'The door is closed. Ask your teacher.',
    full: 'The room is full. Ask your teacher.',
    banned: 'The teacher removed you from this room.',
  },
};
