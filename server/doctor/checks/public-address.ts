import { createHmac } from 'node:crypto'
import { SIGNATURE_HEADER } from '../../http/webhook'
import type { Context } from '../context'
import { bad, type Finding, good, unknown, warning } from '../finding'
import { isLoopback, type Reply, sayAddress, sayReply } from '../look/reach'
import { isOutOfReach, type Standing } from '../look/standing'
import type { Check } from './check'

const NAME = 'public address'
const TRIAL = 'webhook address'
const NOT_THERE = ['ECONNREFUSED', 502, 503, 504]
const NAMELESS = ['ENOTFOUND', 'EAI_AGAIN']
const CERTIFICATE = /CERT|SELF_SIGNED|VERIFY|ALTNAME/

const mendReply = (reply: Reply, { host, port }: Context['config']): string => {
  const here = `http://${host}:${port}`
  if (reply.kind === 'answered' && reply.status >= 300 && reply.status < 400)
    return 'Set PUBLIC_URL to where it leads, since Missive follows no redirects.'
  if (reply.kind === 'answered')
    return `Let the proxy there pass every path on to Baton at ${here}, or set PUBLIC_URL to Baton’s own address.`
  if (NAMELESS.includes(reply.code)) return 'Correct the name in PUBLIC_URL, or add it to DNS.'
  if (CERTIFICATE.test(reply.code))
    return 'Give the proxy there a valid certificate for this name, with its whole chain.'
  return `Let the proxy or the firewall there pass it on to Baton at ${here}, or correct PUBLIC_URL. An address that works from outside only: look at /healthz from there.`
}

const isNotThere = (reply: Reply): boolean => NOT_THERE.includes(reply.kind === 'failed' ? reply.code : reply.status)

const checkForm = ({ publicUrl, missive, config }: Context): Finding[] => {
  if (config.publicUrl === null && !isLoopback(missive.apiUrl))
    return [
      bad(
        NAME,
        `PUBLIC_URL is not set, so links in notes lead to ${sayAddress(publicUrl)}.`,
        'Set it to the https address under which Baton is reached from outside.',
      ),
    ]
  if (isOutOfReach(publicUrl, missive.apiUrl))
    return [
      bad(
        NAME,
        `${sayAddress(publicUrl)} is this machine’s own address, which Missive cannot call.`,
        'Set PUBLIC_URL to the https address under which Baton is reached from outside.',
      ),
    ]
  if (isLoopback(publicUrl) || publicUrl.startsWith('https:')) return []
  return [
    bad(
      NAME,
      `${sayAddress(publicUrl)} is not encrypted: codes, sessions and mail could be read on the way.`,
      'Put a proxy with a certificate before Baton, and set PUBLIC_URL to its https address.',
    ),
  ]
}

const checkAnswer = (context: Context, { atPublic, isPublic, isRunning, build }: Standing): Finding => {
  const shown = sayAddress(context.publicUrl)
  if (!isPublic && !isRunning && isNotThere(atPublic))
    return unknown(
      NAME,
      `${shown} ${sayReply(atPublic)}, and Baton is not running here.`,
      'Start Baton (npm start), and run the doctor beside it.',
    )
  if (!isPublic) {
    const what =
      atPublic.kind === 'answered' && atPublic.status === 200 ? 'answers, but not as Baton' : sayReply(atPublic)
    return bad(
      NAME,
      `${shown} ${what}${isRunning ? ', while Baton runs here' : ''}.`,
      mendReply(atPublic, context.config),
    )
  }
  if (build !== context.buildId)
    return warning(
      NAME,
      `At ${shown} another build of Baton answers (${build ?? 'an older one'}; here is ${context.buildId}).`,
      'Restart Baton, or run the doctor of the build that runs.',
    )
  return good(NAME, `${shown} leads to Baton, and to this build.`)
}

/** An empty body is a trial, which Baton never stores. */
const tryWebhook = ({ reach, publicUrl }: Context, secret: string): Promise<Reply> => {
  const signature = `sha256=${createHmac('sha256', secret).update('').digest('hex')}`
  return reach(`${publicUrl}/webhooks/missive`, {
    method: 'POST',
    body: '',
    headers: { [SIGNATURE_HEADER]: signature },
  })
}

const isStatus = (reply: Reply, status: number): boolean => reply.kind === 'answered' && reply.status === status

const checkTrials = async (context: Context): Promise<Finding> => {
  const address = `${sayAddress(context.publicUrl)}/webhooks/missive`
  for (const [index, secret] of context.missive.webhookSecrets.entries()) {
    const signed = await tryWebhook(context, secret)
    const which =
      context.missive.webhookSecrets.length > 1 ? `secret ${index + 1} of MISSIVE_WEBHOOK_SECRET` : 'the secret'
    if (isStatus(signed, 401))
      return bad(
        TRIAL,
        `${address} refuses what is signed with ${which}.`,
        'Start Baton with the same MISSIVE_WEBHOOK_SECRET as this shell has, and let no proxy change bodies.',
      )
    if (!isStatus(signed, 202))
      return bad(TRIAL, `${address} ${sayReply(signed)} where 202 is due.`, mendReply(signed, context.config))
  }
  const forged = await tryWebhook(context, 'not the secret')
  if (isStatus(forged, 401))
    return good(TRIAL, 'What is signed with the secret is taken (202), what is not is refused (401).')
  return bad(
    TRIAL,
    `${address} ${sayReply(forged)} to a wrong signature, where 401 is due: anybody could write to it.`,
    'Let nothing between Missive and Baton answer in its place.',
  )
}

export const checkPublicAddress: Check = async (context) => {
  const standing = await context.standing()
  const trials = standing.isPublic ? [await checkTrials(context)] : []
  const form = checkForm(context)
  const answer = checkAnswer(context, standing)
  return [...form, ...(form.length > 0 && answer.verdict !== 'bad' ? [] : [answer]), ...trials]
}
