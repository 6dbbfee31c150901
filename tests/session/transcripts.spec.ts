import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runTranscript } from '../support/transcript.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('transcripts', () => {
  test.each(files)('%s plays as written', async (name) => {
    const path = join(folder, name);
    await expect(runTranscript(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });

  test('there is one for every component played by hand and one for all bots', () => {
    const played = files.map((name) => name.replace(/\.txt$/, ''));
    expect(played).toEqual(
      expect.arrayContaining([
        'all-bots',
        'user',
        'kube-apiserver',
        'etcd',
        'kube-scheduler',
        'kubelet',
        'container-runtime',
      ]),
    );
  });
});
