import type { RuleType } from './announce'

/** How the small Missive misbehaves. Tests change these while it runs. */
export interface Switches {
  /** Whether what the API changes runs rules, and so sends webhooks. Missive does not say. */
  apiWritesFireWebhooks: boolean
  /** Whether a post runs the rules for incoming messages, as Missive's channel *Post* does. */
  postsFireIncoming: boolean
  /** Answers 400 to `remove_assignees`, as an older Missive would. */
  refuseRemoveAssignees: boolean
  /** Takes `remove_assignees`, and removes nobody. */
  ignoreRemoveAssignees: boolean
  /** `reopen` of a post means what Missive's documentation says: true leaves it closed. */
  reopenMeansTheOpposite: boolean
  /** Posts are listed without their text. */
  postsWithoutText: boolean
  /** Answers 403 to the list of a team that the token's owner is not in; else it is shown. */
  refuseUnseenTeams: boolean
  /** The token is not accepted any more: every call is answered 401. */
  revokeToken: boolean
  /** Rules that are switched off, as Missive does after 50 failures: what they would tell nobody tells. */
  rulesOff: RuleType[]
  /** Answers 404 to the id of a conversation that was merged into another; else it leads there. */
  forgetMergedIds: boolean
  /** Sends `conversation_closed` with the flags from before the close, as recorded deliveries show them. */
  closedFlagsLag: boolean
  /** So many of the next writes are taken, and the connection is dropped instead of an answer. */
  fateUnknown: number
  /** Writes that are looked at long after they came; null: none are. */
  late: Late | null
  /** Calls that fail before anything is taken; null: none do. */
  fail: Failure | null
  /** How long each call takes, in milliseconds. */
  delayMs: number
  /** Shares of deliveries, from 0 to 1, that never arrive, arrive twice, or arrive late. */
  webhooks: { loseRate: number; doubleRate: number; reorderRate: number }
}

export interface Late {
  /** How many of the next writes are late. */
  calls: number
  /** They are taken, or fail, when it resolves. */
  until: Promise<void>
  /** Their connection is dropped at once; else it stays open as long as its caller likes. */
  isDropped: boolean
}

export interface Failure {
  /** How many of the next calls fail. */
  calls: number
  status: number
  /** What stands in the answer: an error of Missive's form, a proxy's page, or half of a JSON text. */
  body?: 'json' | 'html' | 'truncated'
  /** Which calls are meant; left out: all. */
  when?: (call: { method: string; path: string }) => boolean
}

export const wellBehaved = (): Switches => ({
  apiWritesFireWebhooks: true,
  postsFireIncoming: false,
  refuseRemoveAssignees: false,
  ignoreRemoveAssignees: false,
  reopenMeansTheOpposite: false,
  postsWithoutText: false,
  refuseUnseenTeams: false,
  revokeToken: false,
  rulesOff: [],
  forgetMergedIds: false,
  closedFlagsLag: true,
  fateUnknown: 0,
  late: null,
  fail: null,
  delayMs: 0,
  webhooks: { loseRate: 0, doubleRate: 0, reorderRate: 0 },
})
