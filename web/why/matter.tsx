import type { ComponentChildren } from 'preact'
import type { Decision, Evidence } from '../../shared/decision'
import { sayDay } from '../model/moments'
import { hrefOf } from '../model/place'
import { Part } from '../view/part'

const places: Record<Evidence['where'], (text: string) => string> = {
  subject: (text) => `“${text}” in the subject`,
  preview: (text) => `“${text}” in the message`,
  label: (text) => `“${text}” as a label`,
  from: (text) => `“${text}” as the sender`,
  'reply-to': (text) => `“${text}” as the address for replies`,
  to: (text) => `“${text}” as the recipient`,
  domain: (text) => `it comes from ${text}`,
  team: (text) => `it is in the inbox of ${text}`,
  channel: (text) => `it came by ${text}`,
  language: (text) => `it is written in ${sayLanguage(text)}`,
  phone: (text) => `the number begins with ${text}`,
  account: (text) => `it is of the account ${text}`,
  messages: (text) => `it has ${text} messages`,
  reopened: () => 'it was closed before',
  received: (text) => `it came in ${text === 'working' ? 'working hours' : text}`,
  'a person': () => 'a person set it',
}

const names = new Intl.DisplayNames(['en'], { type: 'language' })

const sayLanguage = (code: string): string => names.of(code) ?? code

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

interface Props {
  decision: Decision
  now: Date
  isAdmin: boolean
}

const Topic = ({ topic }: Pick<Decision, 'topic'>) =>
  topic ? (
    <>
      <span class="chip on">{capital(topic.name)}</span>{' '}
      <span class="muted">{topic.evidence.map(({ where, text }) => places[where](text)).join(', ')}</span>
    </>
  ) : (
    <>None that the rules know</>
  )

const sayTeams = ({ team, backup }: Decision): string =>
  [team?.label ?? 'None that Baton routes for', backup && `${backup.label} as its backup`].filter(Boolean).join(', ')

/** What the decision took for granted about the conversation. */
export const Matter = ({ decision, now, isAdmin }: Props) => {
  const { topic, urgency, language, dueAt, weight, authority, rulesVersion } = decision
  const facts: [string, ComponentChildren][] = [
    ['Topic', <Topic key="topic" topic={topic} />],
    ['Urgency', capital(urgency)],
    ['Language', language ? sayLanguage(language) : 'Unknown'],
    ['First response', dueAt ? `due ${sayDay(dueAt, now)}` : 'nobody waits for one'],
    ['Team', sayTeams(decision)],
    ...(authority === 'agent' ? [] : [['May decide', `${authority} and above`] as [string, string]]),
    ...(weight === 1 ? [] : [['Counts as', `${weight} conversations`] as [string, string]]),
    [
      'Rules',
      isAdmin ? (
        <a key="rules" href={`/admin/${hrefOf('rules', rulesVersion)}`}>
          Version {rulesVersion}
        </a>
      ) : (
        `Version ${rulesVersion}`
      ),
    ],
  ]
  return (
    <Part title="What it is about">
      <dl class="who">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
