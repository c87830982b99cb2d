/** Joins words invisibly; breaks what a renderer would take for a link. */
const WORD_JOINER = '\u2060'

/** Controls, and marks that turn the reading direction of all that follows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g
const ISOLATES = /[\u2066-\u2069]/g
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u

/** A name within a sentence, kept from reordering the words around it (Unicode, *Bidirectional Algorithm*, isolates). */
export const isolate = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)

const escapeLine = (line: string): string =>
  line
    .replace(/[\\`*_[\]<>~|&]/g, '\\$&')
    .replace(/^(#|\+|-|=)/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/(https?|ftp|mailto|xmpp):/gi, `$&${WORD_JOINER}`)
    .replace(/www\./gi, `www${WORD_JOINER}.`)
    .replaceAll('@', `${WORD_JOINER}@`)

/** Text as it was written, in Markdown (CommonMark and GFM): it can neither format nor link nor start a heading or list. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNSEEN, '')
    .split('\n')
    .map((line) => escapeLine(line.trim()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Text on one line, for titles and headings that are not Markdown. */
export const oneLine = (text: string, maxLength = 200): string => {
  const line = text.replace(UNSEEN, '').replace(ISOLATES, '').replace(/\s+/g, ' ').trim()
  return line.length <= maxLength ? line : `${cutAt(line, maxLength - 1)}…`
}

/** At most `length` UTF-16 units, never half a character. */
export const cutAt = (text: string, length: number): string =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\ufffd$/, '')
