import { makeTeacher } from '../../server/cli/class/teacher-sign-in.ts';

const [dataDirectory = '', token = ''] = process.argv.slice(2);

makeTeacher(dataDirectory, token).then(
  (account) => process.stdout.write(JSON.stringify(account)),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
