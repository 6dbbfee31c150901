import type { ClusterDraft, Writers } from './draft.ts';
import type { ApiserverEvent } from './events.ts';
import type { ApiRequest } from './state.ts';

/** Requests that kube-apiserver works on, and how far its caches have heard. */
export const apiserverWriters: Writers<ApiserverEvent> = {
  RequestReceived(draft, { request }) {
    draft.requests()[request.id] = request;
    if (request.grain === 'stages') draft.counters().staged += 1;
  },
  RequestAuthenticated(draft, { request, user }) {
    change(draft, request, { user, stage: 'authorize' });
  },
  RequestAuthorized(draft, { request }) {
    change(draft, request, { stage: 'admit' });
  },
  ObjectAdmitted(draft, { request, object, expectedRevision }) {
    change(draft, request, { object, expectedRevision, stage: 'store' });
  },
  StorageRequested(draft, { request, expectedRevision }) {
    change(draft, request, { expectedRevision, stage: 'etcd' });
  },
  StorageAnswered(draft, { request, code, body }) {
    change(draft, request, { response: { code, body }, stage: 'answer' });
  },
  CollectionDeletionBegun(draft, { request, parts, response }) {
    change(draft, request, { parts, response, stage: 'answer' });
  },
  CollectionPartDeleted(draft, { request, part }) {
    const changed = draft.request(request);
    changed.parts = (changed.parts ?? []).filter((other) => other !== part);
  },
  RequestAnswered(draft, { request }) {
    delete draft.requests()[request];
  },
  CacheAdvanced(draft, { revision }) {
    const apiserver = draft.apiserver();
    apiserver.cacheRevision = Math.max(apiserver.cacheRevision, revision);
  },
  StreamAdvanced(draft, { stream, to }) {
    draft.stream(stream).at = to;
  },
};

function change(draft: ClusterDraft, id: string, next: Partial<ApiRequest>): void {
  Object.assign(draft.request(id), next);
}
