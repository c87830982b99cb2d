/** Looks for phrases letter by letter, to prove the desk's own way against. */

type Ranges = readonly (readonly [number, number])[]

/** Accents, vowel points and signs that nobody sees. */
const LEFT_OUT: Ranges = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x591, 0x5bd],
  [0x5bf, 0x5c7],
  [0x610, 0x61a],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x200b, 0x200f],
]
/** Thai, Lao, Burmese, Khmer, Japanese and Chinese. */
const SPACELESS: Ranges = [
  [0xe01, 0xeff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x3005, 0x3007],
  [0x3040, 0x30ff],
  [0x3400, 0x9fff],
]
/** Letters, their signs and digits of scripts without capitals: Hebrew, Arabic, those of India, Korean. */
const UNCASED: Ranges = [
  [0x30, 0x39],
  [0x5d0, 0x5ea],
  [0x620, 0x669],
  [0x66e, 0x6d3],
  [0x900, 0xdff],
  [0xac00, 0xd7af],
]
const WRITTEN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
  '’': "'",
  '‘': "'",
}

const isIn = (letter: string, ranges: Ranges): boolean => {
  const code = letter.codePointAt(0) ?? 0
  return ranges.some(([first, last]) => code >= first && code <= last)
}

const isOfWord = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase() || isIn(letter, UNCASED)

/** As people would write it in a hurry: no capitals, no accents, one space between words. */
export const inAHurry = (text: string): string => {
  const kept = [...text.normalize('NFKD')].filter((letter) => !isIn(letter, LEFT_OUT)).join('')
  const letters = [...kept.normalize('NFC').toLowerCase()].map((letter) => WRITTEN[letter] ?? letter).join('')
  return letters
    .split(/\s/)
    .filter((word) => word !== '')
    .join(' ')
}

/** Whether a phrase stands at the start of a word, or anywhere where words have no spaces; both as in a hurry. */
export const standsIn = (text: string, phrase: string): boolean => {
  const [first = ''] = phrase
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const before = [...text.slice(0, at)].at(-1)
    if (before === undefined || isIn(first, SPACELESS) || !isOfWord(first)) return true
    if (isIn(before, SPACELESS) || !isOfWord(before)) return true
  }
  return false
}
