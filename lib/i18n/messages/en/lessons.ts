/** The menu of lessons: what a teacher or a lone player chooses from. */
export const lessons = {
  'pod-creation': {
    title: 'How a Pod comes to run',
    summary: 'From kubectl to a running container: eleven steps, every message by hand.',
  },
};
