export const solo = {
  title: 'Play alone',
  lead: 'Pick a lesson, then the component that you want to be. All other seats are played for you.',
  others: 'All lessons',
  pick: 'Which component?',
  start: 'Start',
  starting: 'Getting ready…',
  chooseFirst: 'Pick a component first.',
  note: 'No account needed. Your run is recorded, so that you can replay it afterwards.',
};
