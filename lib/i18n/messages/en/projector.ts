/** The big screen. */
export const projector = {
  title: 'Big screen',
  qr: 'QR code that opens this room',
  openAddress: 'Open in your browser',
  typeCode: 'and type the room code',
  orScan: 'or scan this',
  codeLabel: 'Room code',
  nobody: 'Waiting for the first crew member',
  people:
    '{count, plural, one {One person} other {# people}} here · {seated, plural, one {one seat} other {# seats}} taken',
  more: 'and {count} more',
  locked: 'The door is closed',
  question: 'A question to everybody',
  noMessages: 'Waiting for the first message',
  closed: 'This screen shows no room any more',
  closedHelp: 'Open the big screen again from the teacher’s desk.',
};
