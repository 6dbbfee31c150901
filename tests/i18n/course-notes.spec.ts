import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { course as english } from '../../lib/i18n/messages/en/course.ts';
import { course as korean } from '../../lib/i18n/messages/ko/course.ts';
import { COURSE_NOTES, courseNotesOf } from '../../lib/course/course-notes.ts';
import { rules } from '../../lib/session/registry.ts';

/** The sections as the notes number them. */
const SECTIONS = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('course-sections.json', import.meta.url), 'utf8')));
/** They go on where the notes end. */
const BEYOND = ['all-hands', 'rolling-update'];
/** Where the notes say what is not so: PLAY, and every review since. */
const CORRECTED = ['7', '8', '9', '11', '13', '14.0', '14.2', '15', '16.1'];

describe('the notes of the course', () => {
  test.each(SECTIONS)('section %s is taught in a lesson, with a text', (section) => {
    const notes = COURSE_NOTES.filter((note) => note.section === section);
    expect(notes).toHaveLength(1);
    for (const { id, lessons } of notes) {
      expect(lessons.length).toBeGreaterThan(0);
      expect(Object.keys(rules.lessons)).toEqual(expect.arrayContaining([...lessons]));
      for (const texts of [english[id], korean[id]]) {
        expect(texts.title.length).toBeGreaterThan(1);
        expect(texts.says.length).toBeGreaterThan(5);
        expect(texts.truth.length).toBeGreaterThan(5);
        expect(texts.truth).not.toBe(texts.says);
      }
    }
  });

  test('no text and no mapping is of a section that the notes do not have', () => {
    const ids = COURSE_NOTES.map(({ id }) => id).toSorted();
    expect(COURSE_NOTES.map(({ section }) => section)).toEqual(SECTIONS);
    expect(Object.keys(english).toSorted()).toEqual(ids);
    expect(Object.keys(korean).toSorted()).toEqual(ids);
  });

  test('what is not so is corrected', () => {
    expect(COURSE_NOTES.filter(({ corrected }) => corrected).map(({ section }) => section)).toEqual(CORRECTED);
  });

  test.each(Object.keys(rules.lessons).filter((lesson) => !BEYOND.includes(lesson)))(
    'the lesson %s is about a section',
    (lesson) => {
      expect(courseNotesOf(lesson).length).toBeGreaterThan(0);
    },
  );

  test.each(BEYOND)('the lesson %s goes beyond the notes', (lesson) => {
    expect(courseNotesOf(lesson)).toEqual([]);
  });
});
