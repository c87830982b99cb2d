import type { Finding } from './finding'

type Variables = Record<string, string | undefined>

const PASSWORD_IN_ADDRESS = /:\/\/[^:/@]*:(.+)@/
const PASSWORD_IN_QUERY = /[?&]password=([^&#]+)/
/** Hiding anything shorter would only blot out words. */
const SHORTEST = 4

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const passwordsIn = (text: string): string[] =>
  [PASSWORD_IN_ADDRESS, PASSWORD_IN_QUERY].flatMap((pattern) => pattern.exec(text)?.[1] ?? [])

const secretsIn = (variables: Variables): string[] => {
  const { MISSIVE_API_TOKEN = '', METRICS_TOKEN = '', MISSIVE_WEBHOOK_SECRET = '' } = variables
  const passwords = Object.values(variables).flatMap((value = '') => passwordsIn(value))
  return [
    MISSIVE_API_TOKEN,
    METRICS_TOKEN,
    ...MISSIVE_WEBHOOK_SECRET.split(',').map((secret) => secret.trim()),
    ...passwords,
    ...passwords.map(decoded),
  ]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
}

/** Takes every secret of these variables out of a text, should one ever have come into it: from an answer, say. */
export const createHide = (variables: Variables) => {
  const secrets = secretsIn(variables)
  return (text: string): string => secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
}
export type Hide = ReturnType<typeof createHide>

export const hideIn = (hide: Hide, finding: Finding): Finding => ({
  ...finding,
  name: hide(finding.name),
  sentence: hide(finding.sentence),
  mend: finding.mend === null ? null : hide(finding.mend),
})
