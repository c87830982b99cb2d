import type { MyWork, WorkOf } from '../../shared/work-api'
import type { Base } from '../base'
import type { PanelModel } from '../model/panel'
import { createWork, type WorkModel } from '../model/work'
import { tMore } from '../text/more'
import { Calm, Loading } from '../view/calm'
import { Dock, OfflineStrip } from '../view/dock'
import { Load } from '../view/load'
import { Avatar } from '../view/person'
import { AwayCard } from './away'
import { AwaySwitch, SetAway } from './away-switch'
import { PageHead } from './page-head'
import { List, Unassigned } from './work-lists'
import { Teams } from './work-teams'

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
      {isOffline && (
        <Dock>
          <OfflineStrip />
        </Dock>
      )}
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
          {isTheirs && <PageHead panel={panel} title={page.name} />}
          {problem.value ? <Calm>{problem.value.message}</Calm> : <Loading />}
        </>
      )
    if (theirs) return <Theirs content={theirs} panel={panel} work={work} />
    return mine && <Mine content={mine} panel={panel} work={work} isOffline={problem.value?.code === 'offline'} />
  }
}
