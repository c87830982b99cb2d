import * as z from 'zod'
import { fold } from '../../routing/phrases'
import { Text } from '../formats'
import { didYouMean } from '../nearest'

/** A mapping that knows all its keys. The message of an unknown-keys issue has one line for each of them. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => `unknown key${didYouMean(key, Object.keys(shape))}`).join('\n')
        : undefined,
  })

/** What holds of keys together, judged also while single keys are wrong, so that everything is found at once. */
export const together = <Keys extends string>(
  holds: (has: Readonly<Record<Keys, unknown>>) => boolean,
  error: string,
  key?: Keys,
) =>
  [
    (value: unknown) => holds(value as Record<Keys, unknown>),
    {
      error,
      ...(key ? { path: [key] } : {}),
      when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
    },
  ] as const

/** Numbers are left to be numbers: YAML would put those keys in another order than the document's. */
export const Name = z.string().regex(/\p{L}/u, 'a name needs a letter')

/** Text that is looked for, as long as something of it is left when it is compared. */
const Sought = z.string().refine((text) => fold(text) !== '', 'expected text, not blanks')

/** One of something, or a list of it; always a list once read. */
export const oneOrMore = <Value, Input>(one: z.ZodType<Value, Input>, expected: string) =>
  z.union([one, z.array(one).min(1)], expected).transform((given): Value[] => (Array.isArray(given) ? given : [given]))

export const SoughtList = oneOrMore(Sought, 'expected text or a list of texts; numbers need quotes')

export const Names = oneOrMore(Text, 'expected a name or a list of names')
