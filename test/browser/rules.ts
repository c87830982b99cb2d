import { ALWAYS_OPEN } from '../support/desk'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
/** Far enough from now that no midnight makes it today. */
const DAYS_OFF = 3

const dayOff = DAYS[(new Date().getUTCDay() + DAYS_OFF) % DAYS.length]

/** As `ALWAYS_OPEN`, and the team Specialists, where nobody is at work today, whatever today is. */
export const WITH_A_TEAM_THAT_IS_OFF = ALWAYS_OPEN.replace(
  'topics:',
  `  marcus: { missive_user: marcus@harborpine.example, hours: { ${dayOff}: "09:00-17:00" } }
topics:`,
)
  .replace('teammates:', '  specialists: { missive_team: Specialists, members: [marcus] }\nteammates:')
  .replace('topics:', 'urgency: { default: normal, targets: { normal: { within: 4h, count: working } } }\ntopics:')

/** Only Mei has the skill that some mail needs. */
export const WITH_GUARDS = ALWAYS_OPEN.replace(
  'mei: { missive_user: mei@harborpine.example }',
  'mei: { missive_user: mei@harborpine.example, skills: [api] }',
).replace('topics:\n', 'topics:\n  api:\n    match: { words: [api] }\n    needs: Look at the log\n    skill: api\n')
