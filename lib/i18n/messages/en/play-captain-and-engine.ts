/** What the captain of a node does when its engine cannot, and what an engine is. */
export const playCaptain = {
  'wave.no-registry.title': 'The registry does not answer',
  'wave.no-registry.text':
    'Two Pods, one for each node: containerd on node-1, Docker Engine on node-2. Before their image is pulled, the registry falls silent.',
  'wave.crash-loop.title': 'A process that keeps ending',
  'wave.crash-loop.text':
    'The shop’s image has a bug: its process ends two seconds after its start. What does the captain do, and how often?',
  'wave.right-image.title': 'The image without the bug',
  'wave.right-image.text': 'Containers are restarted for ever, but a bug stays. Give the Pod another image.',
  'wave.process-ends.title': 'The process dies once',
  'wave.process-ends.text':
    'Now it is the process of a good image that ends by accident. What is still there, and what is new?',
  'question.who-pulls.title': 'Who fetches the image from the registry?',
  'question.who-pulls.kube-apiserver': 'kube-apiserver, and hands it to the node',
  'question.who-pulls.kubelet': 'The kubelet itself',
  'question.who-pulls.container-runtime': 'The container runtime of the node',
  'question.who-pulls.because':
    'The kubelet only asks, with PullImage over CRI. Images never pass through the control plane; it knows their names alone.',
  'question.docker-node.title': 'node-2 has Docker Engine. Whom does its kubelet (v1.24 or later) speak to?',
  'question.docker-node.dockerd': 'dockerd',
  'question.docker-node.cri-dockerd': 'cri-dockerd',
  'question.docker-node.dockershim': 'dockershim, a part of itself',
  'question.docker-node.because':
    'A kubelet speaks CRI and nothing else, and dockerd does not. Up to v1.23 the kubelet had an adapter built in, dockershim; v1.24 removed it, because it was a special case that Kubernetes had to maintain. cri-dockerd does the same from outside. Docker Engine itself runs its containers with containerd: without Docker the way is only shorter. So a node needs a runtime that speaks CRI, not Docker.',
  'question.no-image.title': 'The registry is silent. What becomes of a Pod whose image is not there yet?',
  'question.no-image.fails': 'Its phase becomes Failed',
  'question.no-image.deleted': 'It is deleted',
  'question.no-image.tries-again': 'Its kubelet tries again, at longer and longer intervals',
  'question.no-image.other-node': 'The scheduler moves it to another node',
  'question.no-image.because':
    'It stays Pending: ErrImagePull, then ImagePullBackOff. The kubelet tries after 10 s, 20 s, 40 s and so on, up to five minutes. A Pod that is bound is never moved.',
  'question.same-image.title': 'nginx:1.27 was built with Docker. Can containerd on node-1 run the very same image?',
  'question.same-image.yes': 'Yes',
  'question.same-image.no': 'No, it needs another one',
  'question.same-image.because':
    'Both keep to the formats of OCI. What left Kubernetes in v1.24 was dockershim, not the images that Docker builds.',
  'question.who-starts-again.title':
    'The process of a container ends. Nobody but you has made this Pod: no ReplicaSet. Who starts it again?',
  'question.who-starts-again.replication-controller': 'A controller, with a new Pod',
  'question.who-starts-again.kubelet': 'The kubelet of its node, in the same Pod',
  'question.who-starts-again.nobody': 'Nobody',
  'question.who-starts-again.because':
    'Kubelets restart containers; controllers replace Pods. “The controller replaces a damaged container” is not quite it. restartPolicy says whether: Always unless you say otherwise.',
  'question.next-pause.title':
    'Before this run the container was held back for 10 seconds. It has ended again. How many seconds now?',
  'question.next-pause.because':
    'The pause doubles: 10, 20, 40, 80, 160 and then always 300 seconds. CrashLoopBackOff means just this: the kubelet is waiting. A run of ten minutes clears it.',
  'question.image-changed.title': 'You change the image of a Pod that is there. What happens?',
  'question.image-changed.same-pod': 'The same Pod gets another container',
  'question.image-changed.new-pod': 'A new Pod takes its place',
  'question.image-changed.refused': 'kube-apiserver refuses it',
  'question.image-changed.because':
    'The image is one of the few members of a Pod’s spec that may change. The kubelet makes the container anew, and at once: a back-off belongs to the container as it was. To change most other things a new Pod is needed; that is what a Deployment does.',
  'question.pod-after-end.title': 'A process has just died. What will kubectl get pod -o wide show afterwards?',
  'question.pod-after-end.same-pod-same-ip': 'The same Pod with the same IP, one restart more',
  'question.pod-after-end.same-pod-new-ip': 'The same Pod with a new IP',
  'question.pod-after-end.new-pod': 'A new Pod with a new IP',
  'question.pod-after-end.because':
    'The address belongs to the Pod’s sandbox, and that lives on. The container alone is new: another container ID, RESTARTS one higher.',
};
