import { Lexer } from 'yaml'

const MOST_NESTING = 50
const MOST_INDENTATION = 200

/** What the lexer says between the pieces of the text: start of a document, of a scalar, end of a broken flow. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f'])

/**
 * Where brackets, dashes or indentation go deeper than any rules do, as an offset; null: nowhere. Asked before the text
 * is parsed, since the parser runs out of stack on such a text, and may take the process with it.
 */
export const tooDeepAt = (text: string): number | null => {
  let offset = 0
  let brackets = 0
  let dashes = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets++
    else if (token === ']' || token === '}') brackets--
    else if (token === '-' || token === '?') dashes++
    else if (token === '\n') dashes = 0
    const isIndented = token.length > MOST_INDENTATION && token.trim() === ''
    if (brackets > MOST_NESTING || dashes > MOST_NESTING || isIndented) return offset
    if (!MARKS.has(token)) offset += token.length
  }
  return null
}
