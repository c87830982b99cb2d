import type { Hono } from 'hono'
import { etag } from 'hono/etag'
import { rulesJsonSchema } from '../rules/json-schema'

export const RULES_SCHEMA_PATH = '/rules.schema.json'

const KEPT_SECONDS = 3600

/** The format of the rules for editors, which may be pages of other origins. */
export const mountRulesSchema = (app: Hono): void => {
  let schema: string | null = null
  app.get(RULES_SCHEMA_PATH, etag(), (c) => {
    schema ??= JSON.stringify(rulesJsonSchema())
    return c.body(schema, 200, {
      'content-type': 'application/schema+json; charset=utf-8',
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
      'access-control-allow-origin': '*',
    })
  })
}
