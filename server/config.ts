import * as z from 'zod'
import { StartError } from './errors'

export const MISSIVE_SCRIPT_URL = 'https://integrations.missiveapp.com/missive.js'

const FRAME_ANCESTORS =
  'https://mail.missiveapp.com https://*.missiveapp.com http://localhost:* https://localhost:* ionic://localhost capacitor://localhost'

const baseUrl = (protocol: RegExp, allowed: string) =>
  z.url({ protocol, error: `must be ${allowed}` }).transform((text) => text.replace(/\/+$/, ''))

const httpUrl = baseUrl(/^https?$/, 'an address that starts with https:// (or http://)')

const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .map((item) => item.trim())
    .filter(Boolean),
)

const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z.string().regex(/^\d+$/, error).transform(Number).pipe(z.number().min(min, error).max(max, error))
}

/** Every variable with its default; a variable that is set but empty counts as not set. */
const Environment = z.object({
  MISSIVE_API_TOKEN: z.string().optional(),
  MISSIVE_API_URL: httpUrl.default('https://public.missiveapp.com/v1'),
  MISSIVE_ORGANIZATION: z.string().optional(),
  MISSIVE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.length >= 8), 'each secret must have at least 8 characters')
    .optional(),
  MISSIVE_SCRIPT_URL: httpUrl.default(MISSIVE_SCRIPT_URL),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must be file:PATH or postgres://…')
    .optional(),
  RULES_FILE: z.string().optional(),
  PUBLIC_URL: httpUrl.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8787),
  ADMIN_EMAILS: list
    .pipe(z.array(z.email('must be e-mail addresses, separated by commas').transform((email) => email.toLowerCase())))
    .default([]),
  FRAME_ANCESTORS: z
    .string()
    .regex(/^[^;,\r\n]*$/, 'must be origins separated by spaces')
    .default(FRAME_ANCESTORS),
  RETAIN_DAYS: wholeNumber(1, 36_500).default(365),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
})

export interface MissiveConfig {
  token: string
  apiUrl: string
  /** Null: the only organization that the token sees. */
  organizationId: string | null
  /** Any of them may sign a webhook. */
  webhookSecrets: string[]
  scriptUrl: string
}

export interface Config {
  /** Null: the playground. */
  missive: MissiveConfig | null
  databaseUrl: string
  rulesFile: string | null
  /** Null: `http://HOST:PORT`, once the port is known. */
  publicUrl: string | null
  host: string
  /** 0: any free one. */
  port: number
  adminEmails: string[]
  frameAncestors: string
  retainDays: number
  metricsToken: string | null
  logLevel: string
}

export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

type Variables = Record<string, string | undefined>

const readEnvironment = (variables: Variables) => {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  return { names: Object.keys(set), parsed: Environment.safeParse(set) }
}

const sayIssue = ({ path, message }: z.core.$ZodIssue): string => `${String(path[0])} ${message}.`

/** Why no server starts with these variables, one line for each that is bad; empty: one does. */
export const configFlaws = (variables: Variables): string[] => {
  const { parsed } = readEnvironment(variables)
  if (!parsed.success) return [...new Set(parsed.error.issues.map(sayIssue))]
  try {
    parseConfig(variables)
    return []
  } catch (error) {
    if (error instanceof StartError) return [error.message]
    throw error
  }
}

/**
 * Reads the environment. Throws a `StartError` of one line that names the first bad variable, says what is wrong with it
 * and what is allowed; the value itself is never repeated, since it may be a secret.
 */
export const parseConfig = (variables: Variables): Config => {
  const { names, parsed } = readEnvironment(variables)
  if (!parsed.success) throw new StartError(parsed.error.issues.map(sayIssue)[0] ?? 'The variables cannot be read.')
  const env = parsed.data
  const missive = missiveConfig(
    env,
    names.filter((name) => name.startsWith('MISSIVE_')),
  )
  if (!missive && env.DATABASE_URL !== undefined)
    throw new StartError(
      'DATABASE_URL is set but MISSIVE_API_TOKEN is not: set the token to run against Missive, or unset DATABASE_URL to try the playground.',
    )
  return {
    missive,
    databaseUrl: env.DATABASE_URL ?? (missive ? 'file:data/baton.db' : 'file:data/playground.db'),
    rulesFile: env.RULES_FILE ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    host: env.HOST,
    port: env.PORT,
    adminEmails: env.ADMIN_EMAILS,
    frameAncestors: env.FRAME_ANCESTORS,
    retainDays: env.RETAIN_DAYS,
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
  }
}

const missiveConfig = (env: z.infer<typeof Environment>, names: string[]): MissiveConfig | null => {
  if (names.length === 0) return null
  if (env.MISSIVE_API_TOKEN === undefined)
    throw new StartError(
      `${names[0]} is set but MISSIVE_API_TOKEN is not: set it to the personal token of the router's own seat (Missive: Settings → API), or unset every MISSIVE_ variable to try the playground.`,
    )
  if (env.MISSIVE_WEBHOOK_SECRET === undefined)
    throw new StartError(
      'MISSIVE_WEBHOOK_SECRET is not set: set it to the secret that you give to the webhook rules in Missive.',
    )
  return {
    token: env.MISSIVE_API_TOKEN,
    apiUrl: env.MISSIVE_API_URL,
    organizationId: env.MISSIVE_ORGANIZATION ?? null,
    webhookSecrets: env.MISSIVE_WEBHOOK_SECRET,
    scriptUrl: env.MISSIVE_SCRIPT_URL,
  }
}
