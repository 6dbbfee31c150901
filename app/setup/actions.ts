'use server';

import { type SetupOutcome, setUpTeacher } from '../_server/setup.ts';
import { visitorLocale } from '../_i18n/request.ts';

/** Makes the first account; what is wrong comes back as a value. */
export async function createAccount(form: FormData): Promise<SetupOutcome> {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return setUpTeacher({
    token: text('token'),
    name: text('name'),
    email: text('email'),
    password: text('password'),
    locale: await visitorLocale(),
  });
}
