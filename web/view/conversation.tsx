import type { ConversationModel } from '../model/conversation'
import type { PanelModel } from '../model/panel'
import { t } from '../text/language'
import { Calm, Loading } from './calm'
import { later } from './later'
import { OwnerCard } from './owner-card'

const Absent = ({ model }: { model: ConversationModel }) => {
  const problem = model.problem.value
  const words = t().absent
  if (!problem) return <Loading />
  if (problem.code === 'not_found') return <Calm title={words.unknown}>{words.unknownWhy}</Calm>
  return <Calm title={words.nothingYet}>{problem.message}</Calm>
}

export const GuardCard = later(async () => (await import('./parts/guard')).GuardCard)
export const ToDo = later(async () => (await import('./parts/to-do')).ToDo)

interface Props {
  model: ConversationModel
  panel: PanelModel
}

/** One conversation: its owner, and what can be done. */
export const Conversation = ({ model, panel }: Props) => {
  const view = model.view.value
  const now = panel.now.value
  if (!view) return <Absent model={model} />
  return (
    <>
      <h1 class="for-ears" dir="auto">
        {view.subject ?? t().noSubject}
      </h1>
      <OwnerCard model={model} view={view} now={now} openWhy={panel.openWhy} />
      {model.guarded.value ? (
        <GuardCard model={model} />
      ) : (
        <ToDo model={model} view={view} now={now} navigate={panel.navigate} />
      )}
    </>
  )
}
