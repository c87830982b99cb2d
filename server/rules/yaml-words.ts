import type { ErrorCode } from 'yaml'

/** What the parser says of YAML that it cannot read, by its code or else its sentence, and how people are told. */
const BY_CODE: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  MULTIPLE_DOCS: 'only one document may stand in a file',
  RESOURCE_EXHAUSTION: 'nested too deeply',
}

const BY_SENTENCE: readonly (readonly [RegExp, string])[] = [
  [/^All (mapping|sequence) items must start/, 'begins in another column than the lines it belongs to'],
  [
    /^Implicit (map keys need to be followed|keys .*single line$)/,
    'a colon is missing here, or the space after it; write key: value',
  ],
  [/^Nested mappings are not allowed/, 'a text with a colon and a space in it needs quotes'],
  [/^Missing , (or : )?between/, 'a comma is missing before this, or the end of a quote'],
  [/^Missing closing (.)quote/, 'this quote does not end; a $1 is missing'],
  [/end with a (\S)$/, 'this does not end; a $1 is missing'],
  [/^Plain value cannot start with .*(\S)$/, 'a text that starts with $1 needs quotes'],
  [/^Unexpected .* at node end$/, 'does not belong here; a comma or a new line may be missing before it'],
  [/^Block collections are not allowed/, 'between { } and [ ] nothing stands on indented lines of its own'],
]

const OPENING: Readonly<Record<string, string>> = { '}': '{', ']': '[' }

/** With what that begins of which the parser misses the end; null: it misses none. */
export const opensWith = (message: string): string | null => {
  const closing = /^Missing closing (.)quote|end with a (\S)$/.exec(message)
  const mark = closing?.[1] ?? closing?.[2]
  return mark === undefined ? null : (OPENING[mark] ?? mark)
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export const sayOfYaml = ({ code, message }: { code: ErrorCode; message: string }): string => {
  const known = BY_CODE[code]
  if (known) return known
  for (const [theirs, ours] of BY_SENTENCE) {
    const said = theirs.exec(message)
    if (said) return ours.replace('$1', said[1] ?? '')
  }
  return lowerFirst(message)
}
