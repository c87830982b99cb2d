import * as z from 'zod'
import { RulesDocument } from './schema'

/** Whole numbers have no other limits than those of the format. */
const withoutLimitsOfNumbers = (schema: z.core.JSONSchema.BaseSchema) => {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

/** The format as JSON Schema (draft 7, which every editor reads), with what each key means. */
export const rulesJsonSchema = (): z.core.JSONSchema.BaseSchema => ({
  ...z.toJSONSchema(RulesDocument, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => withoutLimitsOfNumbers(jsonSchema),
  }),
  title: "Baton's rules",
})
