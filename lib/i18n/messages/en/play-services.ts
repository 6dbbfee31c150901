/** What the EndpointSlice controller and kube-proxy are shown and told, and the lesson in which a WAS reaches a DB. */
export const playServices = {
  'card.slice.title': 'Service {name}: who serves it?',
  'card.rules.title': 'Service {name}: the rules of {node} are out of date',
  'card.connect.title': '{pod} wants to reach {host}:{port}',
  'fact.service': 'Service',
  'fact.cluster-ip': 'ClusterIP and port',
  'fact.rules-now': 'Rules on this node now',
  'fact.in-slice': 'EndpointSlice says',
  'fact.in-rules': 'In the rules now',
  'fact.label-selector': 'Selector',
  'fact.ports': 'Ports',
  'fact.slices-now': 'EndpointSlices now',
  'fact.endpoints': 'Endpoints',
  'fact.endpoint': 'Leads to',
  'fact.client': 'Client',
  'option.WriteSlice': 'Write the EndpointSlice: the ticked Pods are ready',
  'option.ProgramRules.here': 'Write the rules: lead to what is ticked',
  'option.ProgramRules.other': 'Write them on {node} as well',
  'option.LeaveRules': 'Leave the rules as they are',
  'because.endpointslice.ready':
    'These Pods match the selector of {service} and are Ready: {pods}. The slice lists them as ready; nobody has to be told, whoever needs it watches.',
  'because.endpointslice.nobody':
    'No Pod that matches the selector of {service} is Ready. The slice has to say so, or connections go nowhere.',
  'because.kube-proxy.program':
    'By the EndpointSlices of {service}, connections go to: {endpoints}. The kernel of this node gets exactly that. The API hears nothing of it.',
  'because.kube-proxy.reject':
    'Nobody is ready behind {service}. A REJECT rule tells clients at once, instead of letting them wait.',
  'because.kube-proxy.gone': 'The Service is gone. Its rules go too.',
  'because.user.connect':
    '{pod} looks up {host} and connects. What happens on the way was decided before: by the rules of its own node and by the Pod network.',
  'mistake.user.empty-selector.what': 'The selector of {name} matches no Pod.',
  'mistake.user.empty-selector.why':
    'The API server cannot know what you meant: a selector that matches nothing is valid. The EndpointSlice stays empty.',
  'mistake.user.empty-selector.real': 'kubectl says “service/{name} created”, and every connection is refused.',
  'mistake.user.empty-selector.back': 'Delete the Service and create it from the right manifest.',
  'mistake.endpointslice.unready-as-ready.what': 'The slice of {service} calls this ready: {pod}.',
  'mistake.endpointslice.unready-as-ready.why': 'Every kube-proxy sends connections to whatever a slice calls ready.',
  'mistake.endpointslice.unready-as-ready.real':
    'The controller copies the Ready condition of the Pod, and a Pod that is being deleted is never ready.',
  'mistake.endpointslice.unready-as-ready.back': 'The controller looks again after a while, or when a Pod changes.',
  'mistake.endpointslice.left-out.what': 'The slice of {service} lacks a ready Pod: {pod}.',
  'mistake.endpointslice.left-out.why': 'The Pod runs and would answer, but no connection ever gets to it.',
  'mistake.endpointslice.left-out.real': 'Every Pod that matches the selector and has an address stands in a slice.',
  'mistake.endpointslice.left-out.back': 'The controller looks again after a while, or when a Pod changes.',
  'mistake.kube-proxy.dead-endpoint.what': 'The rules for {service} lead to where nobody answers: {ip}.',
  'mistake.kube-proxy.dead-endpoint.why':
    'The kernel does not check. It rewrites the destination, the packet leaves, and the client waits until it times out.',
  'mistake.kube-proxy.dead-endpoint.real':
    'kube-proxy writes what the EndpointSlices call ready, and only if that is nothing, what still serves while it ends.',
  'mistake.kube-proxy.dead-endpoint.back': 'kube-proxy writes its rules again after 30 s, or when a slice changes.',
  'mistake.kube-proxy.no-rule.what': 'On this node the rules for {service} lack an endpoint.',
  'mistake.kube-proxy.no-rule.why':
    'Clients on this node use this node’s rules and no others. Elsewhere the Service works, here it does not.',
  'mistake.kube-proxy.no-rule.real': 'Every kube-proxy writes the same rules on its own node.',
  'mistake.kube-proxy.no-rule.back': 'kube-proxy writes its rules again after 30 s, or when a slice changes.',
  'refusal.NoRoute-kube-proxy-etcd.what': 'kube-proxy does not write to etcd.',
  'refusal.NoRoute-kube-proxy-etcd.why': 'It only reads Services and EndpointSlices; they are other components’ work.',
  'refusal.NoRoute-kube-proxy-etcd.real': 'kube-proxy writes into the kernel of its own node and nowhere else.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.what': 'The controller does not talk to kube-proxies.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.why': 'It writes an object. Whoever needs it watches.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.real':
    'Each kube-proxy hears of the EndpointSlice on its own watch.',
  'refusal.NoRoute-endpointslice-controller-etcd.what': 'A controller cannot write to etcd.',
  'refusal.NoRoute-endpointslice-controller-etcd.why': 'Only kube-apiserver talks to etcd.',
  'refusal.NoRoute-endpointslice-controller-etcd.real': 'It sends a POST or a PUT to the API server.',
  'refusal.NoRoute-user-kube-proxy.what': 'No connection goes through kube-proxy.',
  'refusal.NoRoute-user-kube-proxy.why':
    'kube-proxy wrote rules into the kernel long before. When a packet comes, the kernel follows them alone.',
  'refusal.NoRoute-user-kube-proxy.real': 'The client’s own node rewrites the destination; the Pod network carries it.',
  'wave.direct.title': 'Pod to Pod',
  'wave.direct.text':
    'There is no Service yet, and no rule of any kube-proxy. Can the WAS on node-1 reach the DB on node-2? Pods reach each other by the Pod network (CNI) alone.',
  'wave.service.title': 'A Service in front of the DB',
  'wave.service.text':
    'The user creates a Service, a controller lists the Pods behind it, and every kube-proxy writes rules on its own node. Then the WAS connects by name.',
  'wave.moved.title': 'The DB moves',
  'wave.moved.text':
    'The DB Pod is deleted, another one comes up on node-3 with another address. The name stays. Who has to do what?',
  'wave.frozen.title': 'kube-proxy stands still',
  'wave.frozen.text':
    'The kube-proxy of node-1 freezes. The WAS runs on node-1. Do its connections still work? (kube-proxy is a Pod like others: a kubelet starts it, but what rules to write it hears from kube-apiserver.)',
  'wave.stale.title': 'Rules grow old',
  'wave.stale.text':
    'kube-proxy of node-1 still stands still, and the DB moves once more. Watch what the WAS gets, until kube-proxy moves again.',
  'question.pod-to-pod.title':
    'The WAS connects straight to the DB’s Pod IP. Who carries the packets from node to node?',
  'question.pod-to-pod.kube-proxy': 'kube-proxy',
  'question.pod-to-pod.kubelet': 'kubelet',
  'question.pod-to-pod.cni': 'the Pod network (CNI)',
  'question.pod-to-pod.nobody': 'nobody: without a Service it cannot work',
  'question.pod-to-pod.because':
    'Every Pod reaches every other by its IP. kube-proxy has no part in it: it only programs rules for Services.',
  'question.who-gives-address.title': 'A Service gets an address of its own. Who will choose it?',
  'question.who-gives-address.kube-proxy': 'kube-proxy',
  'question.who-gives-address.kube-apiserver': 'kube-apiserver',
  'question.who-gives-address.cni': 'the CNI plugin',
  'question.who-gives-address.user': 'the user',
  'question.who-gives-address.because':
    'The API server allocates the ClusterIP when it creates the Service, from a range that it was given.',
  'question.who-tells-proxies.title': 'The list of Pods is about to be written. Who tells the kube-proxies?',
  'question.who-tells-proxies.endpointslice-controller': 'the EndpointSlice controller calls them',
  'question.who-tells-proxies.kubelet': 'the kubelet of each node',
  'question.who-tells-proxies.watch': 'nobody: they watch',
  'question.who-tells-proxies.because': 'The controller writes an object. Each kube-proxy has a watch of its own.',
  'question.which-rule.title': 'The WAS on node-1 connects to a DB on node-2. Which node’s rules decide where to?',
  'question.which-rule.node-1': 'node-1',
  'question.which-rule.node-2': 'node-2',
  'question.which-rule.node-3': 'node-3',
  'question.which-rule.all': 'all of them, in turn',
  'question.which-rule.because':
    'The client’s own node rewrites the destination, before the packet leaves it. The kube-proxy of node-2 has no part in it.',
  'question.old-connection.title':
    'The rules are about to change. A connection that was open before: where will it lead?',
  'question.old-connection.follows': 'to where the new rules say',
  'question.old-connection.stays': 'still to the old Pod',
  'question.old-connection.both': 'to both, in turn',
  'question.old-connection.because':
    'conntrack keeps the choice for as long as the connection lasts. Rules are asked only when one is opened.',
  'question.new-connection.title': 'The same name again. Where will a new connection lead?',
  'question.new-connection.old-pod': 'to the old Pod',
  'question.new-connection.new-pod': 'to the new Pod',
  'question.new-connection.nowhere': 'nowhere',
  'question.new-connection.because': 'It goes where the rules of the client’s node lead when it is opened.',
  'question.proxy-frozen.title': 'kube-proxy of node-1 stands still. What will a new connection from node-1 do?',
  'question.proxy-frozen.works': 'work as before',
  'question.proxy-frozen.fails': 'fail',
  'question.proxy-frozen.slower': 'work, but slower',
  'question.proxy-frozen.because': 'The rules are in the kernel. Nothing passes through kube-proxy.',
  'question.stale-rules.title': 'The DB has moved, but node-1 has not heard of it. What will the WAS get?',
  'question.stale-rules.connected': 'connected',
  'question.stale-rules.refused': 'connection refused',
  'question.stale-rules.timed-out': 'a timeout',
  'question.stale-rules.because':
    'An old rule leads to an address that nobody has any more: no answer at all comes back. Without any endpoint it would be refused at once.',
};
