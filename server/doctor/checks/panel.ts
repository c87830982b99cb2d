import { bad, type Finding, good, unknown, warning } from '../finding'
import { type Reply, sayAddress, sayReply } from '../look/reach'
import type { Check } from './check'

const NAME = 'panel'
const MISSIVE = /^https:\/\/(mail|\*)\.missiveapp\.com$/

/** What each policy of the answer allows to frame it; a policy that says nothing allows all. */
const ancestorsIn = (policies: string): string[][] =>
  policies.split(',').flatMap((policy) => {
    const directive = policy.split(';').find((part) => /^\s*frame-ancestors(\s|$)/i.test(part))
    return directive === undefined ? [] : [directive.trim().split(/\s+/).slice(1)]
  })

const checkHeaders = (headers: Headers, allowed: readonly string[]): Finding => {
  const frameOptions = headers.get('x-frame-options')
  if (frameOptions !== null)
    return bad(
      NAME,
      `Its answer carries X-Frame-Options: ${frameOptions.slice(0, 100)}, so Missive cannot show it.`,
      'Take that header out of what the proxy adds; Baton sends none.',
    )
  const policies = ancestorsIn(headers.get('content-security-policy') ?? '')
  const isAsSet = policies.length > 0 && policies.every((policy) => allowed.every((origin) => policy.includes(origin)))
  if (!isAsSet)
    return bad(
      NAME,
      'Who may frame it is not what FRAME_ANCESTORS says.',
      'Let the proxy leave Content-Security-Policy as Baton sends it, and start Baton with the same FRAME_ANCESTORS as this shell has.',
    )
  if (!allowed.some((origin) => MISSIVE.test(origin)))
    return warning(
      NAME,
      'FRAME_ANCESTORS leaves out Missive’s web app, which then shows nothing in its sidebar.',
      'Add https://mail.missiveapp.com to it, or unset it.',
    )
  return good(NAME, 'It can be shown in a frame by those whom FRAME_ANCESTORS names.')
}

const checkReply = (reply: Reply, address: string, allowed: readonly string[]): Finding => {
  if (reply.kind === 'answered' && reply.status === 200) return checkHeaders(reply.headers, allowed)
  return bad(NAME, `${address} ${sayReply(reply)}.`, 'Let the proxy pass /panel/ and /assets/ on to Baton.')
}

export const checkPanel: Check = async ({ standing, reach, publicUrl, config }) => {
  if (!(await standing()).isPublic) return [unknown(NAME, 'Not known: PUBLIC_URL does not lead to Baton.')]
  const reply = await reach(`${publicUrl}/panel/`)
  return [checkReply(reply, `${sayAddress(publicUrl)}/panel/`, config.frameAncestors.split(/\s+/).filter(Boolean))]
}
