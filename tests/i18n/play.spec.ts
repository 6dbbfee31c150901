import { describe, expect, test } from 'vitest';
import type { CardView, Text } from '../../lib/cluster/card.ts';
import { messagesFor } from '../../lib/i18n/catalogue.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { rules } from '../../lib/session/registry.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const LOCALES = ['en', 'ko'] as const;

function lookUp(tree: MessageTree, key: string): string | undefined {
  let branch: string | MessageTree | undefined = tree;
  for (const step of key.split('.')) branch = typeof branch === 'object' ? branch[step] : undefined;
  return typeof branch === 'string' ? branch : undefined;
}

function playOf(locale: (typeof LOCALES)[number]): MessageTree {
  const { play } = messagesFor(locale, ['play']);
  if (typeof play !== 'object') throw new Error('no area play');
  return play;
}

function textsOf(card: CardView): Text[] {
  const worksheet = card.form?.kind === 'worksheet' ? card.form.nodes.flatMap(({ facts }) => facts) : [];
  return [
    card.title,
    ...[...card.facts, ...worksheet].map(({ label }) => label),
    ...card.options.map(({ label }) => label),
  ];
}

/** Every text that cards and hints show while bots play, and after one detour at each kind of card. */
function textsOfAllPlays(): Text[] {
  const texts: Text[] = [];
  const look = (play: Play): void => {
    for (const seat of Object.keys(play.state.cluster.seats)) {
      for (const card of deskOf(play.state, seat)) {
        texts.push(...textsOf(play.show(card)), adviseCard(play.state, card.id, rules).because);
      }
    }
  };
  const run = (play: Play): void => {
    play.bots(() => {
      look(play);
      return false;
    });
    look(play);
  };
  const detours: readonly ((play: Play) => void)[] = [
    () => undefined,
    (play) => play.act('user', { type: 'CreatePod', name: 'web', image: 'ngnix:1', cpu: '50m', memory: '1Mi' }),
    (play) => play.act('user', { type: 'CreatePod', name: 'web', image: 'nginx:1.27', cpu: '50', memory: '1Mi' }),
    (play) => {
      play.botsUntil('container-runtime@node-3', 'runtime-call');
      play.act('container-runtime@node-3', { type: 'FakeCall' });
    },
    (play) => {
      play.botsUntil('kube-scheduler', 'bind');
      play.act('kube-scheduler', { type: 'BindPod', node: 'node-9' });
    },
    (play) => {
      play.botsUntil('kube-scheduler', 'bind');
      play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
    },
  ];
  for (const detour of detours) {
    const play = new Play();
    play.startWave(0);
    detour(play);
    run(play);
  }
  const all = new Play();
  for (const wave of [0, 1, 2]) {
    all.startWave(wave);
    run(all);
  }
  return texts;
}

const texts = textsOfAllPlays();

describe.each(LOCALES)('the texts of play in %s', (locale) => {
  const tree = playOf(locale);

  test('every text that a card or a hint shows is there, and uses only what it is given', () => {
    const broken = new Set<string>();
    for (const { key, params = {} } of texts) {
      const message = lookUp(tree, key);
      if (message === undefined) broken.add(`${key} is missing`);
      for (const [, param = ''] of (message ?? '').matchAll(/\{(\w+)[,}]/g)) {
        if (!(param in params)) broken.add(`${key} is not given {${param}}`);
      }
    }
    expect([...broken]).toEqual([]);
    expect(new Set(texts.map(({ key }) => key)).size).toBeGreaterThan(60);
  });

  test('every wave and question of every lesson has its words', () => {
    const missing = Object.values(lessons).flatMap(({ waves }) =>
      waves.flatMap(({ id, questions }) => [
        `wave.${id}.title`,
        `wave.${id}.text`,
        ...questions.flatMap((question) => [`question.${question.id}.title`, `question.${question.id}.because`]),
      ]),
    );
    expect(missing.filter((key) => lookUp(tree, key) === undefined)).toEqual([]);
  });

  test('every option of a question has its words; numbers are shown as they are', () => {
    const { cluster } = new Play().state;
    const options = Object.values(lessons)
      .flatMap(({ waves }) => waves.flatMap(({ questions }) => questions))
      .flatMap((question) => question.options(cluster).map((option) => ({ question: question.id, option })));
    const worded = options.filter(({ option }) => !/^\d+$/.test(option));
    expect(worded.length).toBeGreaterThan(20);
    const keys = worded.map(({ question, option }) => `question.${question}.${option}`);
    expect(keys.filter((key) => lookUp(tree, key) === undefined)).toEqual([]);
  });

  test('every step of the course says what the course says and what is true', () => {
    const keys = Array.from({ length: 11 }, (_, index) => index + 1).flatMap((step) =>
      ['title', 'course', 'truth'].map((part) => `step.${step}.${part}`),
    );
    expect(keys.filter((key) => lookUp(tree, key) === undefined)).toEqual([]);
  });
});
