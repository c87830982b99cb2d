import { signal } from '@preact/signals-core'

/** Texts that a person fills in; none of them may stay empty. */
export const createTexts = <Name extends string>(names: readonly Name[]) => {
  const empty = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>
  const values = signal(empty)
  /** The one that a click found empty; a new value for each click. */
  const asked = signal<{ name: Name } | null>(null)
  return {
    values,
    asked,
    write: (name: Name, text: string) => {
      values.value = { ...values.peek(), [name]: text }
      if (asked.peek()?.name === name) asked.value = null
    },
    /** Whether all are written; when not, the first empty one is pointed at. */
    isReady: (): boolean => {
      const name = names.find((one) => values.peek()[one].trim() === '')
      asked.value = name === undefined ? null : { name }
      return name === undefined
    },
    clear: () => {
      values.value = empty
      asked.value = null
    },
  }
}
export type Texts<Name extends string> = ReturnType<typeof createTexts<Name>>
