import { expect, test } from 'vitest';

import { api, paths } from '../../app/_paths.ts';

test('every address of the product', () => {
  expect({
    home: paths.home(),
    homeWithCode: paths.homeWithCode('12 a'),
    joinForm: paths.joinForm(),
    join: paths.join('482913'),
    play: paths.play('r1'),
    solo: paths.solo(),
    login: paths.login(),
    loginNext: paths.login('/rooms/new'),
    signedOut: paths.signedOut(),
    setup: paths.setup('t'),
    rooms: paths.rooms(),
    newRoom: paths.newRoom(),
    room: paths.room('r1'),
    debrief: paths.debrief('r1'),
    screen: paths.screen('t'),
    privacy: paths.privacy(),
    replay: paths.replay('s1'),
    moment: paths.replay('s1', 137),
    apiJoin: api.join(),
    apiSolo: api.solo(),
    apiRooms: api.rooms(),
    apiScreen: api.screen('r1'),
    apiReplay: api.replay('s1'),
  }).toMatchInlineSnapshot(`
    {
      "apiJoin": "/api/join",
      "apiReplay": "/api/replay/s1",
      "apiRooms": "/api/rooms",
      "apiScreen": "/api/rooms/r1/screen",
      "apiSolo": "/api/solo",
      "debrief": "/rooms/r1/debrief",
      "home": "/",
      "homeWithCode": "/?code=12%20a",
      "join": "/j/482913",
      "joinForm": "/j",
      "login": "/login",
      "loginNext": "/login?next=%2Frooms%2Fnew",
      "moment": "/replay/s1?e=137",
      "newRoom": "/rooms/new",
      "play": "/play/r1",
      "privacy": "/privacy",
      "replay": "/replay/s1",
      "room": "/rooms/r1",
      "rooms": "/rooms",
      "screen": "/screen/t",
      "setup": "/setup?token=t",
      "signedOut": "/login?out",
      "solo": "/solo",
    }
  `);
});

test('values are put in so that they cannot change the address', () => {
  expect(paths.play('../x?y#z')).toBe('/play/..%2Fx%3Fy%23z');
});
