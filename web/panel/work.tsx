import type { Colleague, MyWork, UnassignedRow, WorkOf, WorkRow } from '../../shared/work-api'
import type { Base } from '../base'
import { sayMoment, sayTimeLeft } from '../model/moments'
import type { PanelModel } from '../model/panel'
import { createWork, type WorkModel } from '../model/work'
import { t } from '../text/language'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { Calm, Loading } from '../view/calm'
import { OfflineStrip } from '../view/dock'
import { Load } from '../view/load'
import { Avatar } from '../view/person'
import { AwayCard, AwaySwitch, SetAway } from './away'
import { PageHead } from './page-head'

const SHOWN_AT_FIRST = 5

interface RowProps {
  row: WorkRow
  panel: PanelModel
}

const sayState = ({ urgency, waitingSince, isSnoozed, noteWanted }: WorkRow): string => {
  const words = tMore().work
  const whose = waitingSince ? words.waitsOnUs : words.waitsOnCustomer
  return [
    isSnoozed ? words.snoozed : whose,
    tMore().urgency[urgency].toLocaleLowerCase(),
    noteWanted ? words.noteWanted : '',
  ]
    .filter(Boolean)
    .join(', ')
}

const Left = ({ row: { dueAt }, now }: { row: WorkRow; now: Date }) => {
  if (!dueAt) return null
  const { text, tone } = sayTimeLeft(dueAt, now, [])
  return <span class={`num left ${tone}`}>{text}</span>
}

const Subject = ({ row, panel }: RowProps) => (
  <button
    type="button"
    class={`as-text cut${row.urgency === 'urgent' ? ' strong' : ''}`}
    dir="auto"
    title={row.subject ?? undefined}
    onClick={() => panel.navigate(row.conversationId)}
  >
    {row.subject ?? t().noSubject}
  </button>
)

const Row = ({ row, panel }: RowProps) => (
  <li class="who line">
    <div class="grow">
      <Subject row={row} panel={panel} />
      <div class="muted">{sayState(row)}</div>
    </div>
    <Left row={row} now={panel.now.value} />
  </li>
)

interface ListProps {
  title: string
  rows: readonly WorkRow[]
  panel: PanelModel
  work: WorkModel
  empty: string
}

const List = ({ title, rows, panel, work: { showsAll }, empty }: ListProps) => {
  const shown = showsAll.value ? rows : rows.slice(0, SHOWN_AT_FIRST)
  const more = rows.length - shown.length
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p class="card who muted">{empty}</p>
      ) : (
        <ul class="card people">
          {shown.map((row) => (
            <Row key={row.conversationId} row={row} panel={panel} />
          ))}
          {more > 0 && (
            <li class="who line">
              <span class="grow muted">{tMore().suggestions.more(more)}</span>
              <Button
                look="link"
                onClick={() => {
                  showsAll.value = true
                }}
              >
                {tMore().show}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

const Unassigned = ({ rows, panel }: { rows: readonly UnassignedRow[]; panel: PanelModel }) => {
  const now = panel.now.value
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{tMore().work.unassigned}</h2>
      <ul class="card people">
        {rows.map((row) => {
          const [next] = row.next
          return (
            <li key={row.conversationId} class="who line">
              <div class="grow">
                <Subject row={row} panel={panel} />
                <div class={row.needsAttention ? 'muted late' : 'muted'} dir="auto">
                  {row.sentence}
                </div>
                {next && (
                  <div class="muted" dir="auto">
                    {sayMoment(next.at, now)}: {next.sentence}
                  </div>
                )}
              </div>
              <Left row={row} now={now} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const Member = ({ member, panel }: { member: Colleague; panel: PanelModel }) => (
  <li class={`who line${member.isThere ? '' : ' off'}`}>
    <Avatar person={member.person} />
    <div class="grow">
      <button
        type="button"
        class="as-text cut"
        dir="auto"
        id={`work-of-${member.person.id}`}
        onClick={() => {
          panel.page.value = { kind: 'work', teammateId: member.person.id }
        }}
      >
        {member.person.name}
      </button>
      <div class="muted">{member.presence}</div>
    </div>
    <div class="load">
      <Load name={member.person.name} openLoad={member.openLoad} capacity={member.capacity} />
    </div>
  </li>
)

const Teams = ({ teams, panel }: { teams: MyWork['teams']; panel: PanelModel }) => (
  <>
    {teams.map(({ name, label, members }) => (
      <section key={name}>
        <h2>{tMore().work.rightNow(label)}</h2>
        <ul class="card people">
          {members.map((member) => (
            <Member key={member.person.id} member={member} panel={panel} />
          ))}
        </ul>
      </section>
    ))}
  </>
)

const Me = ({ content: { me, absences }, work, now }: { content: MyWork; work: WorkModel; now: Date }) => (
  <section class="card me" aria-label={me.person.name}>
    <div class="line">
      <Avatar person={me.person} />
      <div class="grow">
        <div class="strong cut" dir="auto">
          {me.person.name}
        </div>
        <div class="load">
          <Load name={me.person.name} openLoad={me.openLoad} capacity={me.capacity} />
          <span>{me.presence}</span>
        </div>
        {me.hours && (
          <div class="muted">
            {me.hours.week || tMore().work.noHours} ({me.hours.timeZone})
          </div>
        )}
      </div>
      <AwaySwitch absences={absences} away={work.away} now={now} />
    </div>
  </section>
)

interface MineProps {
  content: MyWork
  panel: PanelModel
  work: WorkModel
  isOffline: boolean
}

const Mine = ({ content, panel, work, isOffline }: MineProps) => {
  const words = tMore().work
  const wanted = content.conversations.filter(({ noteWanted }) => noteWanted)
  return (
    <>
      <h1 class="for-ears">{words.title}</h1>
      {isOffline && <OfflineStrip />}
      <Me content={content} work={work} now={panel.now.value} />
      <AwayCard
        away={work.away}
        absences={content.absences}
        covered={content.covered}
        now={panel.now.value}
        name={null}
      />
      {wanted.length > 0 && <List title={words.waitForNote} rows={wanted} panel={panel} work={work} empty="" />}
      <List title={words.title} rows={content.conversations} panel={panel} work={work} empty={words.nothing} />
      <Unassigned rows={content.unassigned} panel={panel} />
      <Teams teams={content.teams} panel={panel} />
    </>
  )
}

interface TheirsProps {
  content: WorkOf
  panel: PanelModel
  work: WorkModel
}

const Theirs = ({ content: { person, presence, conversations, absences }, panel, work }: TheirsProps) => {
  const words = tMore().work
  const away = work.theirAway.value
  const now = panel.now.value
  return (
    <>
      <PageHead panel={panel} title={person.name} />
      <div class="notice line">
        <span class="grow muted" dir="auto">
          {presence}
        </span>
        {away && <SetAway away={away} absences={absences} now={now} />}
      </div>
      {away && <AwayCard away={away} absences={absences} covered={[]} now={now} name={person.name} />}
      <List title={words.theirs} rows={conversations} panel={panel} work={work} empty={words.nothingTheirs} />
    </>
  )
}

/** What is on one's desk, or on a colleague's; loaded when nothing is selected. */
export const createWorkPart = (base: Base, panel: PanelModel) => {
  const work = createWork(base, panel)
  return () => {
    const page = panel.page.value
    const isTheirs = page?.kind === 'work'
    const { problem } = isTheirs ? work.theirs : work.mine
    const { value: known } = work.theirs.content
    // A late answer is not shown under another one's name.
    const theirs = isTheirs && known?.person.id === page.teammateId ? known : null
    const mine = isTheirs ? null : work.mine.content.value
    if (!theirs && !mine)
      return (
        <>
          {isTheirs && <PageHead panel={panel} title="" />}
          {problem.value ? <Calm>{problem.value.message}</Calm> : <Loading />}
        </>
      )
    if (theirs) return <Theirs content={theirs} panel={panel} work={work} />
    return mine && <Mine content={mine} panel={panel} work={work} isOffline={problem.value?.code === 'offline'} />
  }
}
