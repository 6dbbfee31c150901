import { describe, expect, test } from 'vitest';
import type { CardView, Text } from '../../lib/cluster/card.ts';
import { messagesFor } from '../../lib/i18n/catalogue.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { rules } from '../../lib/session/registry.ts';
import { Play } from '../support/play.ts';

function textsOf(card: CardView): Text[] {
  const rows = card.form?.kind === 'worksheet' ? card.form.nodes.flatMap(({ facts }) => facts) : [];
  return [card.title, ...[...card.facts, ...rows].map(({ label }) => label), ...card.options.map(({ label }) => label)];
}

/** Every text that cards and hints show while bots play all rounds of a lesson. */
function textsOfLesson(lesson: string): Text[] {
  const play = new Play(lesson);
  const texts: Text[] = [];
  for (const wave of [0, 1, 2]) {
    play.startWave(wave);
    play.bots(() => {
      for (const seat of Object.keys(play.state.cluster.seats)) {
        for (const card of deskOf(play.state, seat)) {
          texts.push(...textsOf(play.show(card)), adviseCard(play.state, card.id, rules).because);
        }
      }
      return false;
    });
  }
  return texts;
}

function lookUp(tree: MessageTree, key: string): string | undefined {
  let branch: string | MessageTree | undefined = tree;
  for (const step of key.split('.')) branch = typeof branch === 'object' ? branch[step] : undefined;
  return typeof branch === 'string' ? branch : undefined;
}

describe.each(['scheduling', 'etcd'])('the texts of the lesson %s', (lesson) => {
  const texts = textsOfLesson(lesson);

  test.each(LOCALES)('are all there in %s, and use only what they are given', (locale) => {
    const { play } = messagesFor(locale, ['play']);
    const broken = new Set<string>();
    for (const { key, params = {} } of texts) {
      const message = typeof play === 'object' ? lookUp(play, key) : undefined;
      if (message === undefined) broken.add(`${key} is missing`);
      for (const [, param = ''] of (message ?? '').matchAll(/\{(\w+)[,}]/g)) {
        if (!(param in params)) broken.add(`${key} is not given {${param}}`);
      }
    }
    expect([...broken]).toEqual([]);
    expect(new Set(texts.map(({ key }) => key)).size).toBeGreaterThan(40);
  });
});
