import { ensureBuilt } from './build.mjs';
import { classTime } from './class/class-time.ts';
import { Dice } from './class/dice.ts';
import { LocalServer } from './class/local-server.ts';
import { type ClassOptions, readClassOptions } from './class/options.ts';
import {
  countLines,
  goalLines,
  lessonLines,
  stepLines,
  studentLines,
  totalLines,
  transcriptOf,
} from './class/report.ts';
import { makeTeacher, signInTeacher, type TeacherAccount } from './class/teacher-sign-in.ts';
import { WholeClass } from './class/whole-class.ts';

const USAGE =
  'usage: npm run class -- --lesson pod-creation --students 12 --seed 7 [--pace instant] [--style well|sloppy|wrong] [--quiet] [--help] [--data DIR] [--url http://… --email … --password …]';

async function main(): Promise<void> {
  const options = readClassOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${[USAGE, '', 'Lessons', ...lessonLines()].join('\n')}\n`);
    return;
  }
  const { url, email = '', password = '' } = options;
  if (url !== undefined) return runClass(url, { email, password }, options);
  await ensureBuilt();
  const server = await LocalServer.start({ dataDirectory: options.data });
  try {
    const account = await makeTeacher(server.dataDirectory, server.setupToken);
    await runClass(server.url, account, options);
  } finally {
    await server.stop();
  }
}

/** Plays the class and prints what came of it; the exit code is 0 only when goal and replay are as they should be. */
async function runClass(url: string, account: TeacherAccount, options: ClassOptions): Promise<void> {
  const cookie = await signInTeacher(url, account);
  const whole = await WholeClass.gather(url, cookie, options);
  let failure: string | undefined;
  await whole.play().catch((error: unknown) => {
    failure = String(error);
  });
  const faults = await whole.faults();
  whole.leave();
  const { state, told } = whole.record;
  const people = whole.students.map(({ id }) => id);
  const time = classTime(told, people, new Dice(options.seed));
  const names = whole.teacher.roster?.names ?? {};
  const parts = [
    ...(options.quiet ? [] : [transcriptOf(told), '']),
    ...stepLines(state),
    'Goals of the rounds',
    ...goalLines(state, told),
    'Refusals and mistakes',
    ...countLines(told),
    'Students',
    ...studentLines(state, names, time),
    'Class',
    ...totalLines(state, time),
    `  replayed state equals what everybody sees: ${faults.length === 0 ? 'yes' : 'NO'}`,
    ...faults.map((fault) => `  FAULT ${fault}`),
    ...(failure === undefined ? [] : [`  FAULT ${failure}`]),
    ...linkLines(url, whole.teacher.sessionId, options),
  ];
  process.stdout.write(`${parts.join('\n')}\n`);
  if (!state.room.goalReached || faults.length > 0 || failure !== undefined) process.exitCode = 1;
}

/** Where the recording is to be found, as long as its data is there. */
function linkLines(url: string, session: string, { url: running, data }: ClassOptions): string[] {
  const link = `  replay  ${url}/replay/${session}`;
  if (running !== undefined) return [`  session ${session}`, link];
  if (data === undefined) return [`  session ${session}`, `${link}  (gone with its server; --data DIR keeps it)`];
  return [`  session ${session}`, link, `  print   npm run replay -- ${session} --data ${data}`];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 2;
});
