import { describe, expect, it } from 'vitest'
import { parseConfig } from '../server/config'

const missive = { MISSIVE_API_TOKEN: 'missive_pat-1', MISSIVE_WEBHOOK_SECRET: 'secret-one,secret-two' }

describe('the configuration', () => {
  it('is the playground when nothing is set', () => {
    expect(parseConfig({ PATH: '/bin', MISSIVE_API_TOKEN: '' })).toMatchObject({
      missive: null,
      databaseUrl: 'file:data/playground.db',
      host: '127.0.0.1',
      port: 8787,
      retainDays: 365,
      logLevel: 'info',
    })
  })

  it('talks to Missive with a token and a secret, any of several', () => {
    expect(parseConfig(missive)).toMatchObject({
      databaseUrl: 'file:data/baton.db',
      missive: {
        apiUrl: 'https://public.missiveapp.com/v1',
        organizationId: null,
        webhookSecrets: ['secret-one', 'secret-two'],
        scriptUrl: 'https://integrations.missiveapp.com/missive.js',
      },
    })
  })

  it('reads addresses without their last slash, and lists of addresses', () => {
    const config = parseConfig({
      ...missive,
      PUBLIC_URL: 'https://baton.example/',
      ADMIN_EMAILS: 'Sofia@x.example, a@x.example',
    })
    expect(config).toMatchObject({
      publicUrl: 'https://baton.example',
      adminEmails: ['sofia@x.example', 'a@x.example'],
    })
  })

  it.each([
    [{ MISSIVE_WEBHOOK_SECRET: 'secret-one' }, /^MISSIVE_WEBHOOK_SECRET is set but MISSIVE_API_TOKEN is not: /],
    [{ MISSIVE_API_TOKEN: 'missive_pat-1' }, /^MISSIVE_WEBHOOK_SECRET is not set: /],
    [{ DATABASE_URL: 'postgres://localhost/baton' }, /^DATABASE_URL is set but MISSIVE_API_TOKEN is not: /],
    [{ PORT: '80x' }, /^PORT must be a whole number from 0 to 65535\.$/],
    [{ PORT: '70000' }, /^PORT must be a whole number from 0 to 65535\.$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be trace, debug, info, warn, error or silent\.$/],
    [{ ...missive, MISSIVE_API_URL: 'ftp://x' }, /^MISSIVE_API_URL must be an address that starts with https/],
    [{ ...missive, PUBLIC_URL: 'baton.example' }, /^PUBLIC_URL must be an address/],
    [{ ...missive, DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be file:PATH or postgres:\/\/…\.$/],
    [{ ...missive, MISSIVE_WEBHOOK_SECRET: 'short' }, /^MISSIVE_WEBHOOK_SECRET each secret must have at least 8/],
    [{ ...missive, ADMIN_EMAILS: 'sofia' }, /^ADMIN_EMAILS must be e-mail addresses/],
    [{ ...missive, RETAIN_DAYS: '0' }, /^RETAIN_DAYS must be a whole number from 1/],
    [{ ...missive, METRICS_TOKEN: 'abc' }, /^METRICS_TOKEN must have at least 16 characters\.$/],
    [
      { ...missive, FRAME_ANCESTORS: "https://a; script-src 'unsafe-inline'" },
      /^FRAME_ANCESTORS must be origins separated by spaces\.$/,
    ],
  ])('ends the start with one line that helps: %o', (variables, line) => {
    expect(() => parseConfig(variables)).toThrow(line)
  })

  it('never repeats a value, which may be a secret', () => {
    expect(() => parseConfig({ MISSIVE_API_TOKEN: 'missive_pat-1', MISSIVE_WEBHOOK_SECRET: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })
})
