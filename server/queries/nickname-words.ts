import type { Locale } from './teachers.ts';

interface NicknameWords {
  readonly adjectives: readonly [string, ...string[]];
  readonly animals: readonly [string, ...string[]];
}

/** Words that nobody minds being called, in either language. Short, so that a pair fits on a seat's label. */
export const NICKNAME_WORDS: Readonly<Record<Locale, NicknameWords>> = {
  ko: {
    adjectives: [
      '씩씩한', '용감한', '느긋한', '재빠른', '다정한', '반짝이는', '든든한', '호기심 많은', '명랑한', '침착한',
      '부지런한', '슬기로운', '푸른', '포근한', '꼼꼼한', '신나는', '당당한', '상냥한', '조용한', '웃는',
      '노래하는', '꿈꾸는', '춤추는', '튼튼한', '맑은', '행복한', '믿음직한', '기운찬', '차분한', '활기찬',
    ],
    animals: [
      '고래', '수달', '돌고래', '펭귄', '부엉이', '여우', '다람쥐', '고양이', '거북이', '토끼',
      '호랑이', '사슴', '까치', '해달', '코끼리', '기린', '판다', '고슴도치', '참새', '두루미',
      '물개', '나비', '반달곰', '알파카', '코알라', '문어', '꿀벌', '앵무새', '오리', '너구리',
    ],
  },
  en: {
    adjectives: [
      'Brave', 'Calm', 'Swift', 'Kind', 'Bright', 'Sturdy', 'Curious', 'Cheerful', 'Patient', 'Clever',
      'Gentle', 'Bold', 'Quiet', 'Sunny', 'Lively', 'Steady', 'Merry', 'Nimble', 'Proud', 'Warm',
      'Singing', 'Dreaming', 'Dancing', 'Smiling', 'Keen', 'Happy', 'Trusty', 'Hearty', 'Mellow', 'Jolly',
    ],
    animals: [
      'Whale', 'Otter', 'Dolphin', 'Penguin', 'Owl', 'Fox', 'Squirrel', 'Cat', 'Turtle', 'Rabbit',
      'Tiger', 'Deer', 'Magpie', 'Beaver', 'Elephant', 'Giraffe', 'Panda', 'Hedgehog', 'Sparrow', 'Crane',
      'Seal', 'Butterfly', 'Bear', 'Alpaca', 'Koala', 'Octopus', 'Bee', 'Parrot', 'Duck', 'Raccoon',
    ],
  },
};
