/** Characters that JSON may carry and PostgreSQL refuses: NUL, and halves of surrogate pairs. */
const MAY_BE_UNSTORABLE = /\\u(0000|d[89a-f])/i

const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value

/** Parses JSON from outside into values that both databases can hold. Throws `SyntaxError`. */
export const parseJson = (text: string): unknown =>
  MAY_BE_UNSTORABLE.test(text) ? JSON.parse(text, storable) : JSON.parse(text)
