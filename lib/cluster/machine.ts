/** Where a runtime keeps a pod's container. */
export function containerKey(uid: string, name: string): string {
  return `${uid}/${name}`;
}
