'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { noticeKey } from '../../lib/i18n/refusal-key.ts';

type Params = Readonly<Record<string, string | number>>;

/** Why something did not happen, or happened wrongly; parts that have no text are left out. */
export interface Explained {
  readonly what: string;
  readonly why?: string;
  /** What the real component does instead. */
  readonly real?: string;
  /** The way back to the goal. */
  readonly back?: string;
}

export interface CourseStep {
  readonly title: string;
  /** As the course says it. */
  readonly course?: string;
  /** What really happens. */
  readonly truth?: string;
}

export interface PlayTexts {
  readonly outcome: (kind: 'refusal' | 'mistake', reason: string, params: Params) => Explained;
  readonly step: (step: number) => CourseStep;
  readonly question: (id: string) => string;
  readonly questionOption: (id: string, option: string) => string;
  readonly questionBecause: (id: string) => string | undefined;
  /** Undefined where the lesson gives the wave no title. */
  readonly wave: (id: string) => string | undefined;
  readonly waveText: (id: string) => string | undefined;
}

/** The sentences of the rules of play (area `play`) that are not a Text of a card. */
export function usePlayTexts(): PlayTexts {
  const t = useTranslations('play');
  return useMemo(() => {
    const known = (key: string, params?: Params) => (t.has(key) ? t(key, params) : undefined);
    return {
      outcome: (kind, reason, params) => {
        const key = noticeKey(kind, reason, params, (wanted) => t.has(wanted));
        const part = (name: string) => known(`${key}.${name}`, params);
        return { what: part('what') ?? reason, why: part('why'), real: part('real'), back: part('back') };
      },
      step: (step) => ({
        title: known(`step.${step}.title`) ?? String(step),
        course: known(`step.${step}.course`),
        truth: known(`step.${step}.truth`),
      }),
      question: (id) => known(`question.${id}.title`) ?? id,
      questionOption: (id, option) => known(`question.${id}.${option}`) ?? option,
      questionBecause: (id) => known(`question.${id}.because`),
      wave: (id) => known(`wave.${id}.title`),
      waveText: (id) => known(`wave.${id}.text`),
    };
  }, [t]);
}
