import { writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { type Floor, type Result, type Router, runMonth } from './desk'
import { monthOf } from './month'
import { allAtOnce, baton, inTurn, leastBusy, randomly } from './routers'

const SEEDS = [1, 2, 3, 4, 5]

const WAYS: Record<string, () => (floor: Floor) => Router> = {
  'Missive: all at once': allAtOnce,
  'Missive: randomly': randomly,
  'Missive: in turn': inTurn,
  'Missive: least busy first': leastBusy,
  Baton: baton,
}

const percent = (part: number) => (100 * part).toFixed(1)
const COLUMNS: [heading: string, value: keyof Result, say: (value: number) => string][] = [
  ['first responses in time, %', 'firstInTime', percent],
  ['all responses in time, %', 'allInTime', percent],
  ['median wait, min', 'medianWait', (value) => value.toFixed(0)],
  ['p90 wait, min', 'p90Wait', (value) => value.toFixed(0)],
  ['spread of work, %', 'spread', percent],
  ['waiting with somebody who is off', 'withAbsent', (value) => value.toFixed(1)],
  ['handovers each', 'handovers', (value) => value.toFixed(3)],
]

/** "93.1 (92.0–94.2)": the mean over the seeds, the least and the most. */
const said = (values: readonly number[], say: (value: number) => string): string => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  return `${say(mean)} (${say(Math.min(...values))}–${say(Math.max(...values))})`
}

const ABOVE = `# A month at a desk of fifteen

Written by \`npm run simulate\`: the same ${SEEDS.length} months of mail, shared out by Missive's own four methods and by Baton. Each cell is the mean over the months, with the least and the most. It shows how the ways differ where what is assumed here holds, and nothing about your desk.

**What is assumed.**

- Fifteen people of one team in three shifts (07:00–20:30, Monday to Friday, a break of half an hour), between three quarters and five quarters of the average speed. A quarter of them have a week off within the month, four tenths are ill for a day or two.
- Some 190 mails on a weekday, with a peak on Monday and in the late morning, a fifth as many on each day of the weekend. 15 % are of high urgency. An answer takes 14 minutes of work in the median (log-normal), the customer writes again after 35 % of them, three hours later in the median. An answer closes; the customer's next mail opens it again with its owner.
- First responses are due within 4 hours of the team's working time, those of high urgency within 1. Waits are counted in that time too.
- Everybody answers one mail after the other: what they were reminded of, then what is high, then what has waited longest, of their own and of the team's inbox alike.
- **Missive** assigns new mail by one rule to active members who are online (at work) and not out of office; its help names these methods and filters. Where nobody is online, the mail stands in the team's inbox, for who has time. A customer's next mail goes to its owner, or to the team's inbox while they are out of office; who only has their evening is not. Least busy counts open conversations that are assigned, and takes any of those who are equal. Who is given something with everybody else loses a third of a minute looking at it.
- **Baton** runs with its defaults and the core of the server: capacity 15, least busy, no new work in the last quarter of an hour, the flood limit, reminders at 75 %, and what is at risk with an owner who has been off for two hours (ten minutes if urgent) goes to somebody who is there. That others of the chain are told changes nothing here: nobody is assumed to work faster for it.

**What is counted.** *Spread of work*: the standard deviation of answers for each hour at work, as a part of their mean, so that who is absent does not count as idle. *Waiting with somebody who is off*: how many conversations, on average over working time, wait for us while their owner is not there. *Handovers*: changes of owner after the first, for each conversation.

`

const BELOW = `
**What comes out.** Baton answers more in time over all, chiefly later messages of customers whose owner has gone home, and leaves less than half as much waiting with people who are off. It pays for that with handovers, about one for every six conversations, and it does not win everywhere: for first responses alone *least busy first* does slightly better in these months, likely since it gives mail also to people in their last quarter of an hour, and anybody with time takes from the team's inbox whatever no rule gave out.
`

it('runs a month under each way to share its mail', () => {
  const months = SEEDS.map(monthOf)
  const rows = Object.entries(WAYS).map(([name, createRouter]) => {
    const results = months.map((month) => runMonth(month, createRouter()))
    const cells = COLUMNS.map(([, value, say]) =>
      said(
        results.map((result) => result[value]),
        say,
      ),
    )
    return [name, ...cells]
  })
  const headings = ['', ...COLUMNS.map(([heading]) => heading)]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
  writeFileSync('docs/simulation.md', `${ABOVE}${table}\n${BELOW}`)
  process.stdout.write(`\n${table}\n`)
})
