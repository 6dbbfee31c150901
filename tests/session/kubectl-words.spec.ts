import { describe, expect, test } from 'vitest';
import { eventsOf, started, web } from '../support/spec-play.ts';
import { Play } from '../support/play.ts';

function printed(play: Play, seat: string): string[] {
  return eventsOf(play).flatMap((event) =>
    event.type === 'KubectlPrinted' && event.seat === seat ? [...event.lines] : [],
  );
}

describe('the words of kubectl', () => {
  test.each([
    [true, 'pod "web" force deleted from default namespace'],
    [false, 'pod "web" deleted from default namespace'],
  ])('[TASK-6] a deletion (forced: %s) is told as it was done', (force, told) => {
    const play = started();
    play.act('user', web);
    play.bots();
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web', force } }, { kind: 'bot' });
    play.bots(({ kind }) => kind === 'mission');
    const lines = printed(play, 'user');
    expect(lines).toContain(told);
    expect(lines.filter((line) => line.startsWith('Warning: Immediate deletion does not wait'))).toHaveLength(
      force ? 1 : 0,
    );
  });

  test('[TASK-6] an error about a manifest names its file', () => {
    const play = new Play('replicas');
    play.startWave(0);
    const post = play.botsUntil('kube-apiserver', 'pass');
    expect(play.state.cluster.apiserver.requests[post.about]?.path).toBe(
      '/apis/apps/v1/namespaces/default/replicasets',
    );
    play.act('kube-apiserver', { type: 'RefuseRequest', code: 403 });
    expect(printed(play, 'user')[0]).toMatch(
      /^Error from server \(Forbidden\): error when creating "web\.yaml": replicasets\.apps /,
    );
  });
});
