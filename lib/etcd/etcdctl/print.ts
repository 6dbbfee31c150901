import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { base64Of, printableOf } from '../../kernel/base64.ts';
import type { RangeResponse } from '../range.ts';
import type { EtcdStore, KeyValue } from '../store.ts';
import type { WatchEvent } from '../watch.ts';
import type { EtcdctlCommand } from './parse.ts';
import { RAFT_TERM } from './print-members.ts';

type Get = Extract<EtcdctlCommand, { readonly do: 'get' }>;

/** Those of a fresh etcd with its default name; too long for a number, so they are texts. */
const CLUSTER_ID = '14841639068965178418';
const MEMBER_ID = '10276657743932975437';

/** What `etcdctl get` prints. Models etcd etcdctl/ctlv3/command/printer.go, printer_json.go and printer_fields.go. */
export function printGet({ format, keysOnly, valuesOnly }: Get, store: EtcdStore, found: RangeResponse): string[] {
  switch (format) {
    case 'json':
      return [jsonText(store, found)];
    case 'fields':
      return [...header(store), ...found.kvs.flatMap(fieldLines), `"More" : ${found.more}`, `"Count" : ${found.count}`];
    case 'simple':
      return found.kvs.flatMap((kv) => {
        if (valuesOnly) return [keysOnly ? '' : valueLine(kv.value)];
        return [kv.key, keysOnly ? '' : valueLine(kv.value)];
      });
  }
}

/** One change as `etcdctl watch` prints it; a deletion carries no value. */
export function printChange({ type, kv }: WatchEvent): string[] {
  return [type, kv.key, type === 'DELETE' ? '' : valueLine(kv.value)];
}

/**
 * A value as one line. What the API server stores is protobuf, which no terminal shows: its readable parts stand in
 * angle brackets.
 */
export function valueLine(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return value === null ? '' : JSON.stringify(value);
  const known = [
    `${String(value['apiVersion'] ?? '')}/${String(value['kind'] ?? '')}`,
    ...members(value, 'spec', ['nodeName']),
    ...members(value, 'status', ['phase', 'podIP']),
    ...secretData(value),
  ];
  return `<k8s protobuf ${known.join(', ')}>`;
}

/** A Secret's bytes stand in the message as they are. */
function secretData({ kind, data }: JsonObject): string[] {
  if (kind !== 'Secret' || !isJsonObject(data)) return [];
  return Object.keys(data).map((name) => `data.${name}=${printableOf(String(data[name]))}`);
}

function members(value: JsonObject, part: 'spec' | 'status', names: readonly string[]): string[] {
  const from = value[part];
  if (!isJsonObject(from)) return [];
  return names.flatMap((name) => (typeof from[name] === 'string' ? [`${part}.${name}=${from[name]}`] : []));
}

/** `{"header":{…},"kvs":[…],"count":1}`; keys and values are base64, as everything of bytes is in JSON. */
function jsonText(store: EtcdStore, { kvs, count, more }: RangeResponse): string {
  const head = `{"cluster_id":${CLUSTER_ID},"member_id":${MEMBER_ID},"revision":${store.revision},"raft_term":${RAFT_TERM}}`;
  const parts = [
    `"header":${head}`,
    ...(kvs.length === 0 ? [] : [`"kvs":[${kvs.map(jsonKeyValue).join(',')}]`]),
    ...(more ? ['"more":true'] : []),
    ...(count === 0 ? [] : [`"count":${count}`]),
  ];
  return `{${parts.join(',')}}`;
}

function jsonKeyValue({ key, createRevision, modRevision, version, value, lease }: KeyValue): string {
  return [
    `{"key":"${base64Of(key)}"`,
    `"create_revision":${createRevision}`,
    `"mod_revision":${modRevision}`,
    `"version":${version}`,
    ...(value === null ? [] : [`"value":"${encodedValue(value)}"`]),
    ...(lease === 0 ? [] : [`"lease":${lease}`]),
  ]
    .join(',')
    .concat('}');
}

/** An object's bytes are long: its first four, which say that it is Kubernetes', stand for all. */
function encodedValue(value: JsonValue): string {
  return typeof value === 'string' ? base64Of(value) : `${base64Of('k8s\0').slice(0, 5)}…`;
}

function header(store: EtcdStore): string[] {
  return [
    `"ClusterID" : ${CLUSTER_ID}`,
    `"MemberID" : ${MEMBER_ID}`,
    `"Revision" : ${store.revision}`,
    `"RaftTerm" : ${RAFT_TERM}`,
  ];
}

function fieldLines({ key, createRevision, modRevision, version, value, lease }: KeyValue): string[] {
  return [
    `"Key" : "${key}"`,
    `"CreateRevision" : ${createRevision}`,
    `"ModRevision" : ${modRevision}`,
    `"Version" : ${version}`,
    `"Value" : "${valueLine(value)}"`,
    `"Lease" : ${lease}`,
  ];
}

/** A lease id as etcdctl writes it: sixteen hexadecimal digits. */
export function leaseText(id: number): string {
  return id.toString(16).padStart(16, '0');
}
