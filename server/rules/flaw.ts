/** Something wrong at a path of the document; `at` says whether its key or its value is meant. */
export interface Flaw {
  path: readonly PropertyKey[]
  at: 'key' | 'value'
  message: string
}

/** `teams.billing.members[0]`. */
export const sayPath = (path: readonly PropertyKey[]): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : (index > 0 ? '.' : '') + String(step))).join('')
