import { describe, expect, test } from 'vitest';
import { giveMission } from '../support/give-mission.ts';
import { eventsOf, started, web } from '../support/spec-play.ts';
import { Play } from '../support/play.ts';
import type { AskLine, Mission } from '../../lib/cluster/mission.ts';
import { waitingCards } from '../../lib/session/idle.ts';

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

  test('[TASK-6] an apply says serverside-applied; a conflict is told with what can be done', () => {
    const play = new Play('replicas');
    play.startWave(0);
    play.bots();
    carryOut(play, applied('same', 200, 2));
    expect(printed(play, 'user').slice(-1)).toEqual(['replicaset.apps/web serverside-applied']);
    carryOut(play, applied('other', 409, 5));
    const lines = printed(play, 'user');
    expect(lines.slice(lines.findIndex((line) => line.startsWith('error: Apply failed')))).toEqual([
      'error: Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
      'Please review the fields above--they currently have other managers. Here',
      'are the ways you can resolve this warning:',
      '* If you intend to manage all of these fields, please re-run the apply',
      '  command with the `--force-conflicts` flag.',
      '* If you do not intend to manage all of the fields, please edit your',
      '  manifest to remove references to the fields that should keep their',
      '  current managers.',
      '* You may co-own fields by updating your manifest to match the existing',
      "  value; in this case, you'll become the manager if the other manager(s)",
      '  stop managing the field (remove it from their configuration).',
      'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
    ]);
  });
});

/** `kubectl apply --server-side` of so many replicas, and nothing else. */
function applied(id: string, code: number, replicas: number): Mission {
  const line: AskLine = {
    id,
    line: 'kubectl apply --server-side -f web.yaml',
    verb: 'PATCH',
    path: '/apis/apps/v1/namespaces/default/replicasets/web?fieldManager=kubectl&fieldValidation=Strict&force=false',
    body: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { replicas } },
    contentType: 'application/apply-patch+yaml',
  };
  const task = { do: 'ask', code, lines: [line], right: id } as const;
  return { id, seat: 'user', name: id, image: '', cpu: '', memory: '', aim: 'try', task };
}

function carryOut(play: Play, mission: Mission): void {
  giveMission(play, mission);
  for (
    let step = 0;
    step < 60 && play.state.cluster.users['user']?.missions[mission.id]?.answered === undefined;
    step += 1
  ) {
    const [card] = waitingCards(play.state);
    if (card !== undefined) play.bot(card);
    else if (!play.advance()) break;
  }
}
