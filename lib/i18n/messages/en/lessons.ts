/** The menu of lessons: what a teacher or a lone player chooses from. */
export const lessons = {
  'pod-creation': {
    title: 'How a Pod comes to run',
    summary: 'From kubectl to a running container: eleven steps, every message by hand.',
  },
  'lost-node': {
    title: 'A node is lost',
    summary: 'Silence, taints, five minutes, and a new Pod elsewhere — and what a mere network cut leaves running.',
  },
};
